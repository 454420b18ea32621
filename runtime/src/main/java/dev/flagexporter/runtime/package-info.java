/** What connects the extension's parts to the life cycle of an application. Not API. */
@NullMarked
package dev.flagexporter.runtime;

import org.jspecify.annotations.NullMarked;
