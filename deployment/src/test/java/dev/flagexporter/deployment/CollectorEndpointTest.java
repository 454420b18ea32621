package dev.flagexporter.deployment;

import java.net.http.HttpClient;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;

import jakarta.inject.Inject;

import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.event.TrackingEvent;
import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.flagexporter.deployment.CollectorClient.ONE_EVENT;
import static org.assertj.core.api.Assertions.assertThat;

/** What a provider sees of a collector that is open to all. */
class CollectorEndpointTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = CollectorApplication.recording();

    private static final String MIXED = """
            {
              "meta": {"provider": "java", "openfeature": true},
              "events": [
                {"kind": "feature", "contextKind": "user", "userKey": "u-1", "creationDate": 1700000000,
                 "key": "checkout-v2", "variation": "on", "value": true, "default": false,
                 "version": "3", "source": "INPROCESS"},
                {"kind": "tracking", "contextKind": "user", "userKey": "u-1", "creationDate": 1700000005,
                 "key": "order-paid", "evaluationContext": {"plan": "pro"},
                 "trackingEventDetails": {"value": 49.9}}
              ]
            }""";

    @Inject
    Recording recording;

    private final CollectorClient client = new CollectorClient();

    @BeforeEach
    void forget() {
        recording.reset();
    }

    @Test
    void storesEventsOfBothTypesAndAnswersWithTheirNumber() throws Exception {
        HttpResponse<String> response = client.post(MIXED);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"ingestedContentCount\":2}\n");
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(recording.features.events)
                .containsExactly(FeatureEvent.builder()
                        .contextKind("user")
                        .userKey("u-1")
                        .creationDate(1_700_000_000)
                        .key("checkout-v2")
                        .variation("on")
                        .value(true)
                        .version("3")
                        .source("INPROCESS")
                        .metadata(Map.of("provider", "java", "openfeature", true))
                        .build());
        assertThat(recording.tracking.events).extracting(TrackingEvent::key).containsExactly("order-paid");
    }

    @Test
    void takesBodiesInChunks() throws Exception {
        HttpResponse<String> response = client.postChunked(MIXED.getBytes(StandardCharsets.UTF_8));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(recording.size()).isEqualTo(2);
    }

    @Test
    void takesTheUpgradeToHttp2ThatTheJdkClientOffers() throws Exception {
        CollectorClient offering = new CollectorClient(HttpClient.Version.HTTP_2);

        HttpResponse<String> first = offering.post(ONE_EVENT);
        HttpResponse<String> second = offering.postChunked(ONE_EVENT.getBytes(StandardCharsets.UTF_8));

        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(first.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(second.statusCode()).isEqualTo(200);
        assertThat(recording.size()).isEqualTo(2);
    }

    @Test
    void tellsHowManyEventsWereRejected() throws Exception {
        HttpResponse<String> response = client.post("{\"events\":[{\"key\":1},{\"key\":\"a\"}]}");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"ingestedContentCount\":2,\"rejectedContentCount\":1}\n");
        assertThat(recording.size()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=utf-8",
                "Application/JSON;x=y",
                "APPLICATION/JSON",
                "application/json;",
                "application/json ; x",
                "application/json;charset=latin1;;=="
            })
    void takesJsonWithAnyParameters(String contentType) throws Exception {
        HttpResponse<String> response = client.send(CollectorClient.request(CollectorClient.COLLECTOR)
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofString(ONE_EVENT)));

        assertThat(response.statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/plain", "application/xml", "application/x-www-form-urlencoded", "nonsense", "a/b/c;;"})
    void refusesOtherMediaTypes(String contentType) throws Exception {
        HttpResponse<String> response = client.send(CollectorClient.request(CollectorClient.COLLECTOR)
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofString(ONE_EVENT)));

        assertUnsupported(response);
    }

    @Test
    void refusesABodyWithoutAMediaType() throws Exception {
        HttpResponse<String> response = client.send(
                CollectorClient.request(CollectorClient.COLLECTOR).POST(BodyPublishers.ofString(ONE_EVENT)));

        assertUnsupported(response);
    }

    @ParameterizedTest
    @ValueSource(strings = {"identity", "Identity"})
    void takesABodyThatIsNotEncoded(String encoding) throws Exception {
        assertThat(client.post(ONE_EVENT, "Content-Encoding", encoding).statusCode())
                .isEqualTo(200);
    }

    @Test
    void refusesAnUnknownEncoding() throws Exception {
        assertUnsupported(client.post(ONE_EVENT, "Content-Encoding", "br"));
    }

    private void assertUnsupported(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.body())
                .isEqualTo("{\"message\":\"collectEvalData: invalid input data code=415,"
                        + " message=Unsupported Media Type\"}\n");
        assertThat(recording.size()).isZero();
    }

    @Test
    void refusesAnEmptyBodyWhateverItsMediaType() throws Exception {
        HttpResponse<String> withoutType =
                client.send(CollectorClient.request(CollectorClient.COLLECTOR).POST(BodyPublishers.noBody()));
        HttpResponse<String> chunked = client.postChunked(new byte[0]);

        assertThat(withoutType.statusCode()).isEqualTo(400);
        assertThat(withoutType.body()).isEqualTo("{\"message\":\"collectEvalData: invalid input data\"}\n");
        assertThat(chunked.statusCode()).isEqualTo(400);
        assertThat(chunked.body()).isEqualTo("{\"message\":\"collectEvalData: invalid input data\"}\n");
    }

    @Test
    void refusesMalformedJsonAsAWhole() throws Exception {
        HttpResponse<String> response = client.post("{\"events\":[{\"key\":\"a\"}, oops");

        assertThat(response.statusCode()).isEqualTo(400);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(response.body())
                .startsWith(
                        "{\"message\":\"collectEvalData: invalid input data code=400, message=Syntax error: offset=")
                .endsWith("\"}\n");
        assertThat(recording.size()).isZero();
    }

    @Test
    void answersWhateverTheSenderAccepts() throws Exception {
        assertThat(client.post(ONE_EVENT, "Accept", "text/html").statusCode()).isEqualTo(200);
    }

    @Test
    void saysThatItIsInitialized() throws Exception {
        HttpResponse<String> response = client.get("/health");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("{\"initialized\":true}\n");
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    }

    @Test
    void saysSinceWhenItRuns() throws Exception {
        HttpResponse<String> response = client.get("/info");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(response.body()).startsWith("{\"cacheRefresh\":\"").endsWith("\"}\n");
        String time = response.body()
                .substring("{\"cacheRefresh\":\"".length(), response.body().length() - 3);
        assertThat(Instant.parse(time)).isBeforeOrEqualTo(Instant.now());
    }

    @Test
    void tellsItsVersion() throws Exception {
        for (String path : new String[] {"/health", "/info", CollectorClient.COLLECTOR}) {
            assertThat(client.get(path).headers().firstValue("X-GOFEATUREFLAG-VERSION"))
                    .hasValueSatisfying(version -> assertThat(version).matches("\\d+\\.\\d+\\.\\d+.*"));
        }
    }
}
