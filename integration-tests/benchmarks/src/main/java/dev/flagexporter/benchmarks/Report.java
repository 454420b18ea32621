package dev.flagexporter.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Sums up what a program printed in several JVMs: the median over them as a Markdown table and, if wanted, the ratios as
 * a picture. A line has columns between tabs: what was measured, how, the value and, if it was compared, the ratio.
 *
 * <p>Arguments: what the values are, such as {@code ns per append}; the picture's file, or {@code -} for none; its title;
 * the limit that the picture shows, or 0 for none; then the files with what was printed.
 */
public final class Report {

    private static final int OPTIONS = 4;

    /** What one JVM found out. */
    private record Line(String key, double value, double ratio) {

        static Line parse(String text) {
            String[] columns = text.split("\t", -1);
            return new Line(
                    columns[0] + " | " + how(columns[1]),
                    Double.parseDouble(columns[2]),
                    columns.length < 4 ? Double.NaN : Double.parseDouble(columns[3]));
        }

        private static String how(String column) {
            return switch (column) {
                case "1" -> "1 thread";
                case "2" -> "2 threads";
                default -> column;
            };
        }
    }

    private Report() {}

    /**
     * Prints the table and writes the picture.
     *
     * @param arguments see the class
     * @throws IOException when a file cannot be read or written
     */
    public static void main(String[] arguments) throws IOException {
        Map<String, List<Line>> results = new LinkedHashMap<>();
        for (String file : Arrays.copyOfRange(arguments, OPTIONS, arguments.length)) {
            for (String text : Files.readAllLines(Path.of(file))) {
                Line line = Line.parse(text);
                results.computeIfAbsent(line.key(), key -> new ArrayList<>()).add(line);
            }
        }
        System.out.print(table(arguments[0], results));
        if (!arguments[1].equals("-")) {
            BarChart chart = new BarChart(arguments[2], "budget", Double.parseDouble(arguments[3]));
            Files.writeString(Path.of(arguments[1]), picture(chart, results));
        }
    }

    private static String table(String unit, Map<String, List<Line>> results) {
        StringBuilder table = new StringBuilder("| what | how | JVMs | " + unit + " | ratio | least | most |\n");
        table.append("|---|---|---|---|---|---|---|\n");
        results.forEach((key, lines) -> table.append(row(key, lines)));
        return table.toString();
    }

    private static String row(String key, List<Line> lines) {
        double value = Statistics.median(lines.stream().mapToDouble(Line::value).toArray());
        String start = String.format(Locale.ROOT, "| %s | %d | %s |", key, lines.size(), number(value));
        double[] ratios = ratios(lines);
        return Double.isNaN(ratios[0])
                ? start + " | | |\n"
                : String.format(
                        Locale.ROOT,
                        "%s %.2f | %.2f | %.2f |%n",
                        start,
                        Statistics.median(ratios),
                        Statistics.quantile(ratios, 0),
                        Statistics.quantile(ratios, 1));
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value < 1000 ? "%.1f" : "%.0f", value);
    }

    private static double[] ratios(List<Line> lines) {
        return lines.stream().mapToDouble(Line::ratio).toArray();
    }

    private static String picture(BarChart chart, Map<String, List<Line>> results) {
        results.forEach((key, lines) -> {
            double[] ratios = ratios(lines);
            chart.bar(
                    key.replace(" | ", ", "),
                    Statistics.median(ratios),
                    Statistics.quantile(ratios, 0),
                    Statistics.quantile(ratios, 1));
        });
        return chart.svg();
    }
}
