package dev.flagexporter.plugins.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import dev.flagexporter.spi.ConfigurationProblem;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.format.EventBatch;
import dev.flagexporter.spi.format.FormatSettings;
import dev.flagexporter.testkit.Events;

/** Checks a codec and writes a file with it: what is wrong with it, or how many rows there are. */
public final class Attempt implements Function<String, String> {

    /** For another class loader. */
    public Attempt() {}

    @Override
    public String apply(String codec) {
        FormatSettings settings = new FormatSettings(
                EventType.FEATURE, Optional.empty(), ';', false, false, Optional.of(codec), Map.of());
        List<ConfigurationProblem> problems = new ParquetFormat().check(settings);
        return problems.isEmpty() ? rows(settings) + " rows" : text(problems.get(0));
    }

    private static String text(ConfigurationProblem problem) {
        return "%s = %s: %s; %s".formatted(problem.key(), problem.value(), problem.reason(), problem.fix());
    }

    private static long rows(FormatSettings settings) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        try {
            new ParquetFormat().writer(settings).write(EventBatch.withoutIds(Events.features(3)), file);
            return Footer.of(file.toByteArray()).rows();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
