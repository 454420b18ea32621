package dev.flagexporter.collector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("docs/architecture.md")
class ArchitecturePageTest {

    /** A type in code font, with a member or without. A nested type follows the type that it is in. */
    private static final Pattern NAME = Pattern.compile("`(?:[A-Z]\\w+\\.)?([A-Z][a-z]\\w+)(?:\\.([a-z]\\w*))?[^`]*`");

    private static final Pattern DECLARATION =
            Pattern.compile("^\\h*(?:[a-z]+ )*(?:class|interface|record|enum) (\\w+)", Pattern.MULTILINE);

    private static final Set<String> OF_THE_JDK = Set.of("ForkJoinPool", "LongAdder", "Thread");

    private static List<MatchResult> names() throws IOException {
        String page = Files.readString(ProjectModules.ROOT.resolve("docs/architecture.md"));
        return NAME.matcher(page)
                .results()
                .filter(name -> !OF_THE_JDK.contains(name.group(1)))
                .toList();
    }

    /** The sources of each type of the main code, and of the tests that the page names. */
    private static Map<String, String> sources() throws IOException {
        try (Stream<Path> files = Files.walk(ProjectModules.ROOT)) {
            return files.filter(file -> file.toString().matches(".*/src/(main|test)/java/dev/.*\\.java"))
                    .map(ArchitecturePageTest::read)
                    .flatMap(source ->
                            DECLARATION.matcher(source).results().map(type -> Map.entry(type.group(1), source)))
                    .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, String::concat));
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @DisplayName("names only types and members that exist")
    void namesOnlyTypesAndMembersThatExist() throws IOException {
        Map<String, String> sources = sources();
        assertThat(names()).hasSizeGreaterThan(50).allSatisfy(name -> {
            assertThat(sources).as(name.group()).containsKey(name.group(1));
            if (name.group(2) != null) {
                assertThat(sources.get(name.group(1))).as(name.group()).containsPattern("\\b" + name.group(2) + "\\b");
            }
        });
    }
}
