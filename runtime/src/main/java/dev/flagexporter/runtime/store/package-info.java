/** The in-memory event store. Not API. */
@NullMarked
package dev.flagexporter.runtime.store;

import org.jspecify.annotations.NullMarked;
