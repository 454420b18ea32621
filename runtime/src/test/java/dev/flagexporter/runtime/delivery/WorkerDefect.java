package dev.flagexporter.runtime.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import dev.flagexporter.DataExporter;
import dev.flagexporter.DropReason;
import dev.flagexporter.ExporterCounts;
import dev.flagexporter.FlushResult;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.LeaseLimits;

/** What could be wrong with the worker of an exporter, or with how it follows the settings. */
enum WorkerDefect implements Parts {
    NEVER_TRIES_AGAIN {
        @Override
        public RandomGenerator random(RandomGenerator random) {
            return drawing(random, 1, Duration.ofDays(1));
        }
    },

    TRIES_AGAIN_TOO_EARLY {
        @Override
        public RandomGenerator random(RandomGenerator random) {
            return drawing(random, 2, Duration.ZERO);
        }
    },

    MEASURES_WITH_THE_TIME_OF_DAY {
        @Override
        public DeliveryClock clock(DeliveryClock clock) {
            return new DeliveryClock() {
                @Override
                public Instant now() {
                    return clock.now();
                }

                @Override
                public long nanoTime() {
                    return Duration.between(Instant.EPOCH, now()).toNanos();
                }

                @Override
                public void park(long nanos) {
                    clock.park(nanos);
                }
            };
        }
    },

    WAITS_FOR_HANGING_CALLS {
        @Override
        public ExporterCalls calls(ExporterCalls calls) {
            return new OtherDeadlines(calls) {
                @Override
                Supplier<Deadline> instead(Supplier<Deadline> deadline) {
                    Deadline first = deadline.get();
                    return () ->
                            new Deadline(first.nanoTime() + Duration.ofHours(1).toNanos(), first.reason());
                }
            };
        }
    },

    DOES_NOT_HURRY_A_CALL_FOR_A_STOP {
        @Override
        public ExporterCalls calls(ExporterCalls calls) {
            return new OtherDeadlines(calls) {
                @Override
                Supplier<Deadline> instead(Supplier<Deadline> deadline) {
                    Deadline first = deadline.get();
                    return () -> first;
                }
            };
        }
    },

    TAKES_LARGER_BATCHES {
        @Override
        public LeaseLimits batch(LeaseLimits limits) {
            return new LeaseLimits(limits.maxEvents() + 1, limits.maxBytes());
        }
    },

    IGNORES_THE_SIZE_OF_EVENTS {
        @Override
        public LeaseLimits batch(LeaseLimits limits) {
            return new LeaseLimits(limits.maxEvents(), Long.MAX_VALUE);
        }
    },

    GIVES_UP_LATE {
        @Override
        public FailureSettings failures(FailureSettings settings) {
            return changed(settings, settings.maxAttempts() + 1, settings.maxElapsed(), settings.onRejected());
        }
    },

    IGNORES_MAX_ELAPSED {
        @Override
        public FailureSettings failures(FailureSettings settings) {
            return changed(settings, settings.maxAttempts(), Optional.empty(), settings.onRejected());
        }
    },

    THROWS_DEAD_LETTERS_AWAY {
        @Override
        public FailureSettings failures(FailureSettings settings) {
            return changed(settings, settings.maxAttempts(), settings.maxElapsed(), Disposal.DROP);
        }
    },

    GIVES_UP_ONE_REJECTED_EVENT_TOO_MANY {
        @Override
        public int rejectedInARow() {
            return super.rejectedInARow() - 1;
        }
    },

    GIVES_UP_ONE_REJECTED_EVENT_TOO_FEW {
        @Override
        public int rejectedInARow() {
            return super.rejectedInARow() + 1;
        }
    },

    GIVES_UP_AT_THE_FIRST_REJECTION {
        @Override
        public int rejectedInARow() {
            return 0;
        }
    },

    LETS_A_DESTINATION_REJECT_ONCE_MORE {
        @Override
        public int rejectedAttempts() {
            return super.rejectedAttempts() - 1;
        }
    },

    REPLAYS_BEFORE_LIVE_EVENTS {
        @Override
        public CompletionStage<FlushResult> flushBeforeReplay(DataExporter<FeatureEvent> exporter) {
            return CompletableFuture.completedStage(new FlushResult(0, 0, 0, Optional.empty()));
        }
    },

    COUNTS_A_REJECTED_EVENT_TWICE {
        @Override
        public ExporterCounts counts(ExporterCounts counts) {
            Map<DropReason, Long> dropped = new EnumMap<>(counts.dropped());
            dropped.computeIfPresent(DropReason.REJECTED, (reason, events) -> 2 * events);
            return new ExporterCounts(
                    counts.appended(),
                    counts.delivered(),
                    counts.pending(),
                    dropped,
                    counts.deadLettered(),
                    counts.possiblyDuplicated(),
                    counts.attempts(),
                    counts.failedAttempts());
        }
    };

    private static RandomGenerator drawing(RandomGenerator random, int divisor, Duration more) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new UnsupportedOperationException("only within a bound");
            }

            @Override
            public long nextLong(long bound) {
                return random.nextLong(bound) / divisor + more.toNanos();
            }
        };
    }

    private static FailureSettings changed(
            FailureSettings settings, int maxAttempts, Optional<Duration> maxElapsed, Disposal onRejected) {
        return new FailureSettings(
                maxAttempts, maxElapsed, settings.onExhausted(), onRejected, settings.deadLetterDirectory());
    }

    /** Calls have other deadlines than the worker wants. */
    private abstract static class OtherDeadlines implements ExporterCalls {

        private final ExporterCalls calls;

        OtherDeadlines(ExporterCalls calls) {
            this.calls = calls;
        }

        abstract Supplier<Deadline> instead(Supplier<Deadline> deadline);

        @Override
        public Optional<Throwable> run(Call call, Supplier<Deadline> deadline) {
            return calls.run(call, instead(deadline));
        }

        @Override
        public Optional<Throwable> runClose(Call call, Supplier<Deadline> deadline) {
            return calls.runClose(call, instead(deadline));
        }

        @Override
        public void runAside(Runnable action) {
            calls.runAside(action);
        }

        @Override
        public int hanging() {
            return calls.hanging();
        }

        @Override
        public void stop() {
            calls.stop();
        }
    }
}
