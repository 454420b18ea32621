package dev.flagexporter.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Sums up what several JVMs printed with {@link PairedAppend}: the median over them as a Markdown table, and the ratios
 * as a picture.
 *
 * <p>Arguments: the picture's file, then the files with what was printed.
 */
public final class PairedReport {

    private static final double BUDGET = 1.3;

    /** What one JVM found out about a target. */
    private record Line(String target, int threads, double nanos, double ratio) {

        static Line parse(String text) {
            String[] columns = text.split("\t", -1);
            return new Line(
                    columns[0],
                    Integer.parseInt(columns[1]),
                    Double.parseDouble(columns[2]),
                    Double.parseDouble(columns[3]));
        }

        String key() {
            return target + ", " + threads + (threads == 1 ? " thread" : " threads");
        }
    }

    private PairedReport() {}

    /**
     * Prints the table and writes the picture.
     *
     * @param arguments see the class
     * @throws IOException when a file cannot be read or written
     */
    public static void main(String[] arguments) throws IOException {
        Map<String, List<Line>> results = new TreeMap<>();
        for (int i = 1; i < arguments.length; i++) {
            for (String text : Files.readAllLines(Path.of(arguments[i]))) {
                Line line = Line.parse(text);
                results.computeIfAbsent(line.key(), key -> new ArrayList<>()).add(line);
            }
        }
        System.out.print(table(results));
        Files.writeString(Path.of(arguments[0]), picture(results));
    }

    private static String table(Map<String, List<Line>> results) {
        StringBuilder table = new StringBuilder("| target | JVMs | ns per append | ratio | least | most |\n");
        table.append("|---|---|---|---|---|---|\n");
        results.forEach((key, lines) -> {
            double[] ratios = ratios(lines);
            double nanos =
                    Statistics.median(lines.stream().mapToDouble(Line::nanos).toArray());
            table.append(String.format(
                    Locale.ROOT,
                    "| %s | %d | %.1f | %.2f | %.2f | %.2f |%n",
                    key,
                    lines.size(),
                    nanos,
                    Statistics.median(ratios),
                    Statistics.quantile(ratios, 0),
                    Statistics.quantile(ratios, 1)));
        });
        return table.toString();
    }

    private static double[] ratios(List<Line> lines) {
        return lines.stream().mapToDouble(Line::ratio).toArray();
    }

    private static String picture(Map<String, List<Line>> results) {
        BarChart chart = new BarChart("One append, as a multiple of MpscArrayQueue.offer", "budget", BUDGET);
        results.forEach((key, lines) -> {
            double[] ratios = ratios(lines);
            chart.bar(key, Statistics.median(ratios), Statistics.quantile(ratios, 0), Statistics.quantile(ratios, 1));
        });
        return chart.svg();
    }
}
