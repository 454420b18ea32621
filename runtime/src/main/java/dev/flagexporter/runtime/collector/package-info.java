/** The HTTP endpoint that takes events from OpenFeature providers. Not API. */
@NullMarked
package dev.flagexporter.runtime.collector;

import org.jspecify.annotations.NullMarked;
