package dev.flagexporter.deployment;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogRecord;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;

/** The HTTP server takes less than the collector would. */
class CollectorServerLimitTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = CollectorApplication.recording()
            .overrideRuntimeConfigKey("quarkus.http.limits.max-body-size", "10K")
            .setLogRecordPredicate(record -> record.getLoggerName().startsWith("dev.flagexporter"))
            .assertLogRecords(records -> assertThat(records)
                    .extracting(LogRecord::getMessage)
                    .anyMatch(message ->
                            message.startsWith("quarkus.http.limits.max-body-size is 10240 bytes, less than")));

    @Test
    void refusesInTheSameWayAsByItsOwnLimit() throws Exception {
        CollectorClient client = new CollectorClient();

        assertTooLarge(client.post(new byte[10 * 1024 + 1]));
        assertTooLarge(client.postChunked(" ".repeat(10 * 1024 + 1).getBytes(StandardCharsets.UTF_8)));
    }

    private static void assertTooLarge(HttpResponse<String> response) {
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.body()).isEqualTo("{\"message\":\"Request Entity Too Large\"}\n");
    }
}
