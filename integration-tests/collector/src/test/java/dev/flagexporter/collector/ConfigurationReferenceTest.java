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

                Generated from the code; do not edit.

                Times are written as `500ms`, `20s`, `5m`, `2h` or `PT20S`. None of the extension's own may be longer than `365d`.

                ## As environment variables

                A variable has the key in upper case, with an underscore for everything but letters and digits, as everywhere in
                Quarkus: `QUARKUS_FLAG_EXPORTER_EXPORTERS_LAKE_OUTPUT_DIR`. Of what is below an exporter called `lake`:

                | Variable | Key |
                |---|---|
                | `…_LAKE_API_KEYS_0_` | the first element of a list, `api-keys[0]` |
                | `…_LAKE_HEADERS_X_TENANT` | the entry `headers.x-tenant`: an underscore in its name is a hyphen. When a file has an entry that fits, such as `headers.X-Tenant`, it is that one |
                | `…_LAKE_HEADERS__COST_CENTER_` | the entry `headers."cost.center"`. Quarkus warns that it does not know the key, in vain |

                An exporter is found by variables alone if its name has only small letters and digits. Any other name has to be in a
                file with one key at least, for example with `enabled`; then variables set and override all others.

                A secret, or a name that no variable can spell, is easier to refer to: `headers.X-Tenant=${TENANT}`.

                ## Fixed when the application is built

                %s
                ## Read when the application starts

                %s
                ## Every exporter

                Below the exporter's name: 1 to 64 letters, digits, dots, underscores and hyphens. `kind` is mandatory. A key that
                neither stands here nor in the table of the kind is an error.

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
