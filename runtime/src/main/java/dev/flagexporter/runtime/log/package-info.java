/** Log lines whose number others decide. Not API. */
@NullMarked
package dev.flagexporter.runtime.log;

import org.jspecify.annotations.NullMarked;
