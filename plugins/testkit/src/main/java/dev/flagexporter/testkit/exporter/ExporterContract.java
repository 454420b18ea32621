package dev.flagexporter.testkit.exporter;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.flagexporter.spi.ExporterFactory;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.testkit.RecordingLogger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Timeout;

/**
 * What every exporter has to do: extend this class in a plugin's tests, name the factory, and say how to read what
 * arrived. What is peculiar to a destination is for tests of its own.
 *
 * <pre>{@code
 * class FileExporterContractTest extends ExporterContract {
 *
 *     @TempDir
 *     private Path directory;
 *
 *     @Override
 *     protected ExporterFactory<?> factory() {
 *         return new FileExporterFactory();
 *     }
 *
 *     @Override
 *     protected Map<String, String> keys() {
 *         return Map.of("output-dir", directory.toString());
 *     }
 *
 *     @Override
 *     protected Optional<List<String>> arrived() throws IOException {
 *         return Optional.of(linesOf(directory));
 *     }
 * }
 * }</pre>
 *
 * <p>Each method but {@link #factory()} has a default, with which its part of the contract is tested less: the more
 * of them a plugin overrides, the more is proved.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
public abstract class ExporterContract {

    private final RecordingLogger logger = new RecordingLogger(System.Logger.Level.ALL);

    /** For subclasses. */
    protected ExporterContract() {}

    /**
     * Makes the factory to be tested.
     *
     * @return a new factory
     */
    protected abstract ExporterFactory<?> factory();

    /**
     * The keys of an exporter that works, as users write them below the exporter's name.
     *
     * @return keys and values; empty by default. They lead to a destination that is empty when a test begins
     */
    protected Map<String, String> keys() {
        return Map.of();
    }

    /**
     * Keys with values that the factory's {@code create} has to refuse, each for a reason of its own.
     *
     * @return at best all keys that can be wrong; empty by default, for an exporter that takes every value
     */
    protected Map<String, String> invalidKeys() {
        return Map.of();
    }

    /**
     * Which of the {@link #keys()} have values that nobody may read in a log or a message, also when they are among
     * the {@link #invalidKeys()}.
     *
     * @return keys; empty by default, for an exporter without secrets
     */
    protected Set<String> secretKeys() {
        return Set.of();
    }

    /**
     * The events that the exporter can be configured for.
     *
     * @return the types; all by default
     */
    protected Set<EventType> eventTypes() {
        return EnumSet.allOf(EventType.class);
    }

    /**
     * Reads back what arrived at the destination.
     *
     * @return a text for each event, in the order of arrival, which contains the event's user key where this has only
     *     letters, digits and hyphens; empty by default, and then the exporter's word is taken for it
     * @throws Exception when it cannot be read
     */
    protected Optional<List<String>> arrived() throws Exception {
        return Optional.empty();
    }

    /**
     * Makes the destination fail from now on, whether or not an exporter is open.
     *
     * @return whether it fails now; false by default, for a destination that cannot fail
     * @throws Exception when it cannot be done
     */
    protected boolean breakDestination() throws Exception {
        return false;
    }

    /**
     * Undoes {@link #breakDestination()}. What arrived before is there again.
     *
     * @throws Exception when it cannot be done
     */
    protected void repairDestination() throws Exception {}

    /**
     * Makes the destination take events from now on without ever answering.
     *
     * @return whether it hangs now; false by default, for a destination that cannot hang
     * @throws Exception when it cannot be done
     */
    protected boolean hangDestination() throws Exception {
        return false;
    }

    /**
     * How long to wait for an export, a close or a thread to end before it counts as hanging.
     *
     * @return a duration; 10 seconds by default
     */
    protected Duration patience() {
        return Duration.ofSeconds(10);
    }

    /**
     * What the exporter logged so far to the logger of the export's context, for one whose destination is the log.
     *
     * @return the messages in order
     */
    protected final List<String> logged() {
        return logger.messages();
    }

    /** What the exporters log to, as their contexts tell them. */
    RecordingLogger logger() {
        return logger;
    }

    /** What a factory is, and what it makes. */
    @Nested
    class Making extends MakingContract {

        Making() {
            super(ExporterContract.this);
        }
    }

    /** What users configure. */
    @Nested
    class Configuring extends ConfiguringContract {

        Configuring() {
            super(ExporterContract.this);
        }
    }

    /** What arrives. */
    @Nested
    class Exporting extends ExportingContract {

        Exporting() {
            super(ExporterContract.this);
        }
    }

    /** What fails. */
    @Nested
    class Failing extends FailingContract {

        Failing() {
            super(ExporterContract.this);
        }
    }

    /** How an exporter ends, and what is left of it. */
    @Nested
    class Ending extends EndingContract {

        Ending() {
            super(ExporterContract.this);
        }
    }
}
