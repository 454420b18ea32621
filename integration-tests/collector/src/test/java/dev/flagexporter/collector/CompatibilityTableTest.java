package dev.flagexporter.collector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaMethod;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.params.ParameterizedTest;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each row of {@code docs/compatibility.md}, and of the promises at the end of {@code docs/delivery.md}, names the tests
 * that prove it, and these tests exist.
 */
class CompatibilityTableTest {

    private static final Pattern ROW = Pattern.compile("\\| *([CD]\\d+\\.\\d+) *\\|([^|]*)\\|(.*)\\|");

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
        return Stream.of(rows("docs/compatibility.md", "C"), rows("docs/delivery.md", "D"))
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
                .contains("C1", "C2", "C3", "C5", "C7", "C8", "C9", "C15", "D1", "D2", "D3", "D4", "D5", "D6", "D7");
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
        Set<String> existing = ProjectModules.testClasses().stream()
                .flatMap(type -> type.getMethods().stream())
                .filter(CompatibilityTableTest::isTest)
                .map(method -> method.getOwner().getSimpleName() + "#" + method.getName())
                .collect(Collectors.toSet());
        assertThat(rows()).allSatisfy(row -> assertThat(existing).as(row.id()).containsAll(row.tests()));
    }

    private static boolean isTest(JavaMethod method) {
        return method.isAnnotatedWith(Test.class)
                || method.isAnnotatedWith(TestFactory.class)
                || method.isMetaAnnotatedWith(TestTemplate.class)
                || method.isAnnotatedWith(ParameterizedTest.class);
    }
}
