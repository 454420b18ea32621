/**
 * What the author of an exporter plugin implements: a factory, named in a service file, and the exporter it makes.
 */
@NullMarked
package dev.flagexporter.spi;

import org.jspecify.annotations.NullMarked;
