/** The exporter {@code s3}: writes each batch as one object, in S3 or in a service that is compatible with it. */
@NullMarked
package dev.flagexporter.plugins.s3;

import org.jspecify.annotations.NullMarked;
