/** What every exporter has to do, as tests that a plugin's test class inherits. */
@NullMarked
package dev.flagexporter.testkit.exporter;

import org.jspecify.annotations.NullMarked;
