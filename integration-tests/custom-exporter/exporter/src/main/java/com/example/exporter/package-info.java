/** An exporter of our own: a factory, its configuration, and the exporter. */
package com.example.exporter;
