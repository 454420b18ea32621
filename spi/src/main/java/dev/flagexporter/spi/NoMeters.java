package dev.flagexporter.spi;

import java.util.function.DoubleSupplier;

/** For platforms without metrics. */
enum NoMeters implements Meters {
    INSTANCE;

    private static final Counter COUNTER = amount -> {};

    @Override
    public Counter counter(String name, String description) {
        return COUNTER;
    }

    @Override
    public void gauge(String name, String description, DoubleSupplier value) {}
}
