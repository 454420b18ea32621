/** The events that are exported, immutable once made, with their JSON and CSV forms. */
@NullMarked
package dev.flagexporter.spi.event;

import org.jspecify.annotations.NullMarked;
