package dev.flagexporter.runtime.config;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.flagexporter.runtime.delivery.ExporterSetup;
import io.quarkus.runtime.configuration.ConfigurationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@DisplayName("The destinations of exporters")
class DestinationsTest {

    private static final String EXPORTERS = "quarkus.flag-exporter.exporters.";
    private static final String OWN_OFFSETS = "{{ .StoreId}}-{{ .FirstOffset}}-{{ .LastOffset}}.{{ .Format}}";

    private final Map<String, String> properties = new HashMap<>();

    @BeforeEach
    void configure() {
        for (String exporter : List.of("a", "b")) {
            put(exporter + ".kind", "objects");
            put(exporter + ".bucket", "lake");
            put(exporter + ".filename", OWN_OFFSETS);
        }
    }

    private void put(String key, String value) {
        properties.put(EXPORTERS + key, value);
    }

    private List<String> assembled() {
        ExporterFactories factories = new ExporterFactories(new PluginFactories(List.of(new ObjectsFactory())));
        return new ExporterAssembler(TestConfig.of(properties), factories, Optional.empty())
                .assemble().stream().map(ExporterSetup::name).toList();
    }

    @Test
    void areReportedWhenTwoAreTheSame() {
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(this::assembled)
                .withMessage("The configuration of the flag exporter has 1 problem:\n"
                        + "  - quarkus.flag-exporter.exporters.\"b\".filename = \"" + OWN_OFFSETS
                        + "\": the exporters \"a\" and \"b\" have the same destination, for example"
                        + " ***:feature-0-99.json. Use {{ .Exporter}} in filename, or give each exporter a directory,"
                        + " bucket or path of its own.");
    }

    @Test
    void areReportedForEachFurtherExporter() {
        for (String key : List.of("kind", "bucket", "filename")) {
            put("c." + key, properties.get(EXPORTERS + "a." + key));
        }
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(this::assembled)
                .withMessageContaining("has 2 problems")
                .withMessageContaining("the exporters \"a\" and \"b\" have")
                .withMessageContaining("the exporters \"a\" and \"c\" have");
    }

    @Test
    void areReportedWhateverTheTemplatesLookLike() {
        put("b.filename", "{{ .StoreId }}-{{ .FirstOffset }}-{{ .LastOffset }}.json");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(this::assembled)
                .withMessageContaining("have the same destination");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bucket=pond",
                "filename={{ .Exporter}}/" + OWN_OFFSETS,
                "filename=b-" + OWN_OFFSETS,
                "filename=flags.json",
                "compression=gzip",
                "format=CSV",
                "event-type=tracking",
                "enabled=false"
            })
    void differByAnyPartOfTheAddress(String key) {
        String[] parts = key.split("=");
        put("b." + parts[0], parts[1]);
        assertThat(assembled()).contains("a");
    }

    @Test
    void differByDefaultByTheNameOfTheExporter() {
        properties.remove(EXPORTERS + "a.filename");
        properties.remove(EXPORTERS + "b.filename");
        assertThat(assembled()).containsExactly("a", "b");
    }

    @Test
    void areADefectOfThePluginWhenItCannotSayThem() {
        put("b.bucket", "broken");
        assertThatExceptionOfType(ConfigurationException.class)
                .isThrownBy(this::assembled)
                .withMessageContaining("\"b\".kind = \"objects\": the plugin failed with")
                .withMessageContaining("no destination");
    }
}
