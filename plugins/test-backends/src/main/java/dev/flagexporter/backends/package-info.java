/** Real servers for tests, within the process of the test and on loopback only, and what makes them fail. */
@NullMarked
package dev.flagexporter.backends;

import org.jspecify.annotations.NullMarked;
