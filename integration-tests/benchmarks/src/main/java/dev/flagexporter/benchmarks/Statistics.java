package dev.flagexporter.benchmarks;

import java.util.Arrays;

/** Of measured values. */
final class Statistics {

    private Statistics() {}

    static double median(double[] values) {
        return quantile(values, 0.5);
    }

    /** The smallest value that this part of all values does not exceed. */
    static double quantile(double[] values, double part) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int rank = (int) Math.ceil(part * sorted.length);
        return sorted[Math.max(0, rank - 1)];
    }

    /** The median of the ratios of what belongs together. */
    static double medianRatio(double[] values, double[] references) {
        double[] ratios = new double[values.length];
        Arrays.setAll(ratios, i -> values[i] / references[i]);
        return median(ratios);
    }
}
