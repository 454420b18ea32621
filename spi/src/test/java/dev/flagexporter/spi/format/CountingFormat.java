package dev.flagexporter.spi.format;

import java.nio.charset.StandardCharsets;

/** A third party's format: writes how many events there are, in the unit that its option names. */
public final class CountingFormat implements EventFormat {

    @Override
    public String name() {
        return "count";
    }

    @Override
    public String contentType() {
        return "text/plain";
    }

    @Override
    public EventWriter writer(FormatSettings settings) {
        String unit = settings.options().getOrDefault("unit", "events");
        if (unit.isBlank()) {
            throw new IllegalArgumentException("the option unit is blank");
        }
        return (batch, output) -> output.write((batch.events().size() + " " + unit).getBytes(StandardCharsets.UTF_8));
    }
}
