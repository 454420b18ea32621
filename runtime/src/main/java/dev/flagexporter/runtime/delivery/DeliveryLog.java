package dev.flagexporter.runtime.delivery;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.StringJoiner;

import dev.flagexporter.DropReason;
import dev.flagexporter.ExportFailure;
import dev.flagexporter.ExporterCounts;
import dev.flagexporter.FlushResult;
import dev.flagexporter.runtime.log.GuardedLogger;
import dev.flagexporter.spi.template.FieldEscaping;
import org.jboss.logging.Logger;

/**
 * The log of an exporter's deliveries. A destination decides how often failures and lost events occur, so each of them has at
 * most one line per {@link #INTERVAL}. The next line includes what was left out, and the line at the stop includes everything.
 *
 * <p><b>Thread safety.</b> Used by the exporter's worker only.
 */
final class DeliveryLog {

    static final Duration INTERVAL = Duration.ofSeconds(30);

    private static final GuardedLogger LOG = GuardedLogger.of("dev.flagexporter");

    private final String name;
    private final DeliveryClock clock;
    private final Window failures = new Window();
    private final Window losses = new Window();
    private final Window internalFailures = new Window();
    private boolean failing;
    private long untoldFailures;
    private long toldLosses;
    private long toldDeadLetters;
    private Map<DropReason, Long> toldDropped = Map.of();
    private final Map<DropReason, String> causes = new EnumMap<>(DropReason.class);

    DeliveryLog(String name, DeliveryClock clock) {
        this.name = name;
        this.clock = clock;
    }

    /** The time of the next line of a kind. */
    private final class Window {

        private long end;
        private boolean used;

        boolean isOpen() {
            return remaining() <= 0;
        }

        long remaining() {
            return used ? end - clock.nanoTime() : 0;
        }

        void restart() {
            used = true;
            end = clock.nanoTime() + INTERVAL.toNanos();
        }
    }

    /** With a stack trace for the first failure only, until everything was delivered. */
    void failed(ExportFailure failure, Duration wait, long pending) {
        if (failing && !failures.isOpen()) {
            untoldFailures++;
            return;
        }
        LOG.warnf(
                failing ? null : failure.cause(),
                "Exporter \"%s\" failed to deliver (attempt %d): %s. %d events are pending. Retrying in %d ms.%s",
                name,
                failure.attempt(),
                text(failure.cause()),
                pending,
                wait.toMillis(),
                untoldFailures == 0 ? "" : " %d more failures were not logged.".formatted(untoldFailures));
        failing = true;
        untoldFailures = 0;
        failures.restart();
    }

    /** A drain ended without a failure. */
    void recovered() {
        if (failing) {
            LOG.infof("Exporter \"%s\" delivers again", name);
            failing = false;
            untoldFailures = 0;
        }
    }

    /** A failure outside of the exporter: a defect, or a lack of memory. */
    void failedInternally(Throwable failure) {
        if (!internalFailures.isOpen()) {
            return;
        }
        internalFailures.restart();
        LOG.errorf(failure, "Exporter \"%s\" failed outside of an export. Retrying.", name);
    }

    void abandoned(ExportFailure failure, int events) {
        LOG.errorf(
                "Exporter \"%s\" was %s. Another instance replaces it; %d events are sent again and may be duplicated.",
                name, failure.cause().getMessage(), events);
    }

    void replaced(String kind, long pending) {
        LOG.infof(
                "Exporter \"%s\" (%s) continues with its new configuration; %d events are pending",
                name, kind, pending);
    }

    void notClosed(Throwable failure) {
        LOG.errorf(
                "Exporter \"%s\" did not close: %s. Its successor starts without waiting for it.", name, text(failure));
    }

    /** Destinations write the messages of failures: one line each, whatever they answer. */
    private static String text(Throwable failure) {
        return FieldEscaping.CONTROL_CHARACTERS.escaped(failure.toString());
    }

    /** When the next line about losses is due, in nanoseconds from now; only if there are losses that are not logged yet. */
    OptionalLong untilNextLosses(ExporterCounts counts) {
        return lossesOf(counts) == toldLosses ? OptionalLong.empty() : OptionalLong.of(losses.remaining());
    }

    private static long lossesOf(ExporterCounts counts) {
        return droppedOf(counts) + counts.deadLettered();
    }

    private static long droppedOf(ExporterCounts counts) {
        return counts.dropped().values().stream().mapToLong(Long::longValue).sum();
    }

    /** Events are given up: the next line about losses has the last cause. */
    void givenUp(Removed<?> removed) {
        causes.put(removed.reason(), text(removed.cause()));
    }

    /** Logs what was lost since the last line, unless it is too early for another one. */
    void lost(ExporterCounts counts) {
        if (losses.isOpen() && lossesOf(counts) > toldLosses) {
            tellDropped(counts);
            tellDeadLetters(counts.deadLettered());
            toldLosses = lossesOf(counts);
            losses.restart();
        }
    }

    private void tellDropped(ExporterCounts counts) {
        StringJoiner reasons = new StringJoiner(", ");
        counts.dropped().forEach((reason, total) -> {
            long since = total - toldDropped.getOrDefault(reason, 0L);
            if (since > 0) {
                reasons.add("%d %s%s".formatted(since, describe(reason), lastCause(reason)));
            }
        });
        if (reasons.length() > 0) {
            LOG.warnf("Exporter \"%s\" dropped events: %s. In total: %s.", name, reasons, totals(counts));
        }
        toldDropped = counts.dropped();
    }

    private void tellDeadLetters(long total) {
        if (total > toldDeadLetters) {
            LOG.warnf(
                    "Exporter \"%s\" wrote %d events to its dead-letter file, %d in total. Last causes: %s",
                    name, total - toldDeadLetters, total, causes);
        }
        toldDeadLetters = total;
    }

    private String lastCause(DropReason reason) {
        String cause = causes.get(reason);
        return cause == null ? "" : ", last because of " + cause;
    }

    private static String describe(DropReason reason) {
        return switch (reason) {
            case OVERFLOW -> "by overflow (the exporter lags by more than the event store holds)";
            case REJECTED -> "permanently rejected by the destination";
            case EXHAUSTED -> "given up (retry.max-attempts or retry.max-elapsed reached)";
            case DEAD_LETTERS_FULL -> "because the dead-letter file is full";
        };
    }

    private static String totals(ExporterCounts counts) {
        StringJoiner totals = new StringJoiner(", ");
        counts.dropped().forEach((reason, total) -> totals.add(reason + "=" + total));
        return totals.toString();
    }

    /** The last line has all losses since the start. */
    void stopped(FlushResult result, ExporterCounts counts) {
        String total = lossesOf(counts) == 0
                ? ""
                : " Since the start: dropped %s, dead letters=%d.".formatted(totals(counts), counts.deadLettered());
        if (result.pending() == 0) {
            LOG.logf(
                    droppedOf(counts) == 0 ? Logger.Level.INFO : Logger.Level.WARN,
                    "Exporter \"%s\" stopped: %d events delivered by its last flush, 0 pending.%s",
                    name,
                    result.delivered(),
                    total);
        } else {
            LOG.errorf(
                    "Exporter \"%s\" stopped: %d events delivered by its last flush, %d NOT delivered: %s.%s",
                    name,
                    result.delivered(),
                    result.pending(),
                    result.failure().map(failure -> text(failure.cause())).orElse("they came too late"),
                    total);
        }
    }
}
