/**
 * What the author of an exporter plugin implements: a factory found through {@link java.util.ServiceLoader}, and the
 * exporter it makes.
 */
@NullMarked
package dev.flagexporter.spi;

import org.jspecify.annotations.NullMarked;
