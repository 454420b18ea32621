package dev.flagexporter.spi.format;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

import dev.flagexporter.spi.ConfigurationProblem;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.event.JsonOutput;

/** JSON lines: one object a line, each line ended by a line feed. */
final class JsonFormat implements EventFormat {

    private static final byte[] LINE_END = {'\n'};

    @Override
    public String name() {
        return "json";
    }

    @Override
    public String contentType() {
        return "application/x-ndjson";
    }

    @Override
    public List<ConfigurationProblem> check(FormatSettings settings) {
        return settings.eventIdProblem().stream().toList();
    }

    @Override
    public EventWriter writer(FormatSettings settings) {
        return settings.hasEventId() ? JsonFormat::writeWithIds : JsonFormat::write;
    }

    private static void write(EventBatch batch, OutputStream output) throws IOException {
        JsonOutput json = new JsonOutput(output);
        for (ExportableEvent event : batch.events()) {
            json.writeEvent(event);
            json.writeRaw(LINE_END);
        }
        json.flush();
    }

    private static void writeWithIds(EventBatch batch, OutputStream output) throws IOException {
        JsonOutput json = new JsonOutput(output);
        int position = 0;
        for (ExportableEvent event : batch.events()) {
            json.writeEvent(event, batch.eventId(position++));
            json.writeRaw(LINE_END);
        }
        json.flush();
    }
}
