package dev.flagexporter.runtime.deadletter;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** One application at a time uses the dead letters of an exporter. */
class DeadLetterLockTest {

    private static final long MAX_SIZE = DeadLetterLimit.DEFAULT.maxSize();

    @TempDir
    private Path directory;

    private DeadLetterFile file() {
        return new DeadLetterFile(directory, "lake", MAX_SIZE);
    }

    /** Another process: holds the file until it is killed. */
    static final class Holder {

        private Holder() {}

        public static void main(String[] arguments) throws IOException {
            try (DeadLetterFile file = new DeadLetterFile(Path.of(arguments[0]), "lake", MAX_SIZE)) {
                file.claim();
                System.out.println("claimed");
                System.in.read();
            } catch (IOException e) {
                System.out.println(e.getMessage());
            }
        }
    }

    private Process holder() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private String inUseBy(String who) {
        return "quarkus.flag-exporter.exporters.\"lake\".dead-letter.directory = \"" + directory + "\": " + who
                + " uses the dead letters of an exporter of this name there. Give each application a directory of its own, or stop the other one.";
    }

    @Test
    void isHeldByAnotherProcessUntilThatIsKilled() throws IOException, InterruptedException {
        Process other = holder();
        try (DeadLetterFile file = file()) {
            assertThat(other.inputReader().readLine()).isEqualTo("claimed");
            assertThatThrownBy(() -> file.append(List.of()))
                    .isInstanceOf(IOException.class)
                    .hasMessage(inUseBy("another process"));
            other.destroyForcibly().waitFor();
            file.claim();
        } finally {
            other.destroyForcibly().waitFor();
        }
    }

    /** Looking at a lock that a neighbour holds would release it, if it was done without care. */
    @Test
    void isHeldAgainstOtherProcessesAlsoAfterANeighbourHasTried() throws IOException, InterruptedException {
        try (DeadLetterFile file = file();
                DeadLetterFile neighbour = file()) {
            file.claim();
            assertThatThrownBy(neighbour::claim).isInstanceOf(IOException.class);
            neighbour.close();
            Process other = holder();
            assertThat(other.inputReader().readLine()).isEqualTo(inUseBy("another process"));
            assertThat(other.waitFor()).isZero();
        }
    }

    @Test
    void isHeldAgainstAnotherApplicationInThisProcess() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolveSibling(directory.getFileName() + "-link"), directory);
        try (DeadLetterFile file = file();
                DeadLetterFile neighbour = file();
                DeadLetterFile linked = new DeadLetterFile(link, "lake", MAX_SIZE)) {
            file.claim();
            assertThatThrownBy(neighbour::claim)
                    .isInstanceOf(IOException.class)
                    .hasMessage(inUseBy("another application in this process"));
            assertThatThrownBy(linked::claim).isInstanceOf(IOException.class);
        } finally {
            Files.delete(link);
        }
    }

    @Test
    void isNoticedUnderAnyNameOfTheFile() throws IOException {
        Path alias = Files.createDirectory(directory.resolve("alias"));
        try (DeadLetterFile file = file();
                DeadLetterFile aliased = new DeadLetterFile(alias, "lake", MAX_SIZE)) {
            file.claim();
            Files.createLink(
                    alias.resolve("lake.dead-letters.jsonl.lock"), directory.resolve("lake.dead-letters.jsonl.lock"));
            assertThatThrownBy(aliased::claim)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("another application in this process");
        }
    }

    @Test
    void goesToASuccessorOnceItIsClosed() throws IOException {
        try (DeadLetterFile file = file();
                DeadLetterFile successor = file()) {
            file.claim();
            file.claim();
            assertThatThrownBy(successor::claim).isInstanceOf(IOException.class);
            file.close();
            successor.claim();
            assertThatThrownBy(() -> file.append(List.of()))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the exporter \"lake\" is stopped and writes no more dead letters");
            file.close();
            assertThatThrownBy(() -> {
                        try (DeadLetterFile third = file()) {
                            third.claim();
                        }
                    })
                    .as("closing twice takes nothing from the successor")
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void isOneForEachExporter() throws IOException {
        try (DeadLetterFile file = file();
                DeadLetterFile other = new DeadLetterFile(directory, "stream", MAX_SIZE)) {
            file.claim();
            other.claim();
            assertThat(directory).isDirectoryContaining("glob:**/stream.dead-letters.jsonl.lock");
        }
    }

    @Test
    void mayBeTriedAgainAfterAFailure() throws IOException {
        Path blocked = Files.createFile(directory.resolve("blocked"));
        try (DeadLetterFile file = new DeadLetterFile(blocked, "lake", MAX_SIZE)) {
            assertThatThrownBy(file::claim).isInstanceOf(IOException.class);
            Files.delete(blocked);
            file.claim();
        }
    }
}
