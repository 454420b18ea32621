/**
 * The exporter {@code file}: each batch becomes one file in a local directory, visible only when it is complete.
 */
@NullMarked
package dev.flagexporter.plugins.file;

import org.jspecify.annotations.NullMarked;
