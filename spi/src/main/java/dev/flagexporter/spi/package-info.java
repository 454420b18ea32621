/**
 * The types that a plugin author implements: a factory, named in a service file, and the exporter that it creates.
 */
@NullMarked
package dev.flagexporter.spi;

import org.jspecify.annotations.NullMarked;
