package dev.flagexporter.benchmarks;

import java.io.IOException;
import java.util.List;
import java.util.Locale;

import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.format.EventBatch;
import dev.flagexporter.spi.format.EventFormat;
import dev.flagexporter.spi.format.EventWriter;
import dev.flagexporter.spi.format.FormatSettings;

/**
 * How much of the heap is in use while a batch is written, beside the batch itself: its events exist only while they are
 * written. Full collections are made again and again on the way, and what they leave is looked at.
 *
 * <p>Arguments: events of the batch; then names of formats.
 */
public final class FormatMemory {

    private static final int SAMPLES = 100;
    private static final int WARMUP_EVENTS = 1000;
    private static final double MEGABYTE = 1024 * 1024;

    private FormatMemory() {}

    /**
     * Prints one line per format: its name, the number of events, the most megabytes in use.
     *
     * @param arguments see the class
     * @throws IOException never
     */
    public static void main(String[] arguments) throws IOException {
        int events = Integer.parseInt(arguments[0]);
        for (int i = 1; i < arguments.length; i++) {
            EventWriter writer =
                    EventFormat.named(arguments[i]).orElseThrow().writer(FormatSettings.defaults(EventType.FEATURE));
            // what is loaded once is not of the batch
            writer.write(EventBatch.withoutIds(FileEvents.passing(WARMUP_EVENTS, number -> {})), new CountingOutput());
            System.out.printf(
                    Locale.ROOT, "%s\t%d events\t%.2f%n", arguments[i], events, mostInUse(writer, events) / MEGABYTE);
        }
    }

    private static long mostInUse(EventWriter writer, int count) throws IOException {
        int step = Math.max(1, count / SAMPLES);
        long before = bytesInUse();
        long[] most = {before};
        List<FeatureEvent> events = FileEvents.passing(count, number -> {
            if (number % step == step - 1) {
                most[0] = Math.max(most[0], bytesInUse());
            }
        });
        writer.write(EventBatch.withoutIds(events), new CountingOutput());
        return most[0] - before;
    }

    private static long bytesInUse() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
