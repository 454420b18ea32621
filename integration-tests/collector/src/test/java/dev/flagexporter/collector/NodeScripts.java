package dev.flagexporter.collector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** The scripts in {@code src/test/javascript}, run by Node in a copy with their packages installed. */
final class NodeScripts {

    private static final Path SOURCES = Path.of("src", "test", "javascript");
    private static final long TIMEOUT_SECONDS = 180;

    private final Path directory;

    private NodeScripts(Path directory) {
        this.directory = directory;
    }

    /** Copies the scripts and installs exactly the packages of their lock file. */
    static NodeScripts install(Path directory) {
        try (Stream<Path> files = Files.list(SOURCES)) {
            Files.createDirectories(directory);
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, directory.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        NodeScripts scripts = new NodeScripts(directory);
        scripts.run(List.of("npm", "ci", "--ignore-scripts", "--prefer-offline", "--no-audit", "--no-fund"), Map.of());
        return scripts;
    }

    /** Runs a script to its end; it asserts for itself what Node sees, and fails the test with what it printed. */
    void run(String script, Map<String, String> environment) {
        // until Node 22 the web socket, which the web provider needs, has to be asked for
        run(List.of("node", "--no-warnings", "--experimental-websocket", script), environment);
    }

    private void run(List<String> command, Map<String, String> environment) {
        try {
            Path output = Files.createTempFile(directory, "output", ".txt");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(environment);
            Process process = builder.start();
            boolean ended = process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly().onExit().join();
            String printed = Files.readString(output, UTF_8);
            Files.delete(output);
            assertThat(ended).as("%s ended in time:%n%s", command, printed).isTrue();
            assertThat(process.exitValue()).as("%s%n%s", command, printed).isZero();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
