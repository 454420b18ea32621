/** An application whose exporters say how they were configured. */
@NullMarked
package dev.flagexporter.configuration;

import org.jspecify.annotations.NullMarked;
