/** Reads the configuration again while the application runs, and applies what has changed. Not API. */
@NullMarked
package dev.flagexporter.runtime.reload;

import org.jspecify.annotations.NullMarked;
