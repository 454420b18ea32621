package dev.flagexporter.spi;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;

import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.FeatureEvent;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@DisplayName("A plugin that was compiled against the spi of the last release")
class OldPluginTest {

    private static final Path JAR = Path.of("src/compatibility/old-plugin.jar");

    @TempDir
    private Path directory;

    private URLClassLoader plugin;

    @BeforeEach
    void load() throws IOException {
        plugin = new URLClassLoader(new URL[] {JAR.toUri().toURL()}, getClass().getClassLoader());
    }

    @AfterEach
    void unload() throws IOException {
        plugin.close();
    }

    private CommonExporter create(String kind, Map<String, String> keys) throws InvalidConfigurationException {
        for (ExporterFactory<?> factory : ServiceLoader.load(ExporterFactory.class, plugin)) {
            if (factory.kind().equals(kind)) {
                return create(factory, keys);
            }
        }
        throw new AssertionError("the jar has no kind " + kind);
    }

    private <C> CommonExporter create(ExporterFactory<C> factory, Map<String, String> keys)
            throws InvalidConfigurationException {
        C config = new SmallRyeConfigBuilder()
                .forClassLoader(plugin)
                .withSources(new PropertiesConfigSource(keys, "test", 100))
                .withMapping(factory.configType(), "old")
                .build()
                .getConfigMapping(factory.configType(), "old");
        return factory.create(config, new Surroundings());
    }

    private static FeatureEvent event(String userKey) {
        return FeatureEvent.builder()
                .contextKind("user")
                .userKey(userKey)
                .creationDate(1_700_000_000)
                .key("flag")
                .variation("on")
                .value(true)
                .source("SERVER")
                .build();
    }

    @Test
    void writesAnObject() throws Exception {
        Exporter exporter = (Exporter) create("old-object", Map.of("old.directory", directory + "/out"));

        assertThat(exporter.isBulk()).isTrue();
        exporter.open();
        exporter.export(new Surroundings(), List.of(event("u-1"), event("u-2")));
        exporter.close();

        assertThat(directory.resolve("out/flag-variation-node-7-1700000000-old-store1-7-8.json"))
                .hasContent("""
                        {"kind":"feature","contextKind":"user","userKey":"u-1","creationDate":1700000000,"key":"flag",\
                        "variation":"on","value":true,"default":false,"version":"","source":"SERVER"}
                        {"kind":"feature","contextKind":"user","userKey":"u-2","creationDate":1700000000,"key":"flag",\
                        "variation":"on","value":true,"default":false,"version":"","source":"SERVER"}
                        """);
    }

    @Test
    void reportsWhatIsWrong() {
        assertThatExceptionOfType(InvalidConfigurationException.class)
                .isThrownBy(() -> create("old-object", Map.of("old.directory", " ", "old.format", "yaml")))
                .satisfies(e -> assertThat(e.problems())
                        .extracting(ConfigurationProblem::key)
                        .containsExactly("format", "directory"));
    }

    @Test
    void rejectsABatch() throws Exception {
        Exporter exporter = (Exporter) create("old-object", Map.of("old.directory", directory.toString()));

        assertThatExceptionOfType(ExportException.class)
                .isThrownBy(() -> exporter.export(new Surroundings(), List.of(event(""))))
                .satisfies(e -> assertThat(e.isPermanent()).isTrue());
    }

    @Test
    @SuppressWarnings("deprecation") // what it was compiled against
    void failsInPartThroughADeprecatedInterface() throws Exception {
        DeprecatedExporterV2 exporter = (DeprecatedExporterV2) create("old-line", Map.of("old.failing-user", "u-2"));
        List<String> lines = new ArrayList<>();

        assertThatExceptionOfType(ExportException.class)
                .isThrownBy(() -> exporter.export(
                        new Surroundings(), loggerInto(lines), List.of(event("u-1"), event("u-2"), event("u-3"))))
                .satisfies(e -> assertThat(e.failedPositions()).containsExactly(1));
        assertThat(lines).containsExactly("old: flag=true", "old: flag=true");
    }

    private static System.Logger loggerInto(List<String> lines) {
        return (System.Logger) Proxy.newProxyInstance(
                System.Logger.class.getClassLoader(),
                new Class<?>[] {System.Logger.class},
                (logger, method, arguments) -> {
                    lines.add((String) arguments[1]);
                    return null;
                });
    }

    /** What surrounds an exporter: its environment, and the context of its export. */
    private static final class Surroundings implements ExporterEnvironment, ExportContext {

        @Override
        public String exporterName() {
            return "old";
        }

        @Override
        public EventType eventType() {
            return EventType.FEATURE;
        }

        @Override
        public String hostname() {
            return "node-7";
        }

        @Override
        public Map<String, String> formatOptions() {
            return Map.of();
        }

        @Override
        public String applicationName() {
            return "shop";
        }

        @Override
        public String applicationVersion() {
            return "1.2.3";
        }

        @Override
        public Optional<TlsSettings> tls(String key, String name, List<ConfigurationProblem> problems) {
            return Optional.empty();
        }

        @Override
        public Meters meters() {
            return Meters.none();
        }

        @Override
        public System.Logger logger() {
            return System.getLogger("old");
        }

        @Override
        public String storeId() {
            return "store1";
        }

        @Override
        public long firstOffset() {
            return 7;
        }

        @Override
        public long lastOffset() {
            return 8;
        }

        @Override
        public String eventId(int position) {
            return "store1-" + (7 + position);
        }

        @Override
        public int attempt() {
            return 1;
        }

        @Override
        public String deliveryId() {
            return "delivery-7";
        }

        @Override
        public Optional<String> parentDeliveryId() {
            return Optional.empty();
        }

        @Override
        public Instant batchCreatedAt() {
            return Instant.ofEpochSecond(1_700_000_000);
        }

        @Override
        public Instant deadline() {
            return Instant.now().plusSeconds(60);
        }
    }
}
