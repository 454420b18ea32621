/** How a batch of events becomes bytes, and the templates for lines and file names. */
@NullMarked
package dev.flagexporter.spi.format;

import org.jspecify.annotations.NullMarked;
