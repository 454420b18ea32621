package dev.flagexporter.runtime.collector;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import dev.flagexporter.DataExporter;
import dev.flagexporter.Manager;
import dev.flagexporter.runtime.config.FlagExporterSettings;
import dev.flagexporter.runtime.config.TestConfig;
import dev.flagexporter.runtime.store.Intake;
import dev.flagexporter.runtime.store.WakeUpDispatcher;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.event.TrackingEvent;
import dev.flagexporter.spi.store.AppendResult;
import dev.flagexporter.spi.store.PreparedAppend;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CollectorTest {

    /** Two feature events, one tracking event, one that is rejected. */
    private static final String BODY =
            "{\"events\":[{\"key\":\"a\"},{\"kind\":\"tracking\",\"key\":\"b\"},{\"key\":1},{\"key\":\"c\"}]}";

    private static final long IN_FLIGHT = 10_000;

    /** The default configuration, but for small bodies and events. */
    private static final FlagExporterSettings SETTINGS = TestConfig.settings(Map.of(
            "quarkus.flag-exporter.collector.max-body-size", "1000",
            "quarkus.flag-exporter.collector.max-in-flight-bytes", Long.toString(IN_FLIGHT),
            "quarkus.flag-exporter.collector.max-events-per-request", "10",
            "quarkus.flag-exporter.store.max-event-size", "500"));

    private final Intake intake = new Intake();
    private final Appended<FeatureEvent> features = new Appended<>(EventType.FEATURE);
    private final Appended<TrackingEvent> tracking = new Appended<>(EventType.TRACKING);
    private final CollectorCounters counters = new CollectorCounters();
    private final Collector collector = new Collector(
            new CollectorSettings(SETTINGS.collector(), SETTINGS.store(), Optional.empty(), true),
            new RequestAppender(intake, features, tracking, counters),
            new WakeUpDispatcher(),
            counters,
            new CollectorLog());

    /** A manager that only keeps events, and answers as it is told. */
    private static final class Appended<T extends ExportableEvent> implements Manager<T> {

        private final EventType type;
        private final List<T> events = new ArrayList<>();
        private AppendResult result = AppendResult.APPENDED;
        private @Nullable RuntimeException failure;

        Appended(EventType type) {
            this.type = type;
        }

        @Override
        public EventType eventType() {
            return type;
        }

        @Override
        public AppendResult addEvent(T event) {
            return addEvents(List.of(event));
        }

        @Override
        public AppendResult addEvents(List<? extends T> added) {
            if (result == AppendResult.APPENDED) {
                events.addAll(added);
            }
            return result;
        }

        @Override
        public List<DataExporter<T>> exporters() {
            return List.of();
        }

        @Override
        public Optional<DataExporter<T>> exporter(String name) {
            return Optional.empty();
        }

        @Override
        public long droppedWithoutExporter() {
            return 0;
        }

        @Override
        public PreparedAppend prepareEvents(List<? extends T> prepared) {
            if (failure != null) {
                throw failure;
            }
            return result == AppendResult.APPENDED
                    ? PreparedAppend.of(result, () -> addEvents(prepared))
                    : PreparedAppend.of(result);
        }

        @Override
        public long notAppendedEvents(AppendResult answer) {
            return 0;
        }

        @Override
        public long pendingBytes() {
            return 0;
        }

        @Override
        public OptionalLong pendingBytes(String name) {
            return OptionalLong.empty();
        }

        @Override
        public boolean isPushingBack(String name) {
            return false;
        }

        @Override
        public void start() {}

        @Override
        public void stop() {}
    }

    private Reply collect(String body) {
        ReceivedBody received = new ReceivedBody();
        received.add(Buffer.buffer(body));
        return collector
                .collect(received, ContentCoding.IDENTITY, collector.memory().open())
                .toCompletableFuture()
                .join();
    }

    private void assertCountsAddUp() {
        long rejected = 0;
        for (RejectReason reason : RejectReason.values()) {
            rejected += counters.rejected(reason);
        }
        assertThat(counters.received())
                .isEqualTo(counters.stored() + counters.dropped() + counters.notAppended() + rejected);
    }

    @Test
    void appendsEachEventToItsManagerAndCountsIt() {
        Reply reply = collect(BODY);

        assertThat(reply.outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(new String(reply.body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"ingestedContentCount\":4,\"rejectedContentCount\":1}\n");
        assertThat(features.events).extracting(FeatureEvent::key).containsExactly("a", "c");
        assertThat(tracking.events).extracting(TrackingEvent::key).containsExactly("b");
        assertThat(counters.requests(Outcome.ACCEPTED)).isEqualTo(1);
        assertThat(counters.received()).isEqualTo(4);
        assertThat(counters.stored()).isEqualTo(3);
        assertThat(counters.rejected(RejectReason.WRONG_TYPE)).isEqualTo(1);
        assertCountsAddUp();
    }

    @Test
    void leavesOutAnEventThatIsTooLargeAndTakesItsNeighbours() {
        String large = "x".repeat(500);
        Reply reply = collect("{\"events\":[{\"key\":\"a\"},{\"key\":\"" + large + "\"},{\"kind\":\"tracking\"}]}");

        assertThat(reply.outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(new String(reply.body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"ingestedContentCount\":3,\"rejectedContentCount\":1}\n");
        assertThat(features.events).extracting(FeatureEvent::key).containsExactly("a");
        assertThat(tracking.events).hasSize(1);
        assertThat(counters.rejected(RejectReason.EVENT_TOO_LARGE)).isEqualTo(1);
        assertCountsAddUp();
    }

    @Test
    void takesNothingOnceTheIntakeIsClosed() {
        intake.close();

        assertThat(collect(BODY).outcome()).isEqualTo(Outcome.UNAVAILABLE);
        assertThat(features.events).isEmpty();
        assertThat(tracking.events).isEmpty();
        assertThat(counters.notAppended()).isEqualTo(3);
        assertCountsAddUp();
    }

    @Test
    void letsTheIntakeCloseAfterEachRequest() {
        collect(BODY);
        features.result = AppendResult.FULL;
        collect(BODY);

        // would wait for ever for a request that did not leave
        intake.close();
        assertThat(intake.tryAcquire()).isFalse();
    }

    @Test
    void tellsTheSenderToWaitWhenTheStoreRefuses() {
        features.result = AppendResult.FULL;

        assertThat(collect(BODY).outcome()).isEqualTo(Outcome.BUSY);
        assertThat(tracking.events).isEmpty();
        assertThat(counters.notAppended()).isEqualTo(3);
        assertCountsAddUp();
    }

    @Test
    void isUnavailableWhileTheStoreIsClosed() {
        tracking.result = AppendResult.CLOSED;

        assertThat(collect("{\"events\":[{\"kind\":\"tracking\"}]}").outcome()).isEqualTo(Outcome.UNAVAILABLE);
        assertCountsAddUp();
    }

    @Test
    void acceptsAndCountsWhatTheStoreDrops() {
        features.result = AppendResult.DROPPED;

        assertThat(collect(BODY).outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(counters.dropped()).isEqualTo(2);
        assertThat(counters.stored()).isEqualTo(1);
        assertCountsAddUp();
    }

    @Test
    void doesNotAskManagersToAppendNothing() {
        features.result = AppendResult.CLOSED;
        tracking.result = AppendResult.CLOSED;

        assertThat(collect("{\"events\":[]}").outcome()).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void asksToTryAgainWhenTheRequestsInFlightUseAllMemory() {
        RequestMemory.Reservation others = collector.memory().open();
        assertThat(others.require(IN_FLIGHT + 1)).isTrue();

        assertThat(collect(BODY).outcome()).isEqualTo(Outcome.OVERLOADED);
        assertThat(counters.received()).isZero();

        others.close();
        assertThat(collect(BODY).outcome()).isEqualTo(Outcome.ACCEPTED);
    }

    @Test
    void givesTheMemoryBackWhateverBecomesOfTheRequest() {
        collect(BODY);
        collect("oops");
        collect("{\"events\":[" + "{},".repeat(10) + "{}]}");
        features.result = AppendResult.FULL;
        collect(BODY);

        assertThat(collector.memory().used()).isZero();
    }

    @Test
    void answersAndCountsAnInternalError() {
        features.failure = new IllegalStateException("a bug");

        Reply reply = collect(BODY);

        assertThat(reply.outcome()).isEqualTo(Outcome.FAILED);
        assertThat(new String(reply.body(), StandardCharsets.UTF_8))
                .isEqualTo("{\"message\":\"Internal Server Error\"}\n");
        assertThat(counters.requests(Outcome.FAILED)).isEqualTo(1);
        assertThat(collector.memory().used()).isZero();
    }

    @Test
    void storesNothingOfTooManyEvents() {
        assertThat(collect("{\"events\":[" + "{},".repeat(9) + "{}]}").outcome())
                .isEqualTo(Outcome.ACCEPTED);
        assertThat(collect("{\"events\":[" + "{},".repeat(10) + "{}]}").outcome())
                .isEqualTo(Outcome.TOO_LARGE);
        assertThat(features.events).hasSize(10);
    }

    @Test
    void storesNothingInEitherStoreWhenOneRefuses() {
        tracking.result = AppendResult.FULL;

        assertThat(collect(BODY).outcome()).isEqualTo(Outcome.BUSY);
        assertThat(features.events).isEmpty();
        assertThat(counters.notAppended()).isEqualTo(3);
        assertThat(counters.stored()).isZero();
        assertCountsAddUp();
    }

    @Test
    void storesNothingOfABodyThatTurnsOutInvalid() {
        assertThat(collect("{\"events\":[{\"key\":\"a\"},1]}").outcome()).isEqualTo(Outcome.INVALID);
        assertThat(features.events).isEmpty();
        assertThat(counters.requests(Outcome.INVALID)).isEqualTo(1);
        assertThat(counters.received()).isZero();
    }
}
