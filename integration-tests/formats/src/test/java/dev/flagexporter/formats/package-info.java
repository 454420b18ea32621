/** Lets DuckDB read what the formats wrote, and compares it with the events field by field. */
@NullMarked
package dev.flagexporter.formats;

import org.jspecify.annotations.NullMarked;
