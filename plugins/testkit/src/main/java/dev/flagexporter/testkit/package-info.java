/** What tests of exporter plugins need: events, and the surroundings that an exporter runs in. */
@NullMarked
package dev.flagexporter.testkit;

import org.jspecify.annotations.NullMarked;
