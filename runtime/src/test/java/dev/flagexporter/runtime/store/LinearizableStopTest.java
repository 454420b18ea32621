package dev.flagexporter.runtime.store;

import java.util.List;

import dev.flagexporter.spi.store.AppendResult;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * A store that is stopped while events come by twos: all of them are in it or none; see {@link ModelChecking}. A chunk has
 * one slot here.
 *
 * <p>What is in the store is looked at after its stop only. Two events are not in it at one moment, but one after the
 * other, which is what a consumer may see as well.
 */
@Timeout(120)
class LinearizableStopTest {

    private static final ModelChecking CHECK =
            ModelChecking.of(Model.class, new Scenario("", "appendTwo", "stop", "appendTwo, stop"));

    private static final List<Numbered> TWO = List.of(new Numbered(1), new Numbered(2));

    /** One thread, one number, and whether it still counts. */
    public static class Model {

        private long events;
        private boolean stopped;

        /** Adds two events. */
        public AppendResult appendTwo() {
            events += stopped ? 0 : 2;
            return stopped ? AppendResult.CLOSED : AppendResult.APPENDED;
        }

        /** No more events. */
        public long stop() {
            stopped = true;
            return events;
        }
    }

    /** The store as it is. */
    public static class Store {

        final InMemoryEventStore<Numbered> store =
                new InMemoryEventStore<>(Numbered.class, "", 1, new Intake(), new WakeUpDispatcher());

        public AppendResult appendTwo() {
            return store.appendAll(TWO);
        }

        /** The events that are in the store from now on. */
        public long stop() {
            store.stop();
            return store.log().tailOffset();
        }
    }

    /** What a store must not do: stop while somebody is on the way in. */
    public static class StoreThatWaitsForNobody extends Store {

        @Override
        public long stop() {
            store.log().close();
            return store.log().tailOffset();
        }
    }

    @Test
    void eventsThatComeTogetherAreTakenTogetherOrNotAtAll() {
        CHECK.check(Store.class);
    }

    @Test
    void aStopThatWaitsForNobodyIsFound() {
        CHECK.rejects(StoreThatWaitsForNobody.class);
    }
}
