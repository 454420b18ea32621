/** Events that were given up, kept in a file until they are replayed. Not API. */
@NullMarked
package dev.flagexporter.runtime.deadletter;

import org.jspecify.annotations.NullMarked;
