package dev.flagexporter.deployment;

import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import io.quarkus.test.QuarkusUnitTest;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static dev.flagexporter.deployment.CollectorClient.ONE_EVENT;
import static org.assertj.core.api.Assertions.assertThat;

/** What an application puts in front of all its paths holds for the collector, too. */
class CollectorFilterTest {

    private static final String FILTER = "X-Filter";

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = CollectorApplication.recording(ApplicationFilters.class);

    @Inject
    Recording recording;

    private final CollectorClient client = new CollectorClient();

    /** Filters of the application; a header says which one a test needs. */
    @Singleton
    public static class ApplicationFilters {

        private final ExecutorService thread = Executors.newSingleThreadExecutor();

        void addFilter(@Observes Filters filters) {
            filters.register(this::filter, 50);
        }

        private void filter(RoutingContext routing) {
            switch (String.valueOf(routing.request().getHeader(FILTER))) {
                case "reject" -> routing.response().setStatusCode(403).end();
                case "thread" -> thread.execute(routing::next);
                default -> routing.next();
            }
        }

        void addBodyHandler(@Observes Router router) {
            BodyHandler body = BodyHandler.create();
            router.route().order(-2000).handler(routing -> {
                if ("body".equals(routing.request().getHeader(FILTER))) {
                    routing.request().resume();
                    body.handle(routing);
                } else {
                    routing.next();
                }
            });
        }

        @PreDestroy
        void stop() {
            thread.shutdownNow();
        }
    }

    @BeforeEach
    void forget() {
        recording.reset();
    }

    @Test
    void rejectsRequests() throws Exception {
        assertThat(client.post(ONE_EVENT, FILTER, "reject").statusCode()).isEqualTo(403);
        assertThat(client.postChunked(new byte[500_000], FILTER, "reject").statusCode())
                .isEqualTo(403);
        assertThat(client.post(ONE_EVENT).statusCode()).isEqualTo(200);
        assertThat(recording.size()).isEqualTo(1);
    }

    @Test
    void mayContinueOnAnotherThread() throws Exception {
        byte[] large = (ONE_EVENT + " ".repeat(500_000)).getBytes(StandardCharsets.UTF_8);

        assertThat(client.post(ONE_EVENT, FILTER, "thread").statusCode()).isEqualTo(200);
        assertThat(recording.features.appendedOnEventLoop).isTrue();
        assertThat(client.postChunked(large, FILTER, "thread").statusCode()).isEqualTo(200);
        assertThat(recording.size()).isEqualTo(2);
    }

    @Test
    void mayReadTheBody() throws Exception {
        assertThat(client.post(ONE_EVENT, FILTER, "body").statusCode()).isEqualTo(200);
        assertThat(client.postChunked(ONE_EVENT.getBytes(StandardCharsets.UTF_8), FILTER, "body")
                        .statusCode())
                .isEqualTo(200);
        assertThat(client.post("oops", FILTER, "body").statusCode()).isEqualTo(400);
        assertThat(client.postChunked(new byte[0], FILTER, "body").statusCode()).isEqualTo(400);
        assertThat(recording.size()).isEqualTo(2);
    }
}
