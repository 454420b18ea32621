package dev.flagexporter.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Horizontal bars with the range of what was measured, and a line that they should not cross, as SVG. */
final class BarChart {

    private static final int LABELS = 220;
    private static final int WIDTH = 720;
    private static final int BAR = 18;
    private static final int STEP = 28;
    private static final int TOP = 56;

    private record Bar(String label, double value, double least, double most) {}

    private final String title;
    private final String limitLabel;
    private final double limit;
    private final List<Bar> bars = new ArrayList<>();

    /** A chart without bars so far; a limit of 0 is not drawn. */
    BarChart(String title, String limitLabel, double limit) {
        this.title = title;
        this.limitLabel = limitLabel;
        this.limit = limit;
    }

    void bar(String label, double value, double least, double most) {
        bars.add(new Bar(label, value, least, most));
    }

    String svg() {
        int height = TOP + STEP * bars.size() + 8;
        StringBuilder svg = new StringBuilder();
        line(svg, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\"", WIDTH, height);
        line(svg, "  font-family=\"sans-serif\" font-size=\"13\">");
        line(svg, "<rect width=\"%d\" height=\"%d\" fill=\"#ffffff\"/>", WIDTH, height);
        line(svg, "<text x=\"8\" y=\"20\" font-weight=\"bold\">%s</text>", title);
        for (int i = 0; i < bars.size(); i++) {
            draw(svg, bars.get(i), TOP + STEP * i);
        }
        if (limit > 0) {
            drawLimit(svg, height);
        }
        return svg.append("</svg>\n").toString();
    }

    private void draw(StringBuilder svg, Bar bar, int y) {
        int middle = y + BAR / 2;
        line(svg, "<text x=\"8\" y=\"%d\">%s</text>", y + 14, bar.label());
        String rectangle = "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"#4477aa\"/>";
        line(svg, rectangle, LABELS, y, x(bar.value()) - LABELS, BAR);
        String range = "<path d=\"M%.1f %dH%.1f\" stroke=\"#222222\" stroke-width=\"2\"/>";
        line(svg, range, x(bar.least()), middle, x(bar.most()));
        line(
                svg,
                "<text x=\"%.1f\" y=\"%d\">%.2f</text>",
                x(Math.max(bar.value(), bar.most())) + 6,
                y + 14,
                bar.value());
    }

    private void drawLimit(StringBuilder svg, int height) {
        String path = "<path d=\"M%.1f %dV%d\" stroke=\"#cc3311\" stroke-dasharray=\"4 3\"/>";
        line(svg, path, x(limit), TOP - 10, height - 8);
        line(
                svg,
                "<text x=\"%.1f\" y=\"%d\" fill=\"#cc3311\">%s %s</text>",
                x(limit) - 36,
                TOP - 16,
                limitLabel,
                limit);
    }

    private double x(double value) {
        double most = limit;
        for (Bar bar : bars) {
            most = Math.max(most, bar.most());
        }
        return LABELS + value / most * (WIDTH - LABELS - 50);
    }

    private static void line(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
