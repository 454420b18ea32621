package dev.flagexporter.plugins.log;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.flagexporter.spi.ExporterFactory;
import dev.flagexporter.testkit.exporter.ExporterContract;
import org.junit.jupiter.api.DisplayName;

@DisplayName("A log exporter, as an exporter")
class LogExporterContractTest extends ExporterContract {

    @Override
    protected ExporterFactory<?> factory() {
        return new LogExporterFactory();
    }

    @Override
    protected Map<String, String> invalidKeys() {
        return Map.of("log-format", "{{ .Key");
    }

    @Override
    protected Optional<List<String>> arrived() {
        return Optional.of(logged());
    }
}
