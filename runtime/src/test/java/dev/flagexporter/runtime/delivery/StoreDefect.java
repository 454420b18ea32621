package dev.flagexporter.runtime.delivery;

import dev.flagexporter.runtime.store.OverflowPolicy;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.ConsumerCounts;
import dev.flagexporter.spi.store.EventStore;
import dev.flagexporter.spi.store.Lease;
import dev.flagexporter.spi.store.LeaseLimits;

/** What could be wrong with a store. */
enum StoreDefect implements Parts {
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

    OVERLOOKS_PENDING_EVENTS {
        @Override
        public EventStore<FeatureEvent> store(int capacity, OverflowPolicy policy) {
            return new ForwardingStore(super.store(capacity, policy)) {
                private int looks;

                @Override
                public long pendingEventCount(String consumerId) {
                    looks++;
                    return looks % 5 == 0 ? 0 : super.pendingEventCount(consumerId);
                }
            };
        }
    }
}
