/** The packaged collector, started as users start it, with real clients. */
package dev.flagexporter.collector;
