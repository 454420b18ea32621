/** What docs/performance.md measures, with the store that applications get. */
@NullMarked
package dev.flagexporter.benchmarks;

import org.jspecify.annotations.NullMarked;
