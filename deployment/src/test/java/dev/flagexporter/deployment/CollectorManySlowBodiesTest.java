package dev.flagexporter.deployment;

import java.util.ArrayList;
import java.util.List;

import jakarta.inject.Inject;

import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static dev.flagexporter.deployment.CollectorClient.ONE_EVENT;
import static org.assertj.core.api.Assertions.assertThat;

/** Many senders that take their time, as in a network that is slow, with few threads and little memory. */
class CollectorManySlowBodiesTest {

    private static final int SLOW = 1000;
    private static final int BEGINNING = 20;

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = CollectorApplication.recording()
            .overrideRuntimeConfigKey("quarkus.thread-pool.max-threads", "2")
            .overrideRuntimeConfigKey("quarkus.flag-exporter.collector.max-in-flight-bytes", "1M")
            .overrideRuntimeConfigKey("quarkus.flag-exporter.collector.body-timeout", "1h");

    @Inject
    Recording recording;

    private final CollectorClient client = new CollectorClient();

    @Test
    void doNotDelayAFastOneAndAreAllAnswered() throws Exception {
        List<RawConnection> slow = new ArrayList<>();
        try {
            for (int i = 0; i < SLOW; i++) {
                slow.add(begin(i % 2 == 0));
            }

            for (int i = 0; i < 20; i++) {
                assertThat(client.post(ONE_EVENT).statusCode()).isEqualTo(200);
            }
            assertThat(recording.size()).isEqualTo(20);

            for (int i = 0; i < SLOW; i++) {
                end(slow.get(i), i % 2 == 0);
                assertThat(slow.get(i).readStatusLine()).isEqualTo("HTTP/1.1 200 OK");
            }
            assertThat(recording.size()).isEqualTo(20 + SLOW);
        } finally {
            for (RawConnection connection : slow) {
                connection.close();
            }
        }
    }

    /** Some announce their lengths, all in all much more than there is memory for. */
    private static RawConnection begin(boolean chunked) throws Exception {
        RawConnection connection = new RawConnection();
        if (chunked) {
            connection.write(RawConnection.head("Transfer-Encoding: chunked"));
            connection.writeChunk(ONE_EVENT.substring(0, BEGINNING).getBytes());
        } else {
            connection.write(RawConnection.head("Content-Length: " + 10_000));
            connection.write(ONE_EVENT.substring(0, BEGINNING));
        }
        return connection;
    }

    private static void end(RawConnection connection, boolean chunked) throws Exception {
        String rest = ONE_EVENT.substring(BEGINNING);
        if (chunked) {
            connection.writeChunk(rest.getBytes());
            connection.writeChunk(new byte[0]);
        } else {
            connection.write(rest + " ".repeat(10_000 - ONE_EVENT.length()));
        }
    }
}
