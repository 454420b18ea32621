package dev.flagexporter.testkit;

import java.time.Duration;

import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.EventStore;
import org.junit.jupiter.api.Nested;

/**
 * What every event store has to do: extend this class, and make a store. What is peculiar to a store, such as what it
 * does when it is full, is for tests of its own.
 */
public abstract class EventStoreContract {

    /** How many events a consumer may have pending in the stores that are made for these tests, at least. */
    protected static final int MIN_CAPACITY = 50_000;

    /** For subclasses. */
    protected EventStoreContract() {}

    /**
     * Makes the store to be tested.
     *
     * @return an empty store without consumers, with a capacity of at least {@link #MIN_CAPACITY}
     */
    protected abstract EventStore<FeatureEvent> createStore();

    /**
     * How long to wait for a wake-up, which a store may delay while it has no time for it.
     *
     * @return 20 s unless overridden
     */
    protected Duration patience() {
        return Duration.ofSeconds(20);
    }

    /** What is appended. */
    @Nested
    class Appending extends AppendingContract {

        Appending() {
            super(EventStoreContract.this::createStore);
        }
    }

    /** Where consumers begin. */
    @Nested
    class Starting extends StartingContract {

        Starting() {
            super(EventStoreContract.this::createStore);
        }
    }

    /** What a lease holds. */
    @Nested
    class Leasing extends LeasingContract {

        Leasing() {
            super(EventStoreContract.this::createStore);
        }
    }

    /** Commit and release. */
    @Nested
    class Settling extends SettlingContract {

        Settling() {
            super(EventStoreContract.this::createStore);
        }
    }

    /** Consumers that go. */
    @Nested
    class Removing extends RemovingContract {

        Removing() {
            super(EventStoreContract.this::createStore);
        }
    }

    /** The reference's call. */
    @Nested
    class Processing extends ProcessingContract {

        Processing() {
            super(EventStoreContract.this::createStore);
        }
    }

    /** How the counts add up. */
    @Nested
    class Counting extends CountingContract {

        Counting() {
            super(EventStoreContract.this::createStore);
        }
    }

    /** The memory of what is pending. */
    @Nested
    class Measuring extends MeasuringContract {

        Measuring() {
            super(EventStoreContract.this::createStore);
        }
    }

    /** Appends in two steps. */
    @Nested
    class Preparing extends PreparingContract {

        Preparing() {
            super(EventStoreContract.this::createStore);
        }
    }

    /** How consumers are woken. */
    @Nested
    class Waking extends WakingContract {

        Waking() {
            super(EventStoreContract.this::createStore, patience());
        }
    }

    /** The end of a store. */
    @Nested
    class Stopping extends StoppingContract {

        Stopping() {
            super(EventStoreContract.this::createStore);
        }
    }

    /** Many threads. */
    @Nested
    class Sharing extends SharingContract {

        Sharing() {
            super(EventStoreContract.this::createStore);
        }
    }
}
