/** The collector as an application of its own, with exporters that apply while the operator configures none. */
@NullMarked
package dev.flagexporter.collector;

import org.jspecify.annotations.NullMarked;
