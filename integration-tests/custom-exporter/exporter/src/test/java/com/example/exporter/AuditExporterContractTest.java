package com.example.exporter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.flagexporter.spi.ExporterFactory;
import dev.flagexporter.testkit.exporter.ExporterContract;
import org.junit.jupiter.api.io.TempDir;

class AuditExporterContractTest extends ExporterContract {

    @TempDir
    Path directory;

    @Override
    protected ExporterFactory<?> factory() {
        return new AuditExporterFactory();
    }

    @Override
    protected Map<String, String> keys() {
        return Map.of("file", file().toString());
    }

    @Override
    protected Map<String, String> invalidKeys() {
        return Map.of("file", directory.toString(), "fresh-for", "PT-5M");
    }

    @Override
    protected Optional<List<String>> arrived() throws IOException {
        return Optional.of(Files.exists(file()) ? Files.readAllLines(file()) : List.of());
    }

    @Override
    protected boolean breakDestination() throws IOException {
        if (Files.exists(file())) {
            Files.move(file(), aside());
        }
        Files.createDirectory(file());
        return true;
    }

    @Override
    protected void repairDestination() throws IOException {
        Files.delete(file());
        if (Files.exists(aside())) {
            Files.move(aside(), file());
        }
    }

    private Path file() {
        return directory.resolve("audit.txt");
    }

    private Path aside() {
        return directory.resolve("aside.txt");
    }
}
