package dev.flagexporter.spi.format;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

import dev.flagexporter.spi.ConfigurationProblem;

/** The options of CSV among the {@code format-options.*} of an exporter. */
record CsvOptions(Map<String, String> options) {

    /** Whether and how fields are quoted. */
    static final String QUOTING = "csv-quoting";

    /** Whether each file begins with a byte order mark. */
    static final String BOM = "csv-bom";

    /** Whether fields that need quotes have them; true by default, and if the option is invalid. */
    boolean quotes() {
        return !"none".equalsIgnoreCase(options.get(QUOTING));
    }

    /** Whether each file begins with a byte order mark; false by default, and if the option is invalid. */
    boolean hasBom() {
        return "true".equalsIgnoreCase(options.get(BOM));
    }

    List<ConfigurationProblem> problems() {
        return Stream.of(
                        problem(QUOTING, List.of("minimal", "none"), "use none to write all values as they are"),
                        problem(BOM, List.of("true", "false"), "use true to begin each file with a byte order mark"))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<ConfigurationProblem> problem(String option, List<String> allowed, String fix) {
        String value = options.get(option);
        return value == null || allowed.stream().anyMatch(value::equalsIgnoreCase)
                ? Optional.empty()
                : Optional.of(new ConfigurationProblem(
                        "format-options." + option,
                        value,
                        "must be " + String.join(" or ", allowed),
                        fix + ", or leave it out"));
    }
}
