package dev.flagexporter.collector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import dev.flagexporter.plugins.file.FileExporterConfig;
import dev.flagexporter.plugins.log.LogExporterConfig;
import dev.flagexporter.plugins.s3.S3ExporterConfig;
import dev.flagexporter.runtime.config.ExporterConfig;
import dev.flagexporter.runtime.config.FlagExporterBuildTimeConfig;
import dev.flagexporter.runtime.config.FlagExporterConfig;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code docs/configuration.md} is what the code says; {@code -Dupdate.docs=true} writes it. */
class ConfigurationReferenceTest {

    private static final Path DOCUMENT = ProjectModules.ROOT.resolve("docs/configuration.md");

    @Test
    void theDocumentIsWhatTheCodeSays() throws IOException {
        String generated = generate();
        if (Boolean.getBoolean("update.docs")) {
            Files.writeString(DOCUMENT, generated);
        }
        assertThat(DOCUMENT)
                .as("to write it: mvn verify -Dupdate.docs=true")
                .content()
                .isEqualTo(generated);
    }

    private static String generate() {
        String prefix = FlagExporterConfig.PREFIX + ".";
        String exporter = prefix + "exporters.\"name\".";
        return """
                # Configuration

                Generated from the code. Do not edit.

                Durations are written as `500ms`, `20s`, `5m`, `2h` or `PT20S`. Durations of the extension itself can be at most `365d`.

                ## As environment variables

                The name of a variable is the key in upper case, with underscores instead of all characters but letters and digits,
                like for all keys of Quarkus: `QUARKUS_FLAG_EXPORTER_EXPORTERS_LAKE_OUTPUT_DIR`. Examples for an exporter `lake`:

                | Variable | Key |
                |---|---|
                | `…_LAKE_API_KEYS_0_` | the first element of a list, `api-keys[0]` |
                | `…_LAKE_HEADERS_X_TENANT` | the entry `headers.x-tenant`: an underscore in its name is a hyphen. If a file has a matching entry, such as `headers.X-Tenant`, the variable overrides that one |
                | `…_LAKE_HEADERS__COST_CENTER_` | the entry `headers."cost.center"`. Quarkus logs an "unrecognized configuration key" warning, which you can ignore |

                A variable that begins with `QUARKUS_FLAG_EXPORTER_` and means no key is an error, so that a misspelt one is noticed.
                Variables that Kubernetes sets for services, such as `QUARKUS_FLAG_EXPORTER_SERVICE_HOST`, are ignored.

                An exporter can be configured by variables alone if its name has only lower-case letters and digits. With any other
                name, a file must have at least one of its keys, for example `enabled`. Variables can set and override all others.

                For a secret, or a name that no variable can have, use an expression: `headers.X-Tenant=${TENANT}`.

                ## Fixed when the application is built

                Another value at startup has no effect, and is logged as a warning.

                %s
                ## Read when the application starts

                An unknown key below `quarkus.flag-exporter` is an error. A value that is empty, where there is a default, or that refers to
                something that is not set, is an error, too.

                %s
                ## Every exporter

                Below the exporter's name: 1 to 64 letters, digits, dots, underscores and hyphens. `kind` is required. A key that
                is in neither this table nor the table of the kind is an error.

                %s
                ## Kind `file`

                %s
                ## Kind `log`

                %s
                ## Kind `s3`

                See [s3.md](s3.md) for examples.

                %s""".formatted(
                        ConfigurationReference.of(prefix, "runtime", FlagExporterBuildTimeConfig.class),
                        ConfigurationReference.of(prefix, "runtime", FlagExporterConfig.class),
                        ConfigurationReference.of(exporter, "runtime", ExporterConfig.class),
                        ConfigurationReference.of(exporter, "plugins/file", FileExporterConfig.class),
                        ConfigurationReference.of(exporter, "plugins/log", LogExporterConfig.class),
                        ConfigurationReference.of(exporter, "plugins/s3", S3ExporterConfig.class));
    }
}
