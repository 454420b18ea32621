package dev.flagexporter.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.AppendResult;
import dev.flagexporter.spi.store.EventStore;
import dev.flagexporter.spi.store.Lease;
import dev.flagexporter.spi.store.LeaseLimits;
import dev.flagexporter.testkit.ListConsumer.ListLease;

/**
 * Stores that each break one promise about what they lend and how they wake, as their tests. They are run by
 * {@link EventStoreContractTest} alone.
 */
final class BrokenLeases {

    /** Long enough for the wake-ups that come, and not too long to wait for those that do not. */
    private static final Duration SHORT = Duration.ofSeconds(3);

    private BrokenLeases() {}

    /** Waits for an action on another thread, so that it has run at a certain moment. */
    private static void runElsewhere(Runnable action) {
        CompletableFuture.runAsync(action).join();
    }

    static class LeasesOneEventTooMany extends EventStoreContract {

        @Override
        protected EventStore<FeatureEvent> createStore() {
            return new ListStore() {
                @Override
                public synchronized Lease<FeatureEvent> lease(String consumerId, LeaseLimits limits) {
                    int most = Math.max(limits.maxEvents(), limits.maxEvents() + 1);
                    return super.lease(consumerId, new LeaseLimits(most, limits.maxBytes()));
                }
            };
        }
    }

    static class LeasesBytesWithoutLimit extends EventStoreContract {

        @Override
        protected EventStore<FeatureEvent> createStore() {
            return new ListStore() {
                @Override
                public synchronized Lease<FeatureEvent> lease(String consumerId, LeaseLimits limits) {
                    return super.lease(consumerId, new LeaseLimits(limits.maxEvents(), Long.MAX_VALUE));
                }
            };
        }
    }

    static class NeverLeasesALargeEvent extends EventStoreContract {

        @Override
        protected EventStore<FeatureEvent> createStore() {
            return new ListStore() {
                @Override
                public synchronized Lease<FeatureEvent> lease(String consumerId, LeaseLimits limits) {
                    int size = Events.feature(0).sizeHint();
                    return limits.maxBytes() < size
                            ? new ListLease(consumerId, 0, List.of())
                            : super.lease(consumerId, limits);
                }
            };
        }
    }

    static class LetsOneLeaseHoldUpEverybody extends EventStoreContract {

        @Override
        protected EventStore<FeatureEvent> createStore() {
            return new ListStore() {
                @Override
                public synchronized Lease<FeatureEvent> lease(String consumerId, LeaseLimits limits) {
                    boolean held = consumers.values().stream()
                            .anyMatch(other -> other.leased != null && !other.id.equals(consumerId));
                    return held ? new ListLease(consumerId, 0, List.of()) : super.lease(consumerId, limits);
                }
            };
        }
    }

    static class LeasesTwice extends EventStoreContract {

        @Override
        protected EventStore<FeatureEvent> createStore() {
            return new ListStore() {
                @Override
                public synchronized Lease<FeatureEvent> lease(String consumerId, LeaseLimits limits) {
                    consumer(consumerId).leased = null;
                    return super.lease(consumerId, limits);
                }
            };
        }
    }

    static class LendsItsOwnList extends EventStoreContract {

        @Override
        protected EventStore<FeatureEvent> createStore() {
            return new ListStore() {
                @Override
                public synchronized Lease<FeatureEvent> lease(String consumerId, LeaseLimits limits) {
                    Lease<FeatureEvent> lease = super.lease(consumerId, limits);
                    return lease.isEmpty() ? lease : replace(modifiable(lease));
                }

                private ListLease modifiable(Lease<FeatureEvent> lease) {
                    return new ListLease(lease.consumerId(), (int) lease.offset(0), new ArrayList<>(lease.events()));
                }
            };
        }
    }

    static class CountsOffsetsFromTheLease extends EventStoreContract {

        @Override
        protected EventStore<FeatureEvent> createStore() {
            return new ListStore() {
                @Override
                public synchronized Lease<FeatureEvent> lease(String consumerId, LeaseLimits limits) {
                    Lease<FeatureEvent> lease = super.lease(consumerId, limits);
                    return lease.isEmpty() ? lease : replace(fromZero(lease));
                }

                private ListLease fromZero(Lease<FeatureEvent> lease) {
                    return new ListLease(lease.consumerId(), (int) lease.offset(0), lease.events()) {
                        @Override
                        public long offset(int position) {
                            return Objects.checkIndex(position, events().size());
                        }
                    };
                }
            };
        }
    }

    static class DoesNotMoveAtACommit extends EventStoreContract {

        @Override
        protected EventStore<FeatureEvent> createStore() {
            return new ListStore() {
                @Override
                public synchronized void commit(Lease<FeatureEvent> lease) {
                    ListConsumer consumer = consumer(lease.consumerId());
                    super.commit(lease);
                    consumer.next = (int) lease.offset(0);
                }
            };
        }
    }

    static class MovesAtARelease extends EventStoreContract {

        @Override
        protected Duration patience() {
            return SHORT;
        }

        @Override
        protected EventStore<FeatureEvent> createStore() {
            return new ListStore() {
                @Override
                public synchronized void release(Lease<FeatureEvent> lease) {
                    commit(lease);
                }
            };
        }
    }

    static class AddsNewEventsToReleasedOnes extends EventStoreContract {

        @Override
        protected EventStore<FeatureEvent> createStore() {
            return new ListStore() {
                @Override
                public synchronized void release(Lease<FeatureEvent> lease) {
                    ListConsumer consumer = consumer(lease.consumerId());
                    int committed = consumer.committed;
                    super.commit(lease);
                    consumer.committed = committed;
                    consumer.next = (int) lease.offset(0);
                }
            };
        }
    }

    static class SettlesTwice extends EventStoreContract {

        @Override
        protected EventStore<FeatureEvent> createStore() {
            return new ListStore() {
                @Override
                public synchronized void release(Lease<FeatureEvent> lease) {
                    if (consumer(lease.consumerId()).leased != null) {
                        super.release(lease);
                    }
                }

                @Override
                public synchronized void commit(Lease<FeatureEvent> lease) {
                    if (consumer(lease.consumerId()).leased != null) {
                        super.commit(lease);
                    }
                }
            };
        }
    }

    static class CommitsWhatCouldNotBeProcessed extends EventStoreContract {

        @Override
        protected EventStore<FeatureEvent> createStore() {
            return new ListStore() {
                @Override
                public void processPendingEvents(String consumerId, EventProcessor<FeatureEvent> processor)
                        throws Exception {
                    Lease<FeatureEvent> lease = lease(consumerId, LeaseLimits.UNLIMITED);
                    if (!lease.isEmpty()) {
                        commit(lease);
                        processor.process(lease.events());
                    }
                }
            };
        }
    }

    static class ProcessesNothing extends EventStoreContract {

        @Override
        protected EventStore<FeatureEvent> createStore() {
            return new ListStore() {
                @Override
                public void processPendingEvents(String consumerId, EventProcessor<FeatureEvent> processor)
                        throws Exception {
                    Lease<FeatureEvent> lease = lease(consumerId, LeaseLimits.UNLIMITED);
                    processor.process(lease.events());
                    if (!lease.isEmpty()) {
                        commit(lease);
                    }
                }
            };
        }
    }

    static class WakesForWhatComesOnly extends EventStoreContract {

        @Override
        protected Duration patience() {
            return SHORT;
        }

        @Override
        protected EventStore<FeatureEvent> createStore() {
            return new ListStore() {
                @Override
                public synchronized void whenPending(String consumerId, long count, long bytes, Runnable action) {
                    consumer(consumerId).wakeAt(count, bytes, action);
                }
            };
        }
    }

    static class NeverWakesForBytes extends EventStoreContract {

        @Override
        protected Duration patience() {
            return SHORT;
        }

        @Override
        protected EventStore<FeatureEvent> createStore() {
            return new ListStore() {
                @Override
                public synchronized void whenPending(String consumerId, long count, long bytes, Runnable action) {
                    super.whenPending(consumerId, count, Long.MAX_VALUE, action);
                }
            };
        }
    }

    static class WakesOnceInALife extends EventStoreContract {

        @Override
        protected Duration patience() {
            return SHORT;
        }

        @Override
        protected EventStore<FeatureEvent> createStore() {
            return new ListStore() {

                private boolean woken;

                @Override
                void wake(Runnable action) {
                    if (!woken) {
                        super.wake(action);
                    }
                    woken = true;
                }
            };
        }
    }

    static class WakesOneEventEarly extends EventStoreContract {

        @Override
        protected EventStore<FeatureEvent> createStore() {
            return new ListStore() {
                @Override
                public synchronized void whenPending(String consumerId, long count, long bytes, Runnable action) {
                    super.whenPending(consumerId, Math.max(1, count - 1), bytes, action);
                }

                @Override
                void wake(Runnable action) {
                    runElsewhere(action);
                }
            };
        }
    }

    static class WakesOnTheThreadThatAppends extends EventStoreContract {

        @Override
        protected EventStore<FeatureEvent> createStore() {
            return new ListStore() {
                @Override
                void wake(Runnable action) {
                    action.run();
                }
            };
        }
    }

    static class WakesAtEachAppend extends EventStoreContract {

        @Override
        protected EventStore<FeatureEvent> createStore() {
            return new ListStore() {

                private final List<Runnable> actions = new ArrayList<>();

                @Override
                void wake(Runnable action) {
                    actions.add(action);
                    runElsewhere(action);
                }

                @Override
                public synchronized AppendResult appendAll(List<? extends FeatureEvent> added) {
                    actions.forEach(BrokenLeases::runElsewhere);
                    return super.appendAll(added);
                }
            };
        }
    }
}
