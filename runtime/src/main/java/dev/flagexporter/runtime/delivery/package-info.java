/** How events get from the store to an exporter: one worker each, batches, retries, the last flush. Not API. */
@NullMarked
package dev.flagexporter.runtime.delivery;

import org.jspecify.annotations.NullMarked;
