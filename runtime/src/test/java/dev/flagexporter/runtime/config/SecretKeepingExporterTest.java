package dev.flagexporter.runtime.config;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.ExportException;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.testkit.TestExportContext;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

class SecretKeepingExporterTest {

    private static final String TOKEN = "s3cret-token";

    private static Secrets secrets() {
        Map<String, String> properties = Map.of("quarkus.flag-exporter.exporters.\"lake\".token", TOKEN);
        return Secrets.of(new ExporterView(
                new SmallRyeConfigBuilder()
                        .withSources(new PropertiesConfigSource(properties, "test", 100))
                        .build(),
                "lake"));
    }

    /** Throws whatever it is called. */
    private record Throwing(Throwable thrown) implements Exporter {

        @Override
        public boolean isBulk() {
            return true;
        }

        @Override
        public void open() throws Exception {
            fail();
        }

        @Override
        public void export(ExportContext context, List<? extends ExportableEvent> events) throws Exception {
            fail();
        }

        @Override
        public void close() throws Exception {
            fail();
        }

        private void fail() throws Exception {
            if (thrown instanceof Error error) {
                throw error;
            }
            throw (Exception) thrown;
        }
    }

    private static Throwable exporting(Throwable thrown) {
        Exporter exporter = new SecretKeepingExporter(new Throwing(thrown), secrets());
        return catchThrowable(() -> exporter.export(TestExportContext.of(EventType.FEATURE, 0, 0), List.of()));
    }

    private static String trace(Throwable thrown) {
        StringWriter trace = new StringWriter();
        thrown.printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }

    @Test
    void leavesWhatSaysNoSecretAsItIs() {
        List.of(
                        new IOException("no route"),
                        new AssertionError(),
                        new InterruptedException(),
                        new ExportException("no"))
                .forEach(thrown -> assertThat(exporting(thrown)).isSameAs(thrown));
    }

    @Test
    void keepsTheSecretInMessagesAndInThoseOfCauses() {
        Throwable cause = new IllegalArgumentException("invalid header value: \"" + TOKEN + "\"");
        Throwable kept = exporting(new IOException("cannot send", cause));
        assertThat(kept)
                .hasMessage("java.io.IOException: cannot send")
                .hasRootCauseMessage("java.lang.IllegalArgumentException: invalid header value: \"***\"");
        assertThat(trace(kept)).doesNotContain(TOKEN).contains("keepsTheSecretInMessagesAndInThoseOfCauses");
    }

    @Test
    void keepsTheSecretInEveryCall() {
        Exporter exporter = new SecretKeepingExporter(new Throwing(new AssertionError(TOKEN)), secrets());
        assertThat(catchThrowable(exporter::open)).hasMessage("java.lang.AssertionError: ***");
        assertThat(catchThrowable(exporter::close)).hasMessage("java.lang.AssertionError: ***");
    }

    @Test
    void keepsTheSecretOfWhatWasSuppressed() {
        IOException thrown = new IOException("cannot send");
        thrown.addSuppressed(new IOException(TOKEN));
        assertThat(trace(exporting(thrown)))
                .doesNotContain(TOKEN)
                .contains("Suppressed: dev.flagexporter.spi.ExportException: java.io.IOException: ***");
    }

    @Test
    void anExceptionThatCausesItselfIsNoTrap() {
        IOException first = new IOException(TOKEN);
        first.initCause(new IOException("second", first));
        assertThat(trace(exporting(first))).doesNotContain(TOKEN);
    }

    @Test
    void whatItMeansToTheDeliveryStaysTheSame() {
        assertThat(exporting(ExportException.partial(TOKEN, null, Set.of(1, 2), Set.of(3))
                        .retryAfter(Duration.ofSeconds(5))))
                .hasMessage("***")
                .isInstanceOfSatisfying(ExportException.class, partial -> {
                    assertThat(partial.failedPositions()).containsExactlyInAnyOrder(1, 2);
                    assertThat(partial.rejectedPositions()).containsExactly(3);
                    assertThat(partial.retryAfter()).contains(Duration.ofSeconds(5));
                });
        assertThat(exporting(ExportException.rejected(TOKEN, null)))
                .isInstanceOfSatisfying(ExportException.class, rejected -> assertThat(rejected.isPermanent())
                        .isTrue());
        assertThat(exporting(new ExportException(TOKEN)))
                .isInstanceOfSatisfying(ExportException.class, failure -> assertThat(failure.isPermanent())
                        .isFalse());
    }
}
