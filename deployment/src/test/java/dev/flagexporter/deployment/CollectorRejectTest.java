package dev.flagexporter.deployment;

import java.net.http.HttpResponse;
import java.time.Duration;

import jakarta.inject.Inject;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static dev.flagexporter.deployment.FullStore.FEATURES;
import static dev.flagexporter.deployment.FullStore.ORDERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A store that is full refuses a request as a whole, and takes it when it comes again and there is room. */
class CollectorRejectTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = FullStore.application("reject", 4);

    @Inject
    FullStore store;

    private final CollectorClient client = new CollectorClient();

    @AfterEach
    void drain() {
        store.drain();
    }

    @Test
    void refusesWhatDoesNotFitAndTakesItOnceThereIsRoom() throws Exception {
        store.gate(FEATURES).hold();
        assertTaken(FullStore.evaluations("a", "b", "c"));

        assertRefused(FullStore.evaluations("again-1", "again-2"));
        assertThat(store.gate(FEATURES).keys).doesNotContain("again-1", "again-2");

        store.drain();
        assertTaken(FullStore.evaluations("again-1", "again-2"));
        store.drain();
        assertThat(store.gate(FEATURES).keys).containsOnlyOnce("a", "b", "c", "again-1", "again-2");
    }

    @Test
    void takesWhatStillFits() throws Exception {
        store.gate(FEATURES).hold();
        assertTaken(FullStore.evaluations("d", "e", "f"));
        assertTaken(FullStore.evaluations("last"));
        assertRefused(FullStore.evaluations("one-too-many"));
    }

    @Test
    void storesNothingOfAMixedRequestWhenTrackingEventsDoNotFit() throws Exception {
        assertAllOrNothing(ORDERS, FullStore.orders("g", "h", "i", "j"), FEATURES, "mixed-1");
    }

    @Test
    void storesNothingOfAMixedRequestWhenFeatureEventsDoNotFit() throws Exception {
        assertAllOrNothing(FEATURES, FullStore.evaluations("g", "h", "i", "j"), ORDERS, "mixed-2");
    }

    private void assertAllOrNothing(String full, String filling, String other, String key) throws Exception {
        store.gate(full).hold();
        assertTaken(filling);
        long before = store.appended(other);

        assertRefused(FullStore.mixed(key));
        assertThat(store.appended(other)).isEqualTo(before);

        store.drain();
        assertTaken(FullStore.mixed(key));
        store.drain();
        assertThat(store.gate(full).keys).containsOnlyOnce(key);
        assertThat(store.gate(other).keys).containsOnlyOnce(key);
    }

    /** One event is below the threshold, and the interval is an hour. */
    @Test
    void flushesForARequestThatDoesNotFitRatherThanRefuseItUntilTheNextInterval() throws Exception {
        assertTaken(FullStore.evaluations("waiting"));
        await().atMost(Duration.ofSeconds(30))
                .until(() ->
                        client.post(FullStore.evaluations("k", "l", "m", "n")).statusCode() == 200);
        store.drain();
        assertThat(store.gate(FEATURES).keys).containsOnlyOnce("waiting", "k", "l", "m", "n");
    }

    @Test
    void doesNotHaveARequestTriedAgainThatCanNeverFit() throws Exception {
        HttpResponse<String> response = client.post(FullStore.evaluations("1", "2", "3", "4", "5"));
        assertThat(response.statusCode()).isEqualTo(413);
    }

    private void assertTaken(String body) throws Exception {
        HttpResponse<String> response = client.post(body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    }

    private void assertRefused(String body) throws Exception {
        HttpResponse<String> response = client.post(body);
        assertThat(response.statusCode()).isEqualTo(429);
        assertThat(response.headers().firstValue("Retry-After")).hasValue("1");
        assertThat(response.body()).isEqualTo("{\"message\":\"Too Many Requests\"}\n");
    }
}
