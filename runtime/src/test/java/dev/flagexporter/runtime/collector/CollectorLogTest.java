package dev.flagexporter.runtime.collector;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;

import dev.flagexporter.runtime.log.RateLimitedLog;
import org.jboss.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class CollectorLogTest {

    private static final String NAME = CollectorLogTest.class.getName();

    private final CollectorLog log =
            new CollectorLog(new RateLimitedLog(Logger.getLogger(NAME), Duration.ofMinutes(1)));
    private final Lines lines = new Lines();

    /** Keeps what is logged. */
    private static final class Lines extends Handler {

        private final List<String> messages = new CopyOnWriteArrayList<>();

        @Override
        public void publish(LogRecord line) {
            messages.add(line.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }

    @BeforeEach
    void listen() {
        java.util.logging.Logger.getLogger(NAME).addHandler(lines);
    }

    @AfterEach
    void stopListening() {
        java.util.logging.Logger.getLogger(NAME).removeHandler(lines);
    }

    @Test
    void saysWhyAndWhereEventsWereRejectedButNotWhatTheyHeld() {
        log.decoded(Decoding.decode("{\"events\":[{},{\"userKey\":[\"SECRET\"],\"SECRET\":1},{\"key\":1}]}"));

        assertThat(lines.messages)
                .containsExactly(
                        "Dropped 2 of 3 received events, the first is events[1].userKey: a value of another type was expected");
    }

    @Test
    void warnsOfCreationDatesThatAreNotInSeconds() {
        log.decoded(Decoding.decode("{\"events\":[{\"creationDate\":1700000000123}]}"));

        assertThat(lines.messages)
                .containsExactly(
                        "1 events have a creationDate above 9999999999; its first 10 digits are taken as seconds");
    }

    @Test
    void warnsOfAMetaThatIsIgnored() {
        log.decoded(Decoding.decode("{\"meta\":{\"a\":1e9999},\"events\":[]}"));

        assertThat(lines.messages)
                .containsExactly("The meta of a request is beyond the limits on values and was ignored");
    }

    @Test
    void repeatsItselfOnlyOnceInAWhile() {
        for (int i = 0; i < 10; i++) {
            log.decoded(Decoding.decode("{\"events\":[null]}"));
            log.answered(Reply.of(Outcome.UNAUTHORIZED, "invalid key"));
        }

        assertThat(lines.messages)
                .containsExactly(
                        "Dropped 1 of 1 received events, the first is events[0]: the event is null",
                        "A request to the collector was answered with 401: invalid key");
    }

    @Test
    void isSilentAboutGoodRequests() {
        DecodedEvents events = Decoding.decode("{\"meta\":{},\"events\":[{\"creationDate\":1700000000}]}");
        log.decoded(events);
        log.answered(Reply.accepted(events));

        assertThat(lines.messages).isEmpty();
    }

    @Test
    void isSilentAboutSendersThatGoAway() {
        log.answered(Reply.of(Outcome.ABORTED));

        assertThat(lines.messages).isEmpty();
    }

    @Test
    void saysWhichLimitASenderHasMet() {
        log.answered(Reply.of(Outcome.BUSY));
        log.answered(Reply.of(Outcome.OVERLOADED));
        log.answered(Reply.of(Outcome.TIMED_OUT));

        assertThat(lines.messages)
                .containsExactly(
                        "A request to the collector was answered with 429: the event store is full",
                        "A request to the collector was answered with 429: the requests in flight use"
                                + " collector.max-in-flight-bytes",
                        "A request to the collector was answered with 408: the body did not arrive within"
                                + " collector.body-timeout");
    }

    @Test
    void saysWhereAnInternalErrorIsButNotWhatItsMessageQuotes() {
        log.failed(new CompletionException(new IllegalStateException("SECRET")));
        log.answered(Reply.of(Outcome.FAILED));

        assertThat(lines.messages)
                .singleElement()
                .asString()
                .startsWith("A request to the collector was answered with 500: internal error"
                        + " java.lang.IllegalStateException at " + NAME)
                .doesNotContain("SECRET");
    }
}
