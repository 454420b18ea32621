package dev.flagexporter.collector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a running collector holds, at one moment after a garbage collection: its threads by name, without those that the
 * JVM starts as it likes; its open files by name, all sockets under one, without the jars, which Quarkus opens and closes
 * as it likes; its class loaders by class; the objects of the extension and its plugins, and configurations, by class,
 * without the chunks of the event stores, of which one more or less is linked as it happens.
 */
final class ProcessResources {

    private static final Pattern THREAD = Pattern.compile("^\"((?!C[12] |ForkJoinPool).*?)\" #", Pattern.MULTILINE);
    private static final Pattern CLASS_LOADER =
            Pattern.compile("^0x\\S+ .* ((?!jdk\\.internal\\.reflect)[\\w.$]+)$", Pattern.MULTILINE);
    private static final Pattern OBJECTS = Pattern.compile(
            "^ *\\d+: +(\\d+) +\\d+ +((?:dev\\.flagexporter\\.(?:runtime|plugins)\\.|io\\.smallrye\\.config\\.SmallRyeConfig)(?!\\S*(?:Lambda|store\\.Chunk(?!\\S)))\\S*)",
            Pattern.MULTILINE);

    private final Map<String, Long> counts = new TreeMap<>();

    private ProcessResources() {}

    static ProcessResources of(long pid) {
        ProcessResources resources = new ProcessResources();
        jcmd(pid, "GC.class_histogram", OBJECTS)
                .forEach(found -> resources.add("objects", found.group(2), Long.parseLong(found.group(1))));
        jcmd(pid, "VM.classloader_stats", CLASS_LOADER)
                .forEach(found -> resources.add("class loaders", found.group(1), 1));
        jcmd(pid, "Thread.print", THREAD).forEach(found -> resources.add("threads", found.group(1), 1));
        openFiles(pid).forEach(name -> resources.add("open files", name, 1));
        return resources;
    }

    private void add(String what, String name, long count) {
        counts.merge(what + " " + name, count, Long::sum);
    }

    /** What there is more or less of than in others, in words; empty when they are the same. */
    List<String> differencesFrom(ProcessResources others) {
        return Stream.concat(counts.keySet().stream(), others.counts.keySet().stream())
                .distinct()
                .filter(name -> !Objects.equals(counts.get(name), others.counts.get(name)))
                .map(name -> "%s: %d, not %d"
                        .formatted(name, counts.getOrDefault(name, 0L), others.counts.getOrDefault(name, 0L)))
                .toList();
    }

    private static Stream<MatchResult> jcmd(long pid, String command, Pattern lines) {
        try {
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(pid),
                            command)
                    .redirectErrorStream(true)
                    .start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor()).as(output).isZero();
            List<MatchResult> found = lines.matcher(output).results().toList();
            assertThat(found).as(output).isNotEmpty();
            return found.stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static List<String> openFiles(long pid) {
        try (Stream<Path> descriptors = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return descriptors
                    .flatMap(ProcessResources::target)
                    .filter(name -> !name.endsWith(".jar"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> target(Path descriptor) {
        try {
            return Stream.of(Files.readSymbolicLink(descriptor).toString().replaceAll(":\\[.*", ""));
        } catch (NoSuchFileException e) {
            return Stream.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
