package dev.flagexporter.spi;

import java.util.List;
import java.util.stream.Collectors;

/** An exporter cannot be made as configured. Lists everything that is wrong, so that users fix it in one go. */
public final class InvalidConfigurationException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<ConfigurationProblem> problems;

    private InvalidConfigurationException(List<ConfigurationProblem> problems) {
        super(problems.stream()
                .map(problem -> problem.key() + ": " + problem.reason())
                .collect(Collectors.joining("; ")));
        this.problems = List.copyOf(problems);
    }

    /**
     * Throws when there is anything to report.
     *
     * @param problems what was found
     * @throws InvalidConfigurationException when the list is not empty
     */
    public static void throwIfAny(List<ConfigurationProblem> problems) throws InvalidConfigurationException {
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
    }

    /**
     * Everything that is wrong.
     *
     * @return an unmodifiable list, never empty
     */
    public List<ConfigurationProblem> problems() {
        return problems;
    }
}
