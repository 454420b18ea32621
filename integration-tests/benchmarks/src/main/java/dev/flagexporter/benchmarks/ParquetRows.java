package dev.flagexporter.benchmarks;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.format.EventBatch;
import dev.flagexporter.spi.format.EventFormat;
import dev.flagexporter.spi.format.EventWriter;
import dev.flagexporter.spi.format.FormatSettings;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;

/**
 * What a row of a Parquet file costs and how large it is, compared with the bare library that writes the same columns
 * without values to convert: both write the same batch in each round, in turns, and what is compared are medians of the
 * ratios within rounds.
 *
 * <p>Arguments: rounds, rows of a batch, names of codecs.
 */
public final class ParquetRows {

    private static final int WARMUP = 5;

    /** Writes a batch into nowhere. */
    private interface Batch {

        void writeTo(CountingOutput output) throws IOException;
    }

    private ParquetRows() {}

    /**
     * Prints four lines per codec, for the bare library and for the format: which, codec and what is measured, nanoseconds or
     * bytes per row, ratio to the bare library.
     *
     * @param arguments see the class
     * @throws IOException never
     */
    public static void main(String[] arguments) throws IOException {
        int rounds = Integer.parseInt(arguments[0]);
        List<FeatureEvent> events = FileEvents.existing(Integer.parseInt(arguments[1]));
        List<BareParquet.Row> rows = events.stream().map(ParquetRows::row).toList();
        for (int i = 2; i < arguments.length; i++) {
            CompressionCodecName codec = CompressionCodecName.valueOf(arguments[i]);
            EventWriter format = format(arguments[i]);
            Batch[] batches = {
                output -> BareParquet.write(rows, codec, output),
                output -> format.write(EventBatch.withoutIds(events), output),
            };
            measure(arguments[i], batches, rounds, events.size());
        }
    }

    private static BareParquet.Row row(FeatureEvent event) {
        Map<String, String> metadata = new HashMap<>();
        if (event.metadata() != null) {
            event.metadata().forEach((key, value) -> metadata.put(key, String.valueOf(value)));
        }
        return new BareParquet.Row(
                event.kind(),
                event.contextKind(),
                event.userKey(),
                event.creationDate(),
                event.key(),
                event.variation(),
                event.convertValueForParquet(),
                event.defaultServed(),
                event.version(),
                event.source(),
                metadata);
    }

    private static EventWriter format(String codec) {
        return EventFormat.named("parquet")
                .orElseThrow()
                .writer(new FormatSettings(
                        EventType.FEATURE, Optional.empty(), ';', false, false, Optional.of(codec), Map.of()));
    }

    private static void measure(String codec, Batch[] batches, int rounds, int rows) throws IOException {
        double[][] nanos = new double[batches.length][rounds];
        double[] bytes = new double[batches.length];
        for (int round = -WARMUP; round < rounds; round++) {
            for (int i = 0; i < batches.length; i++) {
                int turn = Math.floorMod(i + round, batches.length);
                CountingOutput output = new CountingOutput();
                long start = System.nanoTime();
                batches[turn].writeTo(output);
                if (round >= 0) {
                    nanos[turn][round] = System.nanoTime() - start;
                }
                bytes[turn] = output.bytes();
            }
        }
        String[] names = {"bare library", "format"};
        for (int i = 0; i < batches.length; i++) {
            print(
                    names[i],
                    codec + ", ns",
                    Statistics.median(nanos[i]) / rows,
                    Statistics.medianRatio(nanos[i], nanos[0]));
        }
        for (int i = 0; i < batches.length; i++) {
            print(names[i], codec + ", bytes", bytes[i] / rows, bytes[i] / bytes[0]);
        }
    }

    private static void print(String what, String how, double each, double ratio) {
        System.out.printf(Locale.ROOT, "%s\t%s\t%.2f\t%.3f%n", what, how, each, ratio);
    }
}
