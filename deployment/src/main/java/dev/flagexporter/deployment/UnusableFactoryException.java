package dev.flagexporter.deployment;

import org.jspecify.annotations.Nullable;

/** A factory cannot be asked what it makes, or has no answer. */
final class UnusableFactoryException extends Exception {

    private static final long serialVersionUID = 1L;

    UnusableFactoryException(String factoryClass, String reason, @Nullable Throwable cause) {
        super(
                "The exporter factory %s cannot be used: %s. Correct the plugin, or remove it from the application."
                        .formatted(factoryClass, reason),
                cause);
    }
}
