package dev.flagexporter.configuration;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** What the packaged application says about configurations that are wrong, or look wrong. */
class ConfigurationProblemsIT {

    private static final String PREFIX = "quarkus.flag-exporter.";
    private static final String EXPORTERS = PREFIX + "exporters.";
    private static final String VARIABLES = "QUARKUS_FLAG_EXPORTER_";

    @TempDir
    Path directory;

    @Test
    void allAreReportedInOneMessage() throws Exception {
        try (Application application = new Application(directory)) {
            application
                    .environment(VARIABLES + "STORE_CAPCITY", "10")
                    .environment(VARIABLES + "EXPORTERS_LAKE_KIND", "witness")
                    .environment(VARIABLES + "EXPORTERS_LAKE_FILE", "lake.txt")
                    .environment(VARIABLES + "EXPORTERS_LAKE_FLUSH_INTERVALL", "5s")
                    .environment(VARIABLES + "COLLECTOR_AUTHORIZED_KEYS_ADMIN", "s3cret,")
                    .environment(VARIABLES + "SERVICE_HOST", "10.0.0.7")
                    .configure(
                            PREFIX + "collector.authorized-keys.evaluation=s3cret,${COLLECTOR_KEY}",
                            PREFIX + "collector.authorized-key.evaluation=s3cret",
                            PREFIX + "collector.max-body-size=big",
                            PREFIX + "reload.enabled=${RELOAD}",
                            PREFIX + "shutdown-timeout=20 seconds",
                            PREFIX + "store.capacity=lots",
                            PREFIX + "store.overflow-policy=drop",
                            EXPORTERS + "pond.kind=s3",
                            EXPORTERS + "pool.knd=witness",
                            EXPORTERS + "sea.kind=witness",
                            EXPORTERS + "sea.file=",
                            EXPORTERS + "sea.attempt-timeout=${TIMEOUT}");
            assertThat(application.startAndEnd()).isEqualTo(1);
            assertThat(problems(application.output())).isEqualTo("""
                    The configuration of the flag exporter has 14 problems:
                      - quarkus.flag-exporter.store.capacity = "lots": is not a whole number. Use a whole number from 1 to 2147483647, for example 200000.
                      - quarkus.flag-exporter.store.overflow-policy = "drop": is not one of drop-oldest, back-pressure, drop-newest, reject, block. Use for example drop-oldest.
                      - quarkus.flag-exporter.shutdown-timeout = "20 seconds": is not a valid duration. Use for example 20s.
                      - quarkus.flag-exporter.collector.authorized-keys.evaluation = "***": refers to COLLECTOR_KEY, which is not set. Set it, or give a default, as in ${COLLECTOR_KEY:default}.
                      - quarkus.flag-exporter.collector.authorized-keys.admin = "***": has an empty key. Set it to a key, for example ${COLLECTOR_KEY}, or remove it.
                      - quarkus.flag-exporter.collector.max-body-size = "big": is not a valid size. Use for example 64M.
                      - quarkus.flag-exporter.reload.enabled = "${RELOAD}": refers to RELOAD, which is not set. Set it, or give a default, as in ${RELOAD:default}.
                      - quarkus.flag-exporter.exporters."pond".kind = "s3": is not the kind of any plugin on the class path. Add dev.flagexporter:flag-exporter-s3 to the application.
                      - quarkus.flag-exporter.exporters."pool".kind: is missing. Did you mean kind instead of knd?
                      - quarkus.flag-exporter.exporters."sea".attempt-timeout = "${TIMEOUT}": refers to TIMEOUT, which is not set. Set it, or give a default, as in ${TIMEOUT:default}.
                      - quarkus.flag-exporter.exporters."sea".file = "": is empty. Set it.
                      - quarkus.flag-exporter.collector.authorized-key.evaluation: is not a known key. Did you mean quarkus.flag-exporter.collector.authorized-keys.evaluation? If not, remove it.
                      - QUARKUS_FLAG_EXPORTER_EXPORTERS_LAKE_FLUSH_INTERVALL: is not the environment variable of a known key. Did you mean QUARKUS_FLAG_EXPORTER_EXPORTERS_LAKE_FLUSH_INTERVAL? If not, remove it.
                      - QUARKUS_FLAG_EXPORTER_STORE_CAPCITY: is not the environment variable of a known key. Did you mean QUARKUS_FLAG_EXPORTER_STORE_CAPACITY? If not, remove it.
                    """);
        }
    }

    private static String problems(String output) {
        return output.substring(output.indexOf("The configuration of the flag exporter"));
    }

    @Test
    void aByteOrderMarkIsNoProblem() throws Exception {
        try (Application application = new Application(directory)) {
            application
                    .configure("\uFEFF" + EXPORTERS + "lake.kind=witness", EXPORTERS + "lake.file=lake.txt")
                    .start();
            assertThat(application.output())
                    .contains("\"lake\" (witness) started")
                    .doesNotContain("Unrecognized");
        }
    }

    @Test
    void aKeyThatIsFixedWhenTheApplicationIsBuiltIsAWarning() throws Exception {
        try (Application application = new Application(directory)) {
            application
                    .environment(VARIABLES + "COLLECTOR_ENABLED", "true")
                    .configure("")
                    .start();
            assertThat(application.output())
                    .contains(
                            "WARN",
                            PREFIX + "collector.enabled is set to 'true' but it is build time fixed to 'false'");
        }
    }

    @Test
    void aLongFlushIntervalIsAWarning() throws Exception {
        try (Application application = new Application(directory)) {
            application
                    .configure(
                            EXPORTERS + "lake.kind=witness",
                            EXPORTERS + "lake.file=lake.txt",
                            EXPORTERS + "lake.flush-interval=60000")
                    .start();
            assertThat(application.output())
                    .contains(EXPORTERS + "\"lake\".flush-interval = \"60000\": is 16.7 hours")
                    .contains("Did you mean 60000ms?");
        }
    }
}
