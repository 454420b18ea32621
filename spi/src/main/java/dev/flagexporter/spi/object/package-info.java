/** A batch written as one named object in a format: what file and every object store exporter share. */
@NullMarked
package dev.flagexporter.spi.object;

import org.jspecify.annotations.NullMarked;
