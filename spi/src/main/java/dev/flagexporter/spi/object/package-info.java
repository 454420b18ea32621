/** Batches as named objects in a format, for the exporters of files and object stores. */
@NullMarked
package dev.flagexporter.spi.object;

import org.jspecify.annotations.NullMarked;
