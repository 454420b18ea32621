/** What happens when an application with the extension is built. */
@NullMarked
package dev.flagexporter.deployment;

import org.jspecify.annotations.NullMarked;
