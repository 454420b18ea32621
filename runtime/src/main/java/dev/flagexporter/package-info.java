/**
 * The API for applications: inject a {@link dev.flagexporter.Manager} and add events to it.
 */
@NullMarked
package dev.flagexporter;

import org.jspecify.annotations.NullMarked;
