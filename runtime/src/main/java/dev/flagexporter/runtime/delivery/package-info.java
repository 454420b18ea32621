/**
 * How events get from the store to an exporter. Not API.
 *
 * <p>Start with {@code ExporterWorker}: its {@code cycle()} is everything that an exporter does. Then read, in this order:
 *
 * <ul>
 *   <li>{@code PendingRequests}: the requests of other threads. {@code Request}, {@code Answers}: how callers get
 *       their answers. {@code LifeCycle}: start, stop and removal.
 *   <li>{@code Batch}: the events that are leased from the store, and what an attempt changes about them.
 *       {@code BatchContents} is its state, {@code Delivery} one exact set of events, {@code Outcome} the result of an attempt.
 *   <li>{@code ExportLoop}: exports what is pending, batch after batch.
 *   <li>{@code CurrentExporter}: the exporter at work, and how another one replaces it. {@code ActiveExporter}: its settings and calls. {@code GuardedExporter} opens, calls, closes and replaces its instances,
 *       {@code ExporterCalls} and {@code CallThread} run each call with a deadline.
 *   <li>{@code DeadLetterWriter}, {@code CurrentReplay} and {@code DeadLetterReplay}: events that were given up.
 *   <li>{@code ExporterCounters}: all counts. {@code DeliveryLog}: all log lines.
 * </ul>
 *
 * <p>Each policy is one small type: {@code RetryState} is the backoff, {@code RejectionStreak} distinguishes a poison event from a
 * failing destination, {@code DeliverySettings} decides when retries are exhausted, {@code Disposal} what happens to events
 * that are given up, and {@code StalledProgress} when an exporter makes no progress.
 *
 * <p>{@code DefaultManager} and {@code DefaultDataExporter} are what applications see of all this. No code of an exporter
 * runs on the thread of a worker.
 */
@NullMarked
package dev.flagexporter.runtime.delivery;

import org.jspecify.annotations.NullMarked;
