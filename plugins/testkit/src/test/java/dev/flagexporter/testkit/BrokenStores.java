package dev.flagexporter.testkit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.AppendResult;
import dev.flagexporter.spi.store.ConsumerCounts;
import dev.flagexporter.spi.store.ConsumerStart;
import dev.flagexporter.spi.store.EventStore;
import dev.flagexporter.spi.store.PreparedAppend;
import org.jspecify.annotations.Nullable;

/**
 * Stores that each break one promise about what they take and for whom, as their tests. They are run by
 * {@link EventStoreContractTest} alone.
 */
final class BrokenStores {

    private BrokenStores() {}

    static class LosesAnEventAtTheEndOfAChunk extends EventStoreContract {

        @Override
        protected EventStore<FeatureEvent> createStore() {
            return new ListStore() {
                @Override
                public synchronized AppendResult append(FeatureEvent event) {
                    return Events.number(event) == 1024 ? AppendResult.APPENDED : super.append(event);
                }
            };
        }
    }

    static class DoublesAnEventAtTheEndOfAChunk extends EventStoreContract {

        @Override
        protected EventStore<FeatureEvent> createStore() {
            return new ListStore() {
                @Override
                public synchronized AppendResult append(FeatureEvent event) {
                    return appendAll(Events.number(event) == 1024 ? List.of(event, event) : List.of(event));
                }
            };
        }
    }

    static class PutsTheLastOfAListFirst extends EventStoreContract {

        @Override
        protected EventStore<FeatureEvent> createStore() {
            return new ListStore() {
                @Override
                public synchronized AppendResult appendAll(List<? extends FeatureEvent> added) {
                    List<FeatureEvent> reversed = new ArrayList<>(added);
                    Collections.reverse(reversed);
                    return super.appendAll(reversed);
                }
            };
        }
    }

    static class TakesAListUpToItsHole extends EventStoreContract {

        @Override
        protected EventStore<FeatureEvent> createStore() {
            return new ListStore() {
                @Override
                public synchronized AppendResult appendAll(List<? extends FeatureEvent> added) {
                    AppendResult answer = AppendResult.APPENDED;
                    for (FeatureEvent event : added) {
                        answer = super.appendAll(List.of(event));
                    }
                    return answer;
                }
            };
        }
    }

    static class TakesNothingness extends EventStoreContract {

        @Override
        protected EventStore<FeatureEvent> createStore() {
            return new ListStore() {
                @Override
                @SuppressWarnings("NullAway") // on purpose
                public synchronized AppendResult append(@Nullable FeatureEvent event) {
                    return event == null ? AppendResult.APPENDED : super.append(event);
                }
            };
        }
    }

    static class IsFullTooEarly extends EventStoreContract {

        @Override
        protected EventStore<FeatureEvent> createStore() {
            return new ListStore() {
                @Override
                public synchronized AppendResult append(FeatureEvent event) {
                    return events.size() < MIN_CAPACITY / 5 ? super.append(event) : AppendResult.FULL;
                }
            };
        }
    }

    static class StartsEverybodyAtTheEarliest extends EventStoreContract {

        @Override
        protected EventStore<FeatureEvent> createStore() {
            return new ListStore() {
                @Override
                public synchronized void addConsumer(String consumerId, ConsumerStart start) {
                    super.addConsumer(consumerId, ConsumerStart.EARLIEST);
                }
            };
        }
    }

    static class StartsEverybodyAtTheHead extends EventStoreContract {

        @Override
        protected EventStore<FeatureEvent> createStore() {
            return new ListStore() {
                @Override
                public synchronized void addConsumer(String consumerId, ConsumerStart start) {
                    super.addConsumer(consumerId, ConsumerStart.HEAD);
                }
            };
        }
    }

    static class PutsANewConsumerInThePlaceOfAnother extends EventStoreContract {

        @Override
        protected EventStore<FeatureEvent> createStore() {
            return new ListStore() {
                @Override
                public synchronized void addConsumer(String consumerId, ConsumerStart start) {
                    consumers.remove(consumerId);
                    super.addConsumer(consumerId, start);
                }
            };
        }
    }

    static class KeepsTheCountsOfWhoIsGone extends EventStoreContract {

        @Override
        protected EventStore<FeatureEvent> createStore() {
            return new ListStore() {

                private ConsumerCounts last = new ConsumerCounts(0, 0, 0, 0);

                @Override
                public synchronized void removeConsumer(String consumerId) {
                    if (consumers.containsKey(consumerId)) {
                        last = super.counts(consumerId);
                    }
                    super.removeConsumer(consumerId);
                }

                @Override
                public synchronized ConsumerCounts counts(String consumerId) {
                    return consumers.containsKey(consumerId) ? super.counts(consumerId) : last;
                }
            };
        }
    }

    static class RemovesAllConsumers extends EventStoreContract {

        @Override
        protected EventStore<FeatureEvent> createStore() {
            return new ListStore() {
                @Override
                public synchronized void removeConsumer(String consumerId) {
                    consumers.clear();
                }
            };
        }
    }

    static class KeepsThePlaceOfWhoIsGone extends EventStoreContract {

        @Override
        protected EventStore<FeatureEvent> createStore() {
            return new ListStore() {

                private @Nullable ListConsumer gone;

                @Override
                public synchronized void removeConsumer(String consumerId) {
                    gone = consumers.remove(consumerId);
                }

                @Override
                public synchronized void addConsumer(String consumerId, ConsumerStart start) {
                    super.addConsumer(consumerId, start);
                    ListConsumer before = gone;
                    if (before != null) {
                        consumers.put(consumerId, before);
                    }
                }
            };
        }
    }

    static class CountsNoLeasedEvents extends EventStoreContract {

        @Override
        protected EventStore<FeatureEvent> createStore() {
            return new ListStore() {
                @Override
                public synchronized ConsumerCounts counts(String consumerId) {
                    ConsumerCounts counts = super.counts(consumerId);
                    return new ConsumerCounts(
                            counts.appended(), counts.committed(), events.size() - consumer(consumerId).next, 0);
                }
            };
        }
    }

    static class CountsWhatCameBeforeTheConsumer extends EventStoreContract {

        @Override
        protected EventStore<FeatureEvent> createStore() {
            return new ListStore() {
                @Override
                public synchronized ConsumerCounts counts(String consumerId) {
                    ConsumerCounts counts = super.counts(consumerId);
                    return new ConsumerCounts(events.size(), counts.committed(), counts.pending(), 0);
                }
            };
        }
    }

    static class CountsNoBytesOfLeases extends EventStoreContract {

        @Override
        protected EventStore<FeatureEvent> createStore() {
            return new ListStore() {
                @Override
                public synchronized long pendingBytes(String consumerId) {
                    return ListConsumer.bytes(events.subList(consumer(consumerId).next, events.size()));
                }
            };
        }
    }

    static class HoldsTheBytesThatTheQuickestHasYetToTake extends EventStoreContract {

        @Override
        protected EventStore<FeatureEvent> createStore() {
            return new ListStore() {
                @Override
                public synchronized long totalBytes() {
                    return consumers.values().stream()
                            .mapToLong(consumer -> ListConsumer.bytes(events.subList(consumer.next, events.size())))
                            .min()
                            .orElse(0);
                }
            };
        }
    }

    static class KnowsTheStateOfItsConsumersOnly extends EventStoreContract {

        @Override
        protected EventStore<FeatureEvent> createStore() {
            return new ListStore() {
                @Override
                public synchronized void setFailing(String consumerId, boolean failing) {
                    consumer(consumerId);
                }
            };
        }
    }

    static class HoldsWhatTheQuickestHasYetToTake extends EventStoreContract {

        @Override
        protected EventStore<FeatureEvent> createStore() {
            return new ListStore() {
                @Override
                public synchronized long totalEventCount() {
                    return consumers.values().stream()
                            .mapToInt(consumer -> events.size() - consumer.next)
                            .min()
                            .orElse(0);
                }
            };
        }
    }

    static class AppendsWhenItPrepares extends EventStoreContract {

        @Override
        protected EventStore<FeatureEvent> createStore() {
            return new ListStore() {
                @Override
                public synchronized PreparedAppend prepare(List<? extends FeatureEvent> prepared) {
                    return PreparedAppend.of(appendAll(prepared));
                }
            };
        }
    }

    static class TakesEventsAfterTheStop extends EventStoreContract {

        @Override
        protected EventStore<FeatureEvent> createStore() {
            return new ListStore() {
                @Override
                public synchronized void stop() {
                    // goes on
                }
            };
        }
    }

    static class ForgetsWhatIsPendingAtTheStop extends EventStoreContract {

        @Override
        protected EventStore<FeatureEvent> createStore() {
            return new ListStore() {
                @Override
                public synchronized void stop() {
                    super.stop();
                    events.clear();
                }
            };
        }
    }

    static class StopsOnce extends EventStoreContract {

        @Override
        protected EventStore<FeatureEvent> createStore() {
            return new ListStore() {
                @Override
                public synchronized void stop() {
                    if (stopped) {
                        throw new IllegalStateException("stopped already");
                    }
                    super.stop();
                }
            };
        }
    }
}
