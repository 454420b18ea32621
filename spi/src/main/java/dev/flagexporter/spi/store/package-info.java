/** The event store: a log with one offset per consumer. */
@NullMarked
package dev.flagexporter.spi.store;

import org.jspecify.annotations.NullMarked;
