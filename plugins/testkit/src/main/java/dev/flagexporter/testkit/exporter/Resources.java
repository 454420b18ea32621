package dev.flagexporter.testkit.exporter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.sun.management.UnixOperatingSystemMXBean;

/** The platform threads that live and the files that are open, at one moment. */
final class Resources {

    private static final Path OPEN_FILES = Path.of("/proc/self/fd");

    /** Threads that the JVM starts when it likes, for all of its users. */
    private static final String SHARED_POOL = "ForkJoinPool.commonPool-worker-";

    private static final long POLL_NANOS = 10_000_000;

    private final Set<Thread> threads = liveThreads();
    private final Map<String, Long> files = openFiles();

    private Resources() {}

    static Resources now() {
        return new Resources();
    }

    private static Set<Thread> liveThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith(SHARED_POOL) && !isOfTheSystem(thread))
                .collect(Collectors.toCollection(HashSet::new));
    }

    /** A thread that has ended has no group. */
    private static boolean isOfTheSystem(Thread thread) {
        ThreadGroup group = thread.getThreadGroup();
        return group == null || group.getParent() == null || group.getName().equals("InnocuousThreadGroup");
    }

    /** The names of threads that were not there then, and do not end. */
    Set<String> newThreads(Duration patience) throws InterruptedException {
        Set<String> names = new TreeSet<>();
        for (Thread thread : liveThreads()) {
            if (!threads.contains(thread)) {
                thread.join(patience.toMillis());
                if (thread.isAlive()) {
                    names.add(thread.getName());
                }
            }
        }
        return names;
    }

    /**
     * Files, sockets and so on that were not open then, or less often, and are not closed in time: a server in this
     * process needs a moment to see that a connection has ended. Always empty on systems other than Unix.
     */
    Set<String> newFiles(Duration patience) {
        long start = System.nanoTime();
        Set<String> opened = newFiles();
        while (!opened.isEmpty() && System.nanoTime() - start < patience.toNanos()) {
            LockSupport.parkNanos(POLL_NANOS);
            opened = newFiles();
        }
        return opened;
    }

    private Set<String> newFiles() {
        Set<String> opened = new TreeSet<>();
        openFiles().forEach((name, count) -> {
            if (count > files.getOrDefault(name, 0L)) {
                opened.add(name);
            }
        });
        return opened;
    }

    private static Map<String, Long> openFiles() {
        if (Files.isDirectory(OPEN_FILES)) {
            return openFilesByName();
        }
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
                ? Map.of("a file without a name", unix.getOpenFileDescriptorCount())
                : Map.of();
    }

    private static Map<String, Long> openFilesByName() {
        try (Stream<Path> descriptors = Files.list(OPEN_FILES)) {
            return descriptors
                    .flatMap(Resources::target)
                    .collect(Collectors.groupingBy(name -> name, Collectors.counting()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> target(Path descriptor) {
        try {
            String target = Files.readSymbolicLink(descriptor).toString();
            // the directory that this list is read from
            return target.startsWith("/proc/") ? Stream.empty() : Stream.of(target);
        } catch (NoSuchFileException e) {
            return Stream.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
