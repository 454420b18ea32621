/** The health check, for applications with SmallRye Health. */
@NullMarked
package dev.flagexporter.runtime.health;

import org.jspecify.annotations.NullMarked;
