package dev.flagexporter.runtime.config;

import dev.flagexporter.spi.ConfigurationProblem;
import org.jspecify.annotations.Nullable;

/** Takes what is wrong with one exporter, and keeps its secrets to itself. */
final class ExporterProblems implements ProblemReport {

    private final Problems problems;
    private final String exporterName;
    private final Secrets secrets;

    ExporterProblems(Problems problems, String exporterName, Secrets secrets) {
        this.problems = problems;
        this.exporterName = exporterName;
        this.secrets = secrets;
    }

    @Override
    public void add(String key, @Nullable String value, String reason, String fix) {
        String property = Problems.property(exporterName, key);
        problems.add(property, shown(property, value), secrets.redact(reason), secrets.redact(fix));
    }

    /** Something that is probably not meant, and does not prevent anything. */
    void warn(String key, String value, String reason, String fix) {
        String property = Problems.property(exporterName, key);
        problems.warn(property, shown(property, value), reason, fix);
    }

    private @Nullable String shown(String property, @Nullable String value) {
        if (value == null) {
            return null;
        }
        return secrets.isSecret(property) ? Secrets.HIDDEN : secrets.redact(value);
    }

    void add(ConfigurationProblem problem) {
        add(problem.key(), problem.value(), problem.reason(), problem.fix());
    }

    /** Something about the name. */
    void addName(String reason, String fix) {
        problems.add(FlagExporterConfig.PREFIX + ".exporters.\"" + exporterName + "\"", null, reason, fix);
    }
}
