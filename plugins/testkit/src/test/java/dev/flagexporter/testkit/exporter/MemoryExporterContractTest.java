package dev.flagexporter.testkit.exporter;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.flagexporter.spi.CommonExporter;
import dev.flagexporter.spi.ExporterFactory;
import org.junit.jupiter.api.DisplayName;

@DisplayName("An exporter that keeps the contract")
class MemoryExporterContractTest extends ExporterContract {

    final Destination destination = new Destination();

    /** What the factory makes; for variations. */
    CommonExporter exporter(MemoryExporterConfig config) {
        return new MemoryExporter(destination);
    }

    @Override
    protected ExporterFactory<?> factory() {
        return new MemoryExporterFactory(this::exporter);
    }

    @Override
    protected Map<String, String> keys() {
        return Map.of("token", "canary-7d1f");
    }

    @Override
    protected Map<String, String> invalidKeys() {
        return Map.of("connections", "0", "topic", " ", "token", "c4n4ry");
    }

    @Override
    protected Set<String> secretKeys() {
        return Set.of("token");
    }

    @Override
    protected Optional<List<String>> arrived() {
        return Optional.of(destination.texts());
    }

    @Override
    protected boolean breakDestination() {
        destination.setBroken(true);
        return true;
    }

    @Override
    protected void repairDestination() {
        destination.setBroken(false);
    }

    @Override
    protected boolean hangDestination() {
        destination.hang();
        return true;
    }
}
