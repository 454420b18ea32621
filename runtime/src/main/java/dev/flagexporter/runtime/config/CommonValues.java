package dev.flagexporter.runtime.config;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import dev.flagexporter.runtime.delivery.Disposal;
import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySizeConverter;

/**
 * Reads strings as the values of the keys that every exporter has. An invalid value is reported and replaced by a harmless
 * one, so that all problems are found.
 */
final class CommonValues {

    /** A longer time is a mistake, and far longer times do not fit into nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private static final long MEBIBYTE = 1024 * 1024;
    private static final String TOO_LONG = "is too long";
    private static final String USE_AT_MOST = "Use at most 365d";

    private final ExporterProblems problems;

    CommonValues(ExporterProblems problems) {
        this.problems = problems;
    }

    /** A time of at most a year. */
    Duration duration(String key, String value, Duration ifWrong) {
        Duration time = converted(
                key,
                value,
                DurationConverter::parseDuration,
                ifWrong,
                "is not a valid duration",
                "Use for example 60s or 5m");
        if (time.compareTo(LONGEST) > 0) {
            problems.add(key, value, TOO_LONG, USE_AT_MOST);
            return ifWrong;
        }
        return time;
    }

    /** A time to wait, of at most a year. */
    Duration positive(String key, String value, Duration ifWrong) {
        Duration wait = duration(key, value, ifWrong);
        if (wait.isNegative() || wait.isZero()) {
            problems.add(key, value, "must be a positive duration", "Use for example 1s");
            return ifWrong;
        }
        return wait;
    }

    /** Checks a property that does not belong to an exporter. */
    static void checkNotTooLong(String property, Duration time, Problems problems) {
        if (time.compareTo(LONGEST) > 0) {
            problems.add(property, time.toString(), TOO_LONG, USE_AT_MOST);
        }
    }

    /** A size of at least so many bytes, which is also the size in place of an invalid one. */
    long bytes(String key, String value, long min) {
        long bytes = converted(
                key,
                value,
                text -> new MemorySizeConverter().convert(text).asLongValue(),
                min,
                "is not a valid size",
                "Use for example 64M");
        if (bytes < min) {
            problems.add(key, value, "is too small", "Use at least " + size(min));
            return min;
        }
        return bytes;
    }

    private static String size(long bytes) {
        return bytes >= MEBIBYTE ? bytes / MEBIBYTE + "M" : Long.toString(bytes);
    }

    /** A number from 1 on. */
    long number(String key, String value, long max, long ifWrong) {
        long number = converted(key, value, Long::parseLong, ifWrong, "is not a whole number", "Use digits only");
        if (number < 1 || number > max) {
            problems.add(key, value, "is out of range", "Use a number from 1 to " + max);
            return ifWrong;
        }
        return number;
    }

    private <V> V converted(
            String key, String value, Function<String, V> conversion, V ifWrong, String reason, String fix) {
        try {
            return conversion.apply(value.strip());
        } catch (RuntimeException e) {
            problems.add(key, value, reason, fix);
            return ifWrong;
        }
    }

    /** One of the policies; the first is the one that does no harm. */
    Disposal disposal(String key, String value, Disposal... allowed) {
        return choice(key, value, Disposal::configuredName, List.of(allowed));
    }

    /** One of several policies by its name; the first is the one that does no harm. */
    <P> P choice(String key, String value, Function<P, String> name, List<P> allowed) {
        Optional<P> found = allowed.stream()
                .filter(candidate -> name.apply(candidate).equals(value))
                .findFirst();
        if (found.isEmpty()) {
            String names = allowed.stream().map(name).collect(Collectors.joining(", "));
            problems.add(key, value, "is not a valid policy", "Use one of " + names);
        }
        return found.orElse(allowed.get(0));
    }

    /** A directory that files can be written to, or that can be created; empty if it is neither. */
    Optional<Path> directory(String key, String value) {
        try {
            Path directory = Path.of(value.strip()).toAbsolutePath();
            if (canHoldFiles(directory)) {
                return Optional.of(directory);
            }
            problems.add(key, value, "cannot be written", "Use a directory that can be, or can be made");
        } catch (InvalidPathException e) {
            problems.add(key, value, "is not a valid path", "Use a directory");
        }
        return Optional.empty();
    }

    /** Checks the directory, or the one that it would be created in. */
    private static boolean canHoldFiles(Path directory) {
        Path existing = directory;
        while (existing.getParent() != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        return Files.isDirectory(existing) && Files.isWritable(existing);
    }
}
