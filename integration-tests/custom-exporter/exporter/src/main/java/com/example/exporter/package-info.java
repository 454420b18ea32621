/** An exporter as a third party writes it: one factory, its configuration, and the exporter. */
@NullMarked
package com.example.exporter;

import org.jspecify.annotations.NullMarked;
