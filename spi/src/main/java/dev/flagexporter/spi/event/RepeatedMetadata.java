package dev.flagexporter.spi.event;

import java.io.IOException;

import org.jspecify.annotations.Nullable;

/**
 * Metadata that many events in a row share, as those of one request do: where it stands in the output already, it is
 * copied from there.
 */
final class RepeatedMetadata {

    private static final JsonName NAME = JsonName.next("metadata");

    private final OutputBuffer output;
    private final JsonBytes json;
    private @Nullable Object last;
    private long lastPiece;
    private int start;
    private int length;

    RepeatedMetadata(OutputBuffer output, JsonBytes json) {
        this.output = output;
        this.json = json;
    }

    /** Writes the field, which is never an event's first. */
    void write(Object metadata) throws IOException {
        if (!repeats(metadata)) {
            int begin = output.size();
            long piece = output.piece();
            NAME.write(output);
            json.value(metadata);
            remember(output.piece() == piece ? metadata : null, begin);
        }
    }

    @SuppressWarnings("ReferenceEquality") // to compare what is in two maps would cost more than to write it
    private boolean repeats(Object metadata) throws IOException {
        if (metadata != last) {
            return false;
        }
        output.ensureRoom(length);
        if (output.piece() != lastPiece) {
            return false;
        }
        output.repeat(start, length);
        return true;
    }

    private void remember(@Nullable Object metadata, int begin) {
        last = metadata;
        lastPiece = output.piece();
        start = begin;
        length = output.size() - begin;
    }
}
