package dev.flagexporter.spi;

import java.util.List;
import java.util.stream.Collectors;

/** An exporter cannot be created because its configuration is invalid. Lists all problems, so that users can fix them at once. */
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
     * Throws an exception with these problems, if there are any.
     *
     * @param problems all problems; may be empty
     * @throws InvalidConfigurationException if the list is not empty
     */
    public static void throwIfAny(List<ConfigurationProblem> problems) throws InvalidConfigurationException {
        if (!problems.isEmpty()) {
            throw new InvalidConfigurationException(problems);
        }
    }

    /**
     * Returns all problems.
     *
     * @return an unmodifiable list, never empty
     */
    public List<ConfigurationProblem> problems() {
        return problems;
    }
}
