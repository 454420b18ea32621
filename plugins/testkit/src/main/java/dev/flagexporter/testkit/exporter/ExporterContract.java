package dev.flagexporter.testkit.exporter;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceLoader;
import java.util.Set;

import dev.flagexporter.spi.ConfigurationProblem;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.ExporterFactory;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.testkit.RecordingLogger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

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

    private static final int FEW = 10;
    private static final int MANY = 10_000;

    private final RecordingLogger logger = new RecordingLogger(System.Logger.Level.ALL);
    private final Batches batches = new Batches(logger);
    private final Workbench bench = new Workbench(this);
    private boolean broken;

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
     * Which of the {@link #keys()} have values that nobody may read in a log or a message.
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

    private boolean tryToBreak() throws Exception {
        broken = breakDestination();
        return broken;
    }

    private void repair() throws Exception {
        if (broken) {
            broken = false;
            repairDestination();
        }
    }

    private Batch few() {
        return batches.of(bench.anyType(), FEW);
    }

    /** What a factory is, and what it makes. */
    @Nested
    class Making {

        @Test
        void namesAKind() {
            assertThat(factory().kind())
                    .as("kind() is what users write: it needs at least one character and no spaces")
                    .isNotNull()
                    .matches("\\S+");
            assertThat(factory().kind())
                    .as("kind() must not change")
                    .isEqualTo(factory().kind());
        }

        @Test
        void isFoundByTheServiceLoader() {
            Class<?> type = factory().getClass();
            assertThat(ServiceLoader.load(ExporterFactory.class))
                    .as(
                            "Applications do not find the factory: name %s in META-INF/services/%s",
                            type.getName(), ExporterFactory.class.getName())
                    .anyMatch(found -> found.getClass().equals(type));
        }

        @Test
        void mapsAPublicInterface() {
            assertThat(factory().configType())
                    .as("configType() has to be a public interface, or applications cannot map it")
                    .isInterface()
                    .isPublic();
        }

        @Test
        void isConstructedWithoutSideEffects() throws Exception {
            factory();
            Properties properties = (Properties) System.getProperties().clone();
            Resources before = Resources.now();
            factory();
            bench.assertNothingNew(
                    before, "The factory's constructor also runs when an application is built; it must not");
            assertThat(System.getProperties())
                    .as("The factory's constructor must not change system properties")
                    .isEqualTo(properties);
        }

        @Test
        void createsWithoutAcquiring() throws Exception {
            bench.create();
            Resources before = Resources.now();
            bench.create();
            bench.assertNothingNew(
                    before, "Nothing closes an exporter that was never opened; leave it to open(), create() must not");
        }

        @Test
        void isAlwaysBulkOrNever() throws Exception {
            Exporter exporter = bench.create();
            List<Boolean> answers = new ArrayList<>(List.of(exporter.isBulk()));
            exporter.open();
            answers.add(exporter.isBulk());
            bench.export(exporter, few());
            answers.add(exporter.isBulk());
            exporter.close();
            answers.add(exporter.isBulk());
            assertThat(answers)
                    .as("isBulk() before and after open(), after export() and close(): it must not change")
                    .containsOnly(bench.create().isBulk());
        }
    }

    /** What users configure. */
    @Nested
    class Configuring {

        @Test
        void takesAValidConfigurationForEachTypeOfEvent() throws Exception {
            for (EventType type : eventTypes()) {
                assertThat(bench.create(type)).isNotNull();
            }
        }

        @Test
        void reportsEverythingThatIsWrongAtOnce() {
            List<ConfigurationProblem> problems = bench.problemsWith(invalidKeys());
            assertThat(problems)
                    .as("create() has to look at all keys before it throws, and to report each that is wrong")
                    .extracting(ConfigurationProblem::key)
                    .containsExactlyInAnyOrderElementsOf(invalidKeys().keySet());
            assertThat(problems)
                    .as("Each problem has to say what is wrong, and what to do")
                    .noneMatch(problem ->
                            problem.reason().isBlank() || problem.fix().isBlank());
        }

        @Test
        void declaresItsSecrets() {
            assertThat(keys().keySet())
                    .as("secretKeys() of this test have to be among keys()")
                    .containsAll(secretKeys());
            if (secretKeys().isEmpty()) {
                assertThat(factory().configType().getMethods())
                        .as("The configuration has secrets: name their keys in secretKeys() of this test")
                        .noneMatch(ExporterContract::isSecret);
            }
        }
    }

    private static boolean isSecret(Method key) {
        return key.getGenericReturnType().getTypeName().contains("io.smallrye.config.Secret");
    }

    /** What arrives. */
    @Nested
    class Exporting {

        @Test
        void takesAnEmptyBatch() throws Exception {
            Exporter exporter = bench.open();
            bench.export(exporter, batches.of(bench.anyType(), 0));
            bench.assertArrived();
            exporter.close();
        }

        @Test
        void keepsTheOrder() throws Exception {
            Batch[] three = {few(), batches.of(bench.anyType(), 1), few()};
            Exporter exporter = bench.open();
            Arrays.stream(three).forEach(batch -> bench.export(exporter, batch));
            bench.assertArrived(three);
            exporter.close();
        }

        @Test
        void takesABigBatch() throws Exception {
            Batch big = batches.of(bench.anyType(), MANY);
            Exporter exporter = bench.open();
            bench.export(exporter, big);
            bench.assertArrived(big);
            exporter.close();
        }

        @Test
        void takesEachTypeOfEvent() throws Exception {
            List<Batch> all = new ArrayList<>();
            for (EventType type : eventTypes()) {
                Batch batch = batches.of(type, FEW);
                exportAndClose(type, batch);
                all.add(batch);
            }
            bench.assertArrived(all.toArray(Batch[]::new));
        }

        @Test
        void takesHostileEvents() throws Exception {
            for (EventType type : eventTypes()) {
                int before = arrived().map(List::size).orElse(0);
                Batch batch = hostile(type);
                exportAndClose(type, batch);
                arrived().ifPresent(texts -> Arrivals.checkNeighbours(texts.subList(before, texts.size()), batch));
            }
        }

        @Test
        void leavesTheEventsAsTheyAre() throws Exception {
            Batch batch = few();
            WatchedEvents watched = new WatchedEvents(batch.events());
            Exporter exporter = bench.open();
            Optional<Throwable> thrown = bench.attempt(exporter, batch.through(watched));
            assertThat(watched.isTouched())
                    .as("export() tried to modify the list of events; copy it first, the events come again in a retry")
                    .isFalse();
            assertThat(thrown).isEmpty();
            exporter.close();
        }
    }

    private void exportAndClose(EventType type, Batch batch) throws Exception {
        Exporter exporter = bench.open(type);
        bench.export(exporter, batch);
        exporter.close();
    }

    /** Hostile events between two plain ones. */
    private Batch hostile(EventType type) {
        List<ExportableEvent> events = new ArrayList<>(batches.of(type, 1).events());
        events.addAll(HostileEvents.of(type));
        events.addAll(batches.of(type, 1).events());
        return batches.of(type, events);
    }

    /** What fails. */
    @Nested
    class Failing {

        @Test
        void tellsOfAnEventThatCannotBeExported() throws Exception {
            EventType type = bench.anyType();
            List<ExportableEvent> events = new ArrayList<>(few().events());
            events.set(FEW / 2, new UnreadableEvent(type));
            Exporter exporter = bench.open();
            assertThat(bench.attempt(exporter, batches.of(type, events)))
                    .as("export() returned normally though an event could not be read, and cannot have arrived: an"
                            + " exception that is only logged, or swallowed, is a lost event")
                    .isPresent();
            exporter.close();
        }

        @Test
        void tellsOfAFailureOfTheDestination() throws Exception {
            Batch batch = few();
            Exporter exporter = bench.open();
            boolean mayReturn = !tryToBreak();
            assertThat(bench.attempt(exporter, batch).isEmpty())
                    .as("export() returned normally though the destination failed: an exception that is only logged,"
                            + " or swallowed, is a lost batch")
                    .isEqualTo(mayReturn);
            repair();
            exporter.close();
        }

        @Test
        void deliversABatchThatFailedWhenItComesAgain() throws Exception {
            Batch before = few();
            Batch failing = few();
            Batch again = failing.retried();
            Exporter exporter = bench.open();
            bench.export(exporter, before);
            if (tryToBreak()) {
                again = bench.attempt(exporter, failing).map(failing::remainder).orElse(again);
                repair();
            }
            bench.export(exporter, again);
            bench.assertArrivedAtLeastOnce(before, failing);
            exporter.close();
        }

        @Test
        void opensWhenItIsAskedAgain() throws Exception {
            Batch batch = few();
            Exporter exporter = bench.create();
            boolean failed = tryToBreak() && Running.thrownBy(exporter::open).isPresent();
            repair();
            if (failed) {
                assertThat(Running.thrownBy(exporter::open))
                        .as("open() failed at its second call: it is called again after it failed, until it works")
                        .isEmpty();
            }
            bench.export(exporter, batch);
            bench.assertArrived(batch);
            exporter.close();
        }

        @Test
        void keepsItsSecrets() throws Exception {
            List<String> secrets = secretKeys().stream().map(keys()::get).toList();
            try (Testimony testimony = Testimony.listen()) {
                giveEvidence(testimony);
                assertThat(testimony.placesOf(secrets))
                        .as("A secret of %s can be read in these places", secretKeys())
                        .isEmpty();
            }
        }
    }

    /** Does what makes exporters talkative. */
    private void giveEvidence(Testimony testimony) throws Exception {
        Exporter exporter = bench.create();
        testimony.add("toString() of a new exporter", exporter.toString());
        bench.problemsWith(invalidKeys())
                .forEach(problem -> testimony.add("the problem with " + problem.key(), problem.toString()));
        exporter.open();
        bench.attempt(exporter, few()).ifPresent(failure -> testimony.add("what export() threw", failure));
        testimony.add("toString() of an exporter that worked", exporter.toString());
        Exporter another = bench.create();
        if (tryToBreak()) {
            bench.attempt(exporter, few()).ifPresent(failure -> testimony.add("what export() threw", failure));
            Running.thrownBy(another::open).ifPresent(failure -> testimony.add("what open() threw", failure));
        }
        repair();
        exporter.close();
        logged().forEach(message -> testimony.add("the exporter's log", message));
        logger.thrown().forEach(failure -> testimony.add("the exporter's log", failure));
    }

    /** How an exporter ends, and what is left of it. */
    @Nested
    class Ending {

        @Test
        void closesTwice() throws Exception {
            Exporter exporter = bench.open();
            bench.export(exporter, few());
            exporter.close();
            assertCloses(exporter, "when it was closed already");
        }

        @Test
        void closesWithoutHavingOpened() throws Exception {
            assertCloses(bench.create(), "when open() was never called");
        }

        @Test
        void closesAfterItCouldNotOpen() throws Exception {
            Exporter exporter = bench.create();
            tryToBreak();
            Running.thrownBy(exporter::open);
            assertCloses(exporter, "after a failed open()");
            repair();
        }

        @Test
        void closesBesideAnExport() throws Exception {
            Batch batch = few();
            GatedEvents gated = GatedEvents.atTheLast(batch);
            Exporter exporter = bench.open();
            Running export = startUntilTheGate(exporter, batch, gated);
            try {
                assertThat(Running.start(exporter::close).endsWithin(patience()))
                        .as("close() waits for an export that does not return; it has to release what it can: do not"
                                + " share a lock with export()")
                        .isTrue();
            } finally {
                gated.release();
            }
            assertTruthful(export, batch);
        }

        @Test
        void endsWhenItIsInterrupted() throws Exception {
            Batch batch = few();
            GatedEvents gated = GatedEvents.atTheFirst(batch);
            Exporter exporter = bench.open();
            boolean hanging = hangDestination();
            Running export = startUntilTheGate(exporter, batch, gated);
            export.interrupt();
            gated.release();
            assertTruthful(export, batch);
            if (export.thrown().isEmpty()) {
                assertThat(hanging)
                        .as("export() was interrupted and returned normally, though its destination never answered")
                        .isFalse();
                assertThat(export.wasInterruptedAtEnd())
                        .as("export() swallowed an interrupt: throw the InterruptedException, or call"
                                + " Thread.currentThread().interrupt()")
                        .isTrue();
            }
            exporter.close();
        }

        @Test
        void worksAfreshInANewInstance() throws Exception {
            Batch first = few();
            Batch second = few();
            exportAndClose(bench.anyType(), first);
            exportAndClose(bench.anyType(), second);
            bench.assertArrived(first, second);
        }

        @Test
        void worksInANewInstanceBesideOneThatHangs() throws Exception {
            Batch hanging = few();
            Batch batch = few();
            GatedEvents gated = GatedEvents.atTheLast(hanging);
            Exporter abandoned = bench.open();
            Running export = startUntilTheGate(abandoned, hanging, gated);
            try {
                Running fresh = Running.start(() -> exportAndClose(bench.anyType(), batch));
                assertThat(fresh.endsWithin(patience()))
                        .as("A new exporter waits for one whose export hangs; it has to take its place: no exporter may"
                                + " hold a lock or a file that the next one needs")
                        .isTrue();
                assertThat(fresh.thrown()).isEmpty();
                bench.assertArrivedAtLeastOnce(batch);
            } finally {
                gated.release();
            }
            assertTruthful(export, hanging);
            abandoned.close();
        }

        @Test
        void leavesNothingBehind() throws Exception {
            liveALife();
            Resources before = Resources.now();
            liveALife();
            bench.assertNothingNew(before, "open(), export() and close() must not");
        }
    }

    private static void assertCloses(Exporter exporter, String when) {
        assertThat(Running.thrownBy(exporter::close))
                .as("close() threw %s; then it has nothing to do", when)
                .isEmpty();
    }

    /** An export that hangs at one of its events. */
    private Running startUntilTheGate(Exporter exporter, Batch batch, GatedEvents gated) throws InterruptedException {
        Running export = Running.start(() -> exporter.export(batch.context(), gated));
        assertThat(gated.isReachedWithin(patience()))
                .as("export() does not read all of its events on the thread that calls it")
                .isTrue();
        return export;
    }

    /** It ends, and if it says that all has arrived, it has. */
    private void assertTruthful(Running export, Batch batch) throws Exception {
        assertThat(export.endsWithin(patience()))
                .as("export() does not end, though it was interrupted, or its exporter closed")
                .isTrue();
        if (export.thrown().isEmpty()) {
            bench.assertArrivedAtLeastOnce(batch);
        }
    }

    /** What an exporter goes through at most, and then one that cannot open. */
    private void liveALife() throws Exception {
        Exporter exporter = bench.open();
        bench.export(exporter, few());
        Exporter another = bench.create();
        if (tryToBreak()) {
            bench.attempt(exporter, few());
            Running.thrownBy(another::open);
        }
        repair();
        exporter.close();
    }
}
