/**
 * The event store: a log with one offset per consumer.
 *
 * <p><strong>Not stable yet.</strong> There is one store, in memory, and a second one will change these types. Until then
 * this package may change incompatibly in any release; the check of compatibility leaves it out. Exporters do not need it.
 */
@NullMarked
package dev.flagexporter.spi.store;

import org.jspecify.annotations.NullMarked;
