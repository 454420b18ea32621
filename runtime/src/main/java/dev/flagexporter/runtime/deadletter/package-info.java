/** Dead letters: events that an exporter gave up, in a file until they are replayed. Not API. */
@NullMarked
package dev.flagexporter.runtime.deadletter;

import org.jspecify.annotations.NullMarked;
