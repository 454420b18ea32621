package dev.flagexporter.runtime.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import dev.flagexporter.runtime.config.FlagExporterConfig.CollectorConfig;
import io.smallrye.config.Secret;

/** Finds what is wrong with the collector's keys, except with the one that depends on the event store. */
final class CollectorCheck {

    private static final String COLLECTOR = FlagExporterConfig.PREFIX + ".collector.";
    private static final String AUTHORIZED_KEYS = COLLECTOR + "authorized-keys.";

    private final CollectorConfig collector;
    private final Problems problems;

    CollectorCheck(FlagExporterConfig config, Problems problems) {
        this.collector = config.collector();
        this.problems = problems;
    }

    void check() {
        checkMaxBodySize(collector.maxBodySize().asLongValue());
        collector.maxInFlightBytes().ifPresent(size -> checkMaxInFlightBytes(size.asLongValue()));
        checkBodyTimeout(collector.bodyTimeout());
        checkMaxWait(collector.maxWait());
        checkKeys("evaluation", collector.authorizedKeys().evaluation());
        checkKeys("admin", collector.authorizedKeys().admin());
    }

    private void checkMaxBodySize(long size) {
        if (size < 1) {
            problems.add(
                    COLLECTOR + "max-body-size",
                    Long.toString(size),
                    "leaves out every request",
                    "Use a size such as 64M");
        }
    }

    private void checkMaxInFlightBytes(long size) {
        if (size < 1) {
            problems.add(
                    COLLECTOR + "max-in-flight-bytes",
                    Long.toString(size),
                    "must be at least 1",
                    "Use a size such as 128M, or remove the key for an eighth of the heap");
        }
    }

    private void checkBodyTimeout(Duration timeout) {
        String property = COLLECTOR + "body-timeout";
        CommonValues.checkNotTooLong(property, timeout, problems);
        if (timeout.toMillis() < 1) {
            problems.add(property, timeout.toString(), "must be at least 1ms", "Use a duration such as 30s");
        }
    }

    private void checkMaxWait(Duration wait) {
        String property = COLLECTOR + "max-wait";
        CommonValues.checkNotTooLong(property, wait, problems);
        if (wait.isNegative()) {
            problems.add(
                    property,
                    wait.toString(),
                    "must not be negative",
                    "Use a duration such as 2s, or 0s to answer 429 immediately");
        }
    }

    private void checkKeys(String name, Optional<List<Secret<String>>> keys) {
        if (keys.orElse(List.of()).stream().anyMatch(key -> key.get().isBlank())) {
            problems.add(
                    AUTHORIZED_KEYS + name,
                    Secrets.HIDDEN,
                    "one of the keys is blank, which anybody could guess",
                    "Remove it, or give it a value");
        }
    }
}
