/** What the HTTP benchmarks send to; not API. */
@NullMarked
package dev.flagexporter.benchmarks.server;

import org.jspecify.annotations.NullMarked;
