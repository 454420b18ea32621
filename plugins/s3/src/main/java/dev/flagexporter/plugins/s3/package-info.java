/**
 * The exporter {@code s3}: each batch becomes one object of a bucket, in S3 or in any service that speaks its language.
 */
@NullMarked
package dev.flagexporter.plugins.s3;

import org.jspecify.annotations.NullMarked;
