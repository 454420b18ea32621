package dev.flagexporter.plugins.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.testkit.Configurations;
import dev.flagexporter.testkit.TestEnvironment;
import dev.flagexporter.testkit.TestExportContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A log exporter on the logging of the JDK")
class JavaLoggingTest {

    private final Logger underneath = Logger.getLogger("test");
    private final FormattingHandler handler = new FormattingHandler();

    @BeforeEach
    void listen() {
        underneath.addHandler(handler);
        underneath.setUseParentHandlers(false);
    }

    @AfterEach
    void stopListening() {
        underneath.removeHandler(handler);
        underneath.setUseParentHandlers(true);
    }

    @Test
    void logsTextLiterallyUnderTheExportersName() throws Exception {
        String text = "it's {0} '{' %s {}";
        FeatureEvent event = FeatureEvent.builder().userKey(text).build();
        Exporter exporter = (Exporter) new LogExporterFactory()
                .create(
                        Configurations.of(LogExporterConfig.class, Map.of("log-format", "{{ .UserKey}}")),
                        TestEnvironment.of(EventType.FEATURE));

        exporter.export(TestExportContext.of(EventType.FEATURE, 0, 1), List.of(event));

        assertThat(handler.lines).containsExactly("INFO test: " + text);
    }

    private static final class FormattingHandler extends Handler {

        private final List<String> lines = new ArrayList<>();

        FormattingHandler() {
            setFormatter(new SimpleFormatter());
        }

        @Override
        public void publish(LogRecord record) {
            lines.add(record.getLevel() + " " + record.getLoggerName() + ": "
                    + getFormatter().formatMessage(record));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
