package dev.flagexporter.runtime.config;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.SecretKeys;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.common.utils.StringUtil;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * Finds properties and environment variables with the extension's prefix that are no key. They would have no effect, and a
 * misspelt API key would leave the collector open. Properties below an exporter's name are checked by
 * {@link PluginConfigMapper}.
 */
final class UnknownKeys {

    private static final String VARIABLES = VariableKey.listed(KnownKeys.PREFIX);
    private static final String EXPORTER_VARIABLES = VariableKey.listed(KnownKeys.EXPORTERS);

    /** What Kubernetes sets for a service whose name begins like the variables. */
    private static final Pattern SERVICE_LINK =
            Pattern.compile(".*_(SERVICE_HOST|SERVICE_PORT(_\\w+)?|PORT(_\\d+_(TCP|UDP|SCTP)(_(PROTO|PORT|ADDR))?)?)");

    private final SmallRyeConfig base;
    private final Problems problems;
    private final KnownKeys known = new KnownKeys();
    private final VariableNames knownVariables = new VariableNames(known.patterns());

    UnknownKeys(SmallRyeConfig base, Problems problems) {
        this.base = base;
        this.problems = problems;
    }

    /** Reports what is unknown; the exporters know their own keys. */
    void check(List<ExporterView> exporters) {
        names(base.getPropertyNames())
                .filter(name -> name.startsWith(KnownKeys.PREFIX) && !known.contains(name))
                .forEach(this::report);
        StreamSupport.stream(base.getConfigSources().spliterator(), false)
                .filter(EnvConfigSource.class::isInstance)
                .map(ConfigSource::getProperties)
                .flatMap(variables -> variables.keySet().stream())
                // one with dots is in a file of variables, and a property
                .filter(name ->
                        !name.contains(".") && !SERVICE_LINK.matcher(name).matches())
                .filter(name -> isUnknown(StringUtil.toLowerCaseAndDotted(name), exporters))
                .sorted()
                .forEach(name -> reportVariable(name, exporters));
    }

    private static Stream<String> names(Iterable<String> names) {
        return SecretKeys.doUnlocked(() -> StreamSupport.stream(names.spliterator(), false).sorted().toList().stream());
    }

    /** Without the value: a secret's key may be misspelt. */
    private void report(String property) {
        String fix = known.nearest(property)
                .map(nearest -> "Did you mean " + nearest + "? If not, remove it")
                .orElse("Remove it; the keys are in docs/configuration.md");
        problems.add(property, null, "is not a known key", fix);
    }

    private boolean isUnknown(String variable, List<ExporterView> exporters) {
        if (variable.startsWith(EXPORTER_VARIABLES)) {
            return exporters.stream().noneMatch(exporter -> exporter.knowsVariable(variable));
        }
        return variable.startsWith(VARIABLES) && knownVariables.keyOf(variable).isEmpty();
    }

    private void reportVariable(String name, List<ExporterView> exporters) {
        Stream<String> keys =
                Stream.concat(known.patterns().stream(), exporters.stream().flatMap(ExporterView::knownProperties));
        // without what all have in common, which would make all of them alike
        int common = VARIABLES.length();
        Optional<String> nearest = Nearest.to(
                name.substring(common),
                keys.filter(key -> !key.contains("*"))
                        .map(key -> variable(key).substring(common))
                        .toList());
        problems.add(
                name,
                null,
                "is not the environment variable of a known key",
                nearest.map(end -> "Did you mean " + name.substring(0, common) + end + "? If not, remove it")
                        .orElse("Remove it; the keys are in docs/configuration.md"));
    }

    private static String variable(String property) {
        return StringUtil.replaceNonAlphanumericByUnderscores(property).toUpperCase(Locale.ROOT);
    }
}
