/** The configuration, and how it becomes exporters. Not API. */
@NullMarked
package dev.flagexporter.runtime.config;

import org.jspecify.annotations.NullMarked;
