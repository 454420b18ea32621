package dev.flagexporter.runtime.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.quarkus.runtime.configuration.DurationConverter;
import io.quarkus.runtime.configuration.MemorySizeConverter;
import io.smallrye.config.ConfigValue;

/**
 * Reads the values of the extension's own keys. An invalid value is reported and replaced by a harmless one, so that all
 * problems are found.
 */
final class ValueReader {

    /** A longer time is a mistake, and far longer times do not fit into nanoseconds. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private static final long KIBIBYTE = 1024;
    private static final long MEBIBYTE = KIBIBYTE * KIBIBYTE;

    private final Function<String, ConfigValue> configured;
    private final ProblemReport problems;
    private final Set<String> wrong = new HashSet<>();

    /**
     * Reads one group of keys.
     *
     * @param configured what is configured for a key of the group, or its default
     * @param problems takes what is wrong
     */
    ValueReader(Function<String, ConfigValue> configured, ProblemReport problems) {
        this.configured = configured;
        this.problems = problems;
    }

    /** Reports a value that was read, and is wrong beside other values. */
    void addProblem(String key, String reason, String fix) {
        wrong.add(key);
        problems.add(key, text(key), reason, fix);
    }

    /** Whether a key has a value, also an invalid one. As everywhere in Quarkus, an empty value is none. */
    boolean isSet(String key) {
        return configured.apply(key).hasProblems() || !text(key).isEmpty();
    }

    /** Whether none of the keys had an invalid value. */
    boolean areValid(String... keys) {
        return Set.of(keys).stream().noneMatch(wrong::contains);
    }

    /** The value as it is configured, without white space around it. */
    String text(String key) {
        String value = configured.apply(key).getValue();
        return value == null ? "" : value.strip();
    }

    /** A string; empty if it is invalid. */
    String string(String key) {
        return converted(key, Function.identity(), "", "is invalid", "Correct it");
    }

    /** A duration of at most a year that is not negative. */
    Duration duration(String key, Duration ifWrong) {
        Duration time = converted(
                key,
                DurationConverter::parseDuration,
                ifWrong,
                "is not a valid duration",
                "Use for example " + text(ifWrong));
        if (time.compareTo(LONGEST) > 0) {
            addProblem(key, "is too long", "Use at most 365d, for example " + text(ifWrong));
            return ifWrong;
        }
        if (time.isNegative()) {
            addProblem(key, "must not be negative", "Use for example " + text(ifWrong));
            return ifWrong;
        }
        return time;
    }

    /** A duration of at most a year that is longer than zero. */
    Duration positive(String key, Duration ifWrong) {
        Duration time = duration(key, ifWrong);
        if (time.isZero()) {
            addProblem(key, "must be a positive duration", "Use for example " + text(ifWrong));
            return ifWrong;
        }
        return time;
    }

    private static String text(Duration time) {
        return time.toMillis() % 1000 == 0 ? time.toSeconds() + "s" : time.toMillis() + "ms";
    }

    /** A size of at least so many bytes. */
    long bytes(String key, long min, long ifWrong) {
        long bytes = converted(
                key,
                text -> new MemorySizeConverter().convert(text).asLongValue(),
                ifWrong,
                "is not a valid size",
                "Use for example " + size(ifWrong));
        if (bytes < min) {
            addProblem(key, "is too small", "Use at least " + size(min) + ", for example " + size(ifWrong));
            return ifWrong;
        }
        return bytes;
    }

    /** A size as it is configured. */
    static String size(long bytes) {
        if (bytes > 0 && bytes % MEBIBYTE == 0) {
            return bytes / MEBIBYTE + "M";
        }
        return bytes > 0 && bytes % KIBIBYTE == 0 ? bytes / KIBIBYTE + "K" : Long.toString(bytes);
    }

    /** A whole number from 1 on. */
    long number(String key, long max, long ifWrong) {
        String fix = "Use a whole number from 1 to " + max + ", for example " + ifWrong;
        long number = converted(key, Long::parseLong, ifWrong, "is not a whole number", fix);
        if (number < 1 || number > max) {
            addProblem(key, "is out of range", fix);
            return ifWrong;
        }
        return number;
    }

    /** {@code true} or {@code false}. */
    boolean flag(String key, boolean ifWrong) {
        return choice(key, String::valueOf, List.of(ifWrong, !ifWrong));
    }

    /** One of several values by its name, in lower case or as a constant; the first one replaces an invalid value. */
    <P> P choice(String key, Function<P, String> name, List<P> allowed) {
        String names = allowed.stream().map(name).collect(Collectors.joining(", "));
        return converted(
                key,
                text -> allowed.stream()
                        .filter(candidate -> hyphenated(name.apply(candidate)).equals(hyphenated(text)))
                        .findFirst()
                        .orElseThrow(),
                allowed.get(0),
                "is not one of " + names,
                "Use for example " + name.apply(allowed.get(0)));
    }

    /** The name of a constant as it is configured. */
    static String hyphenated(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private <V> V converted(String key, Function<String, V> conversion, V ifWrong, String reason, String fix) {
        ConfigValue value = configured.apply(key);
        if (value.hasProblems()) {
            wrong.add(key);
            problems.addUnresolved(key, value);
            return ifWrong;
        }
        String text = text(key);
        if (text.isEmpty()) {
            addProblem(key, "is empty", fix);
            return ifWrong;
        }
        try {
            return conversion.apply(text);
        } catch (RuntimeException e) {
            addProblem(key, reason, fix);
            return ifWrong;
        }
    }

    /** A directory that files can be written to, or that can be created; empty if it is neither. */
    Optional<Path> directory(String key) {
        Optional<Path> directory = converted(
                key,
                text -> Optional.of(Path.of(text).toAbsolutePath()),
                Optional.empty(),
                "is not a valid path",
                "Use a directory, for example /var/lib/flag-exporter");
        if (directory.isPresent() && !canHoldFiles(directory.get())) {
            addProblem(key, "cannot be written", "Use a directory that can be, or can be made");
            return Optional.empty();
        }
        return directory;
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
