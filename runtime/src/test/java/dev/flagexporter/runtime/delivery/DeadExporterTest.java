package dev.flagexporter.runtime.delivery;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Exporters dead for ever, one failing and one hanging, while ten million events come no faster than a healthy one
 * exports them, in a process whose heap holds about a tenth of them.
 */
@Timeout(300)
class DeadExporterTest {

    private static final String HEAP = "-Xmx128m";
    private static final int CAPACITY = 200_000;
    private static final int NO_LIMIT = Integer.MAX_VALUE;
    private static final int OUT_OF_MEMORY = 3;

    @Test
    void costsTheHealthyOneNoEventAndNobodyMemory() throws IOException, InterruptedException {
        Process run = run(CAPACITY);
        String output = outputOf(run);
        assertThat(run.waitFor()).as(output).isZero();
        output.lines().filter(line -> line.contains("an append takes")).forEach(System.out::println);
    }

    @Test
    void wouldFillTheHeapWereThereNoCapacity() throws IOException, InterruptedException {
        Process run = run(NO_LIMIT);
        String output = outputOf(run);
        assertThat(run.waitFor()).as(output).isEqualTo(OUT_OF_MEMORY);
    }

    private static Process run(int capacity) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        HEAP,
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        DeadExporterRun.class.getName(),
                        Integer.toString(capacity))
                .redirectErrorStream(true)
                .start();
    }

    private static String outputOf(Process run) throws IOException {
        return new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
