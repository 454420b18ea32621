package dev.flagexporter.runtime.delivery;

import java.util.ArrayList;
import java.util.List;
import java.util.logging.Logger;

import dev.flagexporter.spi.CommonExporter;
import dev.flagexporter.spi.DeprecatedExporterV1;
import dev.flagexporter.spi.DeprecatedExporterV2;
import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.testkit.Events;
import dev.flagexporter.testkit.TestExportContext;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

@SuppressWarnings("deprecation")
class DeprecatedExportersTest {

    private final List<String> calls = new ArrayList<>();
    private final TestExportContext context = TestExportContext.of(EventType.FEATURE, 0, 2);

    private class First implements DeprecatedExporterV1 {

        @Override
        public boolean isBulk() {
            return true;
        }

        @Override
        public void open() {
            calls.add("open");
        }

        @Override
        public void export(ExportContext exportContext, Logger logger, List<FeatureEvent> events) {
            calls.add("export " + events.size() + " with " + logger.getName());
        }

        @Override
        public void close() {
            calls.add("close");
        }
    }

    private class Second implements DeprecatedExporterV2 {

        @Override
        public boolean isBulk() {
            return false;
        }

        @Override
        public void open() {
            calls.add("open");
        }

        @Override
        public void export(ExportContext exportContext, System.Logger logger, List<FeatureEvent> events) {
            calls.add("export " + events.size() + " with " + logger.getName());
        }

        @Override
        public void close() {
            calls.add("close");
        }
    }

    @Test
    void theFirstInterfaceWorksAndWarnsOnce() throws Exception {
        try (LogCapture log = new LogCapture("dev.flagexporter")) {
            Exporter adapted = Adapters.adapt(new First(), "first");
            use(adapted);
            use(adapted);
            Adapters.adapt(new First(), "first");
            assertThat(log.messages()).singleElement().asString().contains("\"first\"", "DeprecatedExporterV1");
        }
        assertThat(adaptedCalls()).containsExactly("open", "export 2 with test", "close");
        assertThat(Adapters.adapt(new First(), "old").isBulk()).isTrue();
    }

    @Test
    void theFirstInterfaceWarnsForEachExporterOfIt() {
        try (LogCapture log = new LogCapture("dev.flagexporter")) {
            Adapters.adapt(new First(), "lake");
            Adapters.adapt(new First(), "stream");
            assertThat(log.messages())
                    .satisfiesExactly(lake -> assertThat(lake).contains("\"lake\""), stream -> assertThat(stream)
                            .contains("\"stream\""));
        }
    }

    @Test
    void theSecondInterfaceWorksWithoutAWarning() throws Exception {
        try (LogCapture log = new LogCapture("dev.flagexporter")) {
            use(Adapters.adapt(new Second(), "old"));
            assertThat(log.messages()).isEmpty();
        }
        assertThat(adaptedCalls()).containsExactly("open", "export 2 with test", "close");
        assertThat(Adapters.adapt(new Second(), "old").isBulk()).isFalse();
    }

    @Test
    void areRecognised() {
        assertThat(Adapters.isDeprecated(new First())).isTrue();
        assertThat(Adapters.isDeprecated(new Second())).isTrue();
        assertThat(Adapters.isDeprecated(new ScriptedExporter(true))).isFalse();
    }

    @Test
    void areLeftAloneWhenTheyAreNone() {
        ScriptedExporter exporter = new ScriptedExporter(true);
        assertThat(Adapters.adapt(exporter, "new")).isSameAs(exporter);
    }

    @Test
    void anExporterOfNoInterfaceIsRefused() {
        CommonExporter neither = () -> true;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Adapters.adapt(neither, "x"))
                .withMessageContaining("implements neither");
    }

    private void use(Exporter exporter) throws Exception {
        exporter.open();
        exporter.export(context, Events.features(2));
        exporter.close();
    }

    private List<String> adaptedCalls() {
        return calls.subList(0, 3);
    }
}
