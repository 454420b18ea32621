package dev.flagexporter.testkit.exporter;

import java.util.Arrays;
import java.util.List;

import dev.flagexporter.spi.event.ExportableEvent;

import static org.assertj.core.api.Assertions.assertThat;

/** What a destination got, held against what it was sent. */
final class Arrivals {

    private static final int SHOWN = 200;

    private Arrivals() {}

    /** All events, once each and in order. */
    static void check(List<String> texts, Batch... batches) {
        List<ExportableEvent> sent = sent(batches);
        checkCount(texts, sent.size());
        for (int i = 0; i < sent.size(); i++) {
            checkPlace(texts, i, sent.get(i));
        }
    }

    /** All events, in whatever order and number: what failed may arrive twice. */
    static void checkAll(List<String> texts, Batch... batches) {
        String all = String.join("\n", texts);
        for (ExportableEvent event : sent(batches)) {
            assertThat(all.contains(event.userKey()))
                    .as("The event of the user %s did not arrive, though export() returned normally", event.userKey())
                    .isTrue();
        }
    }

    private static List<ExportableEvent> sent(Batch... batches) {
        return Arrays.stream(batches)
                .<ExportableEvent>flatMap(batch -> batch.events().stream())
                .toList();
    }

    /** As many texts as events, and the first and the last one untouched: what is between may look like anything. */
    static void checkNeighbours(List<String> texts, Batch batch) {
        checkCount(texts, batch.size());
        checkPlace(texts, 0, batch.events().get(0));
        checkPlace(texts, batch.size() - 1, batch.events().get(batch.size() - 1));
    }

    private static void checkCount(List<String> texts, int sent) {
        assertThat(texts.size())
                .as(
                        "%s events were exported, and export() returned normally, but %s arrived; it may return only"
                                + " when each event has arrived, and no event may look like two",
                        sent, texts.size())
                .isEqualTo(sent);
    }

    private static void checkPlace(List<String> texts, int index, ExportableEvent event) {
        String text = texts.get(index);
        assertThat(text.contains(event.userKey()))
                .as(
                        "The event %s of %s, of the user %s, did not arrive at its place in the order, but: %s",
                        index + 1, texts.size(), event.userKey(), text.substring(0, Math.min(SHOWN, text.length())))
                .isTrue();
    }
}
