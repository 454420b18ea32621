package dev.flagexporter.collector;

import java.io.File;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Assumptions;

/**
 * A program that a test cannot do without. Where it is missing the test is left out, and says so; in continuous
 * integration ({@code CI=true}) the test fails instead, so that it cannot vanish unnoticed.
 */
final class RequiredProgram {

    private final Map<String, String> environment;
    private final PrintStream messages;

    RequiredProgram(Map<String, String> environment, PrintStream messages) {
        this.environment = environment;
        this.messages = messages;
    }

    /** Leaves the running test out, or fails it, unless all of the programs are on the path. */
    static void require(String... programs) {
        RequiredProgram required = new RequiredProgram(System.getenv(), System.err);
        Arrays.stream(programs).forEach(required::check);
    }

    void check(String program) {
        if (isOnPath(program)) {
            return;
        }
        String message = "the program '" + program + "' is not on the path";
        if ("true".equals(environment.get("CI"))) {
            throw new AssertionError(message + ", and CI=true allows no test to be left out");
        }
        messages.println("TEST LEFT OUT: " + message);
        Assumptions.abort(message);
    }

    private boolean isOnPath(String program) {
        return Pattern.compile(Pattern.quote(File.pathSeparator))
                .splitAsStream(environment.getOrDefault("PATH", ""))
                .map(directory -> Path.of(directory, program))
                .anyMatch(file -> Files.isRegularFile(file) && Files.isExecutable(file));
    }
}
