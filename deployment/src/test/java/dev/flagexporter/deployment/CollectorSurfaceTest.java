package dev.flagexporter.deployment;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static dev.flagexporter.deployment.CollectorClient.COLLECTOR;
import static org.assertj.core.api.Assertions.assertThat;

/** Browsers, other methods, and what else the application serves. */
class CollectorSurfaceTest {

    private static final String ANY_ORIGIN = "Access-Control-Allow-Origin";

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = CollectorApplication.recording(Neighbours.class)
            .overrideRuntimeConfigKey("quarkus.flag-exporter.collector.authorized-keys.evaluation", "k1");

    private final CollectorClient client = new CollectorClient();

    /** Resources of the application, close to those of the collector. */
    @Path("/")
    public static class Neighbours {

        @GET
        @Path("hello")
        public String hello() {
            return "hello";
        }

        @GET
        @Path("health/live")
        public String live() {
            return "live";
        }

        @GET
        @Path("v1/data/other")
        public String other() {
            return "other";
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {COLLECTOR, "/health", "/info"})
    void answersPreflightRequestsWithoutAKey(String path) throws Exception {
        HttpResponse<String> response = client.send(CollectorClient.request(path)
                .method("OPTIONS", BodyPublishers.noBody())
                .header("Origin", "https://shop.example")
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization,content-type"));

        assertThat(response.statusCode()).isEqualTo(204);
        assertThat(response.headers().firstValue(ANY_ORIGIN)).hasValue("*");
        assertThat(response.headers().firstValue("Access-Control-Allow-Methods"))
                .hasValue("GET,HEAD,PUT,PATCH,POST,DELETE");
        assertThat(response.headers().firstValue("Access-Control-Allow-Headers"))
                .hasValue("authorization,content-type");
    }

    @Test
    void letsBrowsersReadAnswersAndErrorsAlike() throws Exception {
        HttpResponse<String> unauthorized = client.post("{}", "Origin", "https://shop.example");
        HttpResponse<String> invalid = client.post("{}", "Origin", "https://shop.example", "X-API-Key", "k1");
        HttpResponse<String> accepted = client.post("{\"events\":[]}", "X-API-Key", "k1");

        assertThat(unauthorized.statusCode()).isEqualTo(401);
        assertThat(invalid.statusCode()).isEqualTo(400);
        assertThat(accepted.statusCode()).isEqualTo(200);
        assertThat(unauthorized.headers().allValues(ANY_ORIGIN)).containsExactly("*");
        assertThat(invalid.headers().allValues(ANY_ORIGIN)).containsExactly("*");
        assertThat(accepted.headers().allValues(ANY_ORIGIN)).containsExactly("*");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/data/collector",
        "PUT, /v1/data/collector",
        "PATCH, /v1/data/collector",
        "DELETE, /v1/data/collector",
        "POST, /health",
        "POST, /info",
        "DELETE, /info"
    })
    void refusesOtherMethods(String method, String path) throws Exception {
        HttpResponse<String> response =
                client.send(CollectorClient.request(path).method(method, BodyPublishers.ofString("{}")));

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.body()).isEqualTo("{\"message\":\"Method Not Allowed\"}\n");
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(response.headers().firstValue(ANY_ORIGIN)).hasValue("*");
        assertThat(response.headers().firstValue("Allow")).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"10000, 200", "30000, 431"})
    void answers431ToHeadersThatAreTooLarge(int length, int status) throws Exception {
        HttpResponse<String> response = client.send(CollectorClient.request("/health")
                .header("X-Filler", "x".repeat(length))
                .GET());

        assertThat(response.statusCode()).isEqualTo(status);
    }

    @Test
    void answersHeadWhereItAnswersGet() throws Exception {
        HttpResponse<String> response =
                client.send(CollectorClient.request("/health").method("HEAD", BodyPublishers.noBody()));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/hello, hello", "/health/live, live", "/v1/data/other, other"})
    void leavesTheResourcesOfTheApplicationAlone(String path, String body) throws Exception {
        HttpResponse<String> response = client.get(path);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(body);
        assertUntouched(response);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing", "/v1/data", "/v1/data/collector/more", "/healthy"})
    void leavesUnknownPathsAlone(String path) throws Exception {
        HttpResponse<String> response = client.get(path);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).doesNotContain("message");
        assertUntouched(response);
    }

    @Test
    void leavesOtherMethodsOfTheApplicationAlone() throws Exception {
        HttpResponse<String> response =
                client.send(CollectorClient.request("/hello").method("OPTIONS", BodyPublishers.noBody()));

        assertUntouched(response);
    }

    private static void assertUntouched(HttpResponse<String> response) {
        assertThat(response.headers().map())
                .doesNotContainKeys(
                        "access-control-allow-origin", "access-control-allow-methods", "x-gofeatureflag-version");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "//v1/data/collector",
                "/v1/./data/collector",
                "/v1/data/%63ollector",
                "/v1/data/collector/",
                "/v1/data/collector;a=b",
                "/v1/x/../data/collector",
                "/v1/data/collector?X-API-Key=k1"
            })
    void isNotReachedWithoutAKeyByAnotherSpellingOfThePath(String path) throws Exception {
        HttpResponse<String> response = client.send(CollectorClient.request(path)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(CollectorClient.ONE_EVENT)));

        assertThat(response.statusCode()).isIn(401, 404);
    }
}
