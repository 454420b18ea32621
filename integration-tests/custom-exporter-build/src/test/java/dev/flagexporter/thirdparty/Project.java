package dev.flagexporter.thirdparty;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A copy of the third party's project, which knows this one from a repository only. */
final class Project {

    static final Path ORIGINAL = Path.of("..", "custom-exporter");

    private final Path directory;
    private final Path log;

    private Project(Path directory) {
        this.directory = directory;
        this.log = directory.resolve("maven-output.txt");
    }

    static Project copyTo(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(ORIGINAL)) {
            files.filter(file -> Files.isRegularFile(file) && !file.toString().contains("/target/"))
                    .forEach(file -> copy(file, directory.resolve(ORIGINAL.relativize(file))));
        }
        return new Project(directory);
    }

    private static void copy(Path from, Path to) {
        try {
            Files.createDirectories(to.getParent());
            Files.copy(from, to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path file(String path) {
        return directory.resolve(path);
    }

    /** Changes a source file, as its author does in an editor. */
    void replace(String path, String old, String replacement) throws IOException {
        String source = Files.readString(file(path));
        if (!source.contains(old)) {
            throw new IllegalArgumentException(path + " does not contain " + old);
        }
        Files.writeString(file(path), source.replace(old, replacement));
    }

    /** Everything that Maven printed so far. */
    String log() throws IOException {
        return Files.readString(log);
    }

    /**
     * Starts Maven. Its local repository has the modules of this build; what comes from others is taken from the one
     * that this build uses.
     */
    Process maven(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("test.maven"),
                "--batch-mode",
                "--no-transfer-progress",
                "-Dmaven.repo.local=" + System.getProperty("test.repository"),
                "-Dmaven.repo.local.tail=" + System.getProperty("test.other.artifacts")));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.PIPE)
                .redirectOutput(log.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.start();
    }
}
