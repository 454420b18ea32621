package dev.flagexporter.runtime.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;

import dev.flagexporter.runtime.store.OverflowPolicy;
import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.ConsumerCounts;
import dev.flagexporter.spi.store.EventStore;
import dev.flagexporter.spi.store.Lease;
import dev.flagexporter.spi.store.LeaseLimits;

/** What could be wrong with a store, a worker, a policy or what an exporter is given. */
enum Defect implements Parts {
    DROPS_TOO_EARLY {
        @Override
        public EventStore<FeatureEvent> store(int capacity, OverflowPolicy policy) {
            return super.store(Math.max(1, capacity - 1), policy);
        }
    },

    HOLDS_TOO_MUCH {
        @Override
        public EventStore<FeatureEvent> store(int capacity, OverflowPolicy policy) {
            return super.store(capacity + 1, policy);
        }
    },

    SENDS_COMMITTED_EVENTS_AGAIN {
        @Override
        public EventStore<FeatureEvent> store(int capacity, OverflowPolicy policy) {
            return new ForwardingStore(super.store(capacity, policy)) {
                private int commits;

                @Override
                public void commit(Lease<FeatureEvent> lease) {
                    commits++;
                    if (commits % 5 == 0) {
                        release(lease);
                    } else {
                        super.commit(lease);
                    }
                }
            };
        }
    },

    SKIPS_A_BATCH {
        @Override
        public EventStore<FeatureEvent> store(int capacity, OverflowPolicy policy) {
            return new ForwardingStore(super.store(capacity, policy)) {
                private int leases;

                @Override
                public Lease<FeatureEvent> lease(String consumerId, LeaseLimits limits) {
                    leases++;
                    Lease<FeatureEvent> lease = super.lease(consumerId, limits);
                    if (leases % 5 == 0 && !lease.isEmpty()) {
                        commit(lease);
                        return super.lease(consumerId, limits);
                    }
                    return lease;
                }
            };
        }
    },

    COUNTS_A_DROP_TWICE {
        @Override
        public EventStore<FeatureEvent> store(int capacity, OverflowPolicy policy) {
            return new ForwardingStore(super.store(capacity, policy)) {
                @Override
                public ConsumerCounts counts(String consumerId) {
                    ConsumerCounts real = super.counts(consumerId);
                    return real.dropped() == 0
                            ? real
                            : new ConsumerCounts(real.appended(), real.committed(), real.pending(), real.dropped() + 1);
                }
            };
        }
    },

    KEEPS_A_REMOVED_CONSUMER {
        @Override
        public EventStore<FeatureEvent> store(int capacity, OverflowPolicy policy) {
            return new ForwardingStore(super.store(capacity, policy)) {
                @Override
                public void removeConsumer(String consumerId) {
                    // it keeps it
                }
            };
        }
    },

    NEVER_TRIES_AGAIN {
        @Override
        public DeliveryClock clock(DeliveryClock clock) {
            return new ForwardingClock(clock) {
                @Override
                public Timer after(Duration delay, Runnable action) {
                    return delay.compareTo(DeliveryHarness.MAX_BACKOFF) <= 0 && !delay.equals(CallGuard.GRACE)
                            ? () -> {}
                            : super.after(delay, action);
                }
            };
        }
    },

    WAITS_FOR_HANGING_CALLS {
        @Override
        public DeliveryClock clock(DeliveryClock clock) {
            return new ForwardingClock(clock) {
                @Override
                public Timer after(Duration delay, Runnable action) {
                    return delay.equals(CallGuard.GRACE) ? () -> {} : super.after(delay, action);
                }
            };
        }
    },

    TAKES_LARGER_BATCHES {
        @Override
        public int batch(int events) {
            return events + 1;
        }
    },

    GIVES_UP_LATE {
        @Override
        public FailurePolicy policy(FailurePolicy policy) {
            return new FailurePolicy(
                    policy.maxAttempts() + 1,
                    policy.maxElapsed(),
                    policy.onExhausted(),
                    policy.onRejected(),
                    policy.deadLetterDirectory());
        }
    },

    THROWS_DEAD_LETTERS_AWAY {
        @Override
        public FailurePolicy policy(FailurePolicy policy) {
            return new FailurePolicy(
                    policy.maxAttempts(),
                    policy.maxElapsed(),
                    policy.onExhausted(),
                    Disposal.DROP,
                    policy.deadLetterDirectory());
        }
    },

    MIXES_UP_THE_ORDER {
        @Override
        public Exporter exporter(Exporter exporter) {
            return new ForwardingExporter(exporter) {
                @Override
                public void export(ExportContext context, List<? extends ExportableEvent> events) throws Exception {
                    List<ExportableEvent> reversed = new ArrayList<>(events);
                    Collections.reverse(reversed);
                    super.export(context, reversed);
                }
            };
        }
    },

    GIVES_EACH_ATTEMPT_ANOTHER_ID {
        @Override
        public Exporter exporter(Exporter exporter) {
            return new ForwardingExporter(exporter) {
                @Override
                public void export(ExportContext context, List<? extends ExportableEvent> events) throws Exception {
                    super.export(withAnotherId((DeliveryContext) context), events);
                }
            };
        }
    },

    FORGETS_FAILURES {
        @Override
        public Exporter exporter(Exporter exporter) {
            return new ForwardingExporter(exporter) {
                @Override
                public void export(ExportContext context, List<? extends ExportableEvent> events) {
                    try {
                        super.export(context, events);
                    } catch (Exception e) {
                        // it forgets it
                    }
                }
            };
        }
    },

    SENDS_EVERY_BATCH_TWICE {
        @Override
        public Exporter exporter(Exporter exporter) {
            return new ForwardingExporter(exporter) {
                @Override
                public void export(ExportContext context, List<? extends ExportableEvent> events) throws Exception {
                    super.export(context, events);
                    super.export(context, events);
                }
            };
        }
    },

    CLOSES_NO_EXPORTER {
        @Override
        public Exporter exporter(Exporter exporter) {
            return new ForwardingExporter(exporter) {
                @Override
                public void close() {
                    // it does not
                }
            };
        }
    };

    private static DeliveryContext withAnotherId(DeliveryContext context) {
        return new DeliveryContext(
                context.exporterName(),
                context.eventType(),
                context.logger(),
                context.storeId(),
                context.firstOffset(),
                context.lastOffset(),
                context.attempt(),
                UUID.randomUUID().toString(),
                context.parentDeliveryId(),
                context.batchCreatedAt(),
                context.deadline(),
                context.eventIds());
    }
}
