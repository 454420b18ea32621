/** The exporter {@code log}: each event becomes one message in the log of the application. */
@NullMarked
package dev.flagexporter.plugins.log;

import org.jspecify.annotations.NullMarked;
