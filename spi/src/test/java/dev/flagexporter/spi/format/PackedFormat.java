package dev.flagexporter.spi.format;

import java.util.List;

import dev.flagexporter.spi.ConfigurationProblem;

/** A third party's format that compresses its objects itself, with one codec. */
public final class PackedFormat implements EventFormat {

    @Override
    public String name() {
        return "packed";
    }

    @Override
    public String contentType() {
        return "application/octet-stream";
    }

    @Override
    public boolean isCompressed() {
        return true;
    }

    @Override
    public List<ConfigurationProblem> check(FormatSettings settings) {
        return settings
                .parquetCompressionCodec()
                .filter(codec -> !codec.equals("NULL"))
                .map(codec -> new ConfigurationProblem("parquet-compression-codec", codec, "is unknown", "use NULL"))
                .stream()
                .toList();
    }

    @Override
    public EventWriter writer(FormatSettings settings) {
        if (!check(settings).isEmpty()) {
            throw new IllegalArgumentException("a writer is not made of wrong settings");
        }
        return (batch, output) -> output.write(0);
    }
}
