/** The collector application with an exporter kind that fails. */
@NullMarked
package dev.flagexporter.faulty;

import org.jspecify.annotations.NullMarked;
