/** Events as Parquet files: found by {@link java.util.ServiceLoader}, as the format of any third party would be. */
@NullMarked
package dev.flagexporter.plugins.parquet;

import org.jspecify.annotations.NullMarked;
