package dev.flagexporter.plugins.parquet;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import dev.flagexporter.spi.ConfigurationProblem;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.format.EventFormat;
import dev.flagexporter.spi.format.EventWriter;
import dev.flagexporter.spi.format.FormatSettings;

/**
 * The format {@code Parquet}, with the columns of the reference: one file a batch, {@link Codec#SNAPPY} unless
 * {@code parquet-compression-codec} names another codec. A file is written row group by row group, and no more than one,
 * of about 16 MiB, is in memory.
 */
public final class ParquetFormat implements EventFormat {

    private static final String CODEC_KEY = "parquet-compression-codec";

    /** For {@link java.util.ServiceLoader}. */
    public ParquetFormat() {}

    @Override
    public String name() {
        return "parquet";
    }

    @Override
    public String contentType() {
        return "application/vnd.apache.parquet";
    }

    @Override
    public boolean isCompressed() {
        return true;
    }

    /** Tries the codec as well, because an application may leave out the libraries of those that it does not use. */
    @Override
    public List<ConfigurationProblem> check(FormatSettings settings) {
        String name = codecName(settings);
        return Stream.of(
                        Codec.named(name).map(ParquetFormat::problemWith).orElseGet(() -> unknown(name)),
                        settings.eventIdProblem())
                .flatMap(Optional::stream)
                .toList();
    }

    private static String codecName(FormatSettings settings) {
        return settings.parquetCompressionCodec().orElse(Codec.DEFAULT.name());
    }

    private static Optional<ConfigurationProblem> unknown(String name) {
        return Optional.of(new ConfigurationProblem(
                CODEC_KEY, name, "Parquet files are not written with such a codec", "use one of " + Codec.names()));
    }

    private static Optional<ConfigurationProblem> problemWith(Codec codec) {
        return codec.failure()
                .map(reason -> new ConfigurationProblem(
                        CODEC_KEY,
                        codec.name(),
                        reason,
                        "add the library, or use " + Codec.GZIP + " or " + Codec.UNCOMPRESSED + ", which need none"));
    }

    @Override
    public EventWriter writer(FormatSettings settings) {
        String name = codecName(settings);
        Codec codec = Codec.named(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Parquet files are not written with the codec " + name + "; use one of " + Codec.names()));
        return settings.eventType() == EventType.FEATURE
                ? new BatchWriter<>(Schema.FEATURE, codec, settings.hasEventId())
                : new BatchWriter<>(Schema.TRACKING, codec, settings.hasEventId());
    }
}
