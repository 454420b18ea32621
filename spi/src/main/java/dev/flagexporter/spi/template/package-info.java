/**
 * Lines and names that a template makes of events: the part of Go's {@code text/template} that GO Feature Flag's users
 * have in their configuration.
 */
@NullMarked
package dev.flagexporter.spi.template;

import org.jspecify.annotations.NullMarked;
