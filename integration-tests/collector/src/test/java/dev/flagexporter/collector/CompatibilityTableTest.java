package dev.flagexporter.collector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each row of {@code docs/compatibility.md}, and of the promises at the end of other documents, names the tests that prove
 * it, and these tests exist.
 */
class CompatibilityTableTest {

    private static final Pattern ROW = Pattern.compile("\\| *([CDRW]\\d+\\.\\d+) *\\|([^|]*)\\|(.*)\\|");

    /** A method below an annotation that makes it a test. */
    private static final Pattern TEST = Pattern.compile(
            "^ +@(?:Test|TestFactory|ParameterizedTest|RepeatedTest)\\b.*?^ +(?:void|Stream<\\S+>) (\\w+)\\(",
            Pattern.MULTILINE | Pattern.DOTALL);

    record Row(String id, String behaviour, List<String> tests) {

        static Row parse(String line) {
            var cells = ROW.matcher(line);
            if (!cells.matches()) {
                throw new AssertionError("not a row of three cells: " + line);
            }
            List<String> tests = Arrays.stream(cells.group(3).split(","))
                    .map(test -> test.replace("`", "").strip())
                    .filter(test -> !test.isEmpty())
                    .toList();
            return new Row(cells.group(1), cells.group(2).strip(), tests);
        }
    }

    private static List<Row> rows() {
        return Stream.of(
                        rows("docs/compatibility.md", "C"),
                        rows("docs/delivery.md", "D"),
                        rows("docs/reload.md", "R"),
                        rows("docs/write-an-exporter.md", "W"))
                .flatMap(List::stream)
                .toList();
    }

    private static List<Row> rows(String document, String letter) {
        try (Stream<String> lines = Files.lines(ProjectModules.ROOT.resolve(document))) {
            return lines.filter(line -> line.startsWith("| " + letter) && Character.isDigit(line.charAt(3)))
                    .map(Row::parse)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void everyPartOfTheContractHasRows() {
        assertThat(rows().stream().map(row -> row.id().replaceFirst("\\..*", "")))
                .contains("C1", "C2", "C3", "C5", "C7", "C8", "C9", "C15", "D1", "D2", "D3", "D4", "D5", "D6", "D7")
                .contains("R1", "R2", "R3", "R4", "W1", "W2", "W3", "W4", "W5");
    }

    @Test
    void everyRowHasAnIdOfItsOwn() {
        assertThat(rows().stream().map(Row::id)).doesNotHaveDuplicates();
    }

    @Test
    void everyRowNamesATest() {
        assertThat(rows())
                .allSatisfy(row -> assertThat(row.tests()).as(row.id()).isNotEmpty());
    }

    @Test
    void everyNamedTestExists() {
        Set<String> existing = ProjectModules.testSources().stream()
                .flatMap(CompatibilityTableTest::testsIn)
                .collect(Collectors.toSet());
        assertThat(rows()).allSatisfy(row -> assertThat(existing).as(row.id()).containsAll(row.tests()));
    }

    private static Stream<String> testsIn(Path source) {
        try {
            String name = source.getFileName().toString().replace(".java", "#");
            return TEST.matcher(Files.readString(source)).results().map(test -> name + test.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
