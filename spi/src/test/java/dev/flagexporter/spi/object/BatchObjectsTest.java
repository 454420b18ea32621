package dev.flagexporter.spi.object;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPInputStream;

import dev.flagexporter.spi.ConfigurationProblem;
import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.ExporterEnvironment;
import dev.flagexporter.spi.Meters;
import dev.flagexporter.spi.TlsSettings;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.template.FilenameTemplate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.groups.Tuple.tuple;

@DisplayName("Batches as objects")
class BatchObjectsTest {

    private static final Environment ENVIRONMENT = new Environment("lake", "node-7", Map.of());
    private static final List<FeatureEvent> EVENTS = List.of(feature("a"), feature("b"));

    private static FeatureEvent feature(String userKey) {
        return FeatureEvent.builder()
                .contextKind("user")
                .userKey(userKey)
                .creationDate(1700000000)
                .key("flag")
                .variation("on")
                .value(1)
                .source("SERVER")
                .build();
    }

    private static String content(BatchObject object) throws IOException {
        return new String(bytes(object), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(BatchObject object) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        object.content().writeTo(output);
        return output.toByteArray();
    }

    @Test
    void haveANameATypeAndTheFormatsContent() throws IOException {
        BatchObject object = new BatchObjects(Config.DEFAULT.withFormat("CSV"), ENVIRONMENT).of(new Context(1), EVENTS);

        assertThat(object.name()).isEqualTo("flag-variation-node-7-1700000000-lake-s1-10-11.csv");
        assertThat(object.contentType()).isEqualTo("text/csv");
        assertThat(content(object))
                .isEqualTo("feature;user;a;1700000000;flag;on;1;false;SERVER\n"
                        + "feature;user;b;1700000000;flag;on;1;false;SERVER\n");
    }

    @Test
    void areTheSameAtEachAttempt() throws IOException {
        BatchObjects objects = new BatchObjects(Config.DEFAULT, ENVIRONMENT);
        BatchObject first = objects.of(new Context(1), EVENTS);
        BatchObject second = objects.of(new Context(2), EVENTS);

        assertThat(second.name()).isEqualTo(first.name()).endsWith(".json");
        assertThat(content(second)).isEqualTo(content(first)).isEqualTo(content(first));
    }

    @Test
    void useTheFormatsOptions() throws IOException {
        Environment environment = new Environment("lake", "node-7", Map.of("unit", "rows"));

        assertThat(content(
                        new BatchObjects(Config.DEFAULT.withFormat("count"), environment).of(new Context(1), EVENTS)))
                .isEqualTo("2 rows");
    }

    @Test
    void areGzipFilesOnRequest() throws IOException {
        Config csv = Config.DEFAULT.withFormat("CSV");
        BatchObject object =
                new BatchObjects(csv.withCompression(Compression.GZIP), ENVIRONMENT).of(new Context(1), EVENTS);
        BatchObject plain = new BatchObjects(csv, ENVIRONMENT).of(new Context(1), EVENTS);

        assertThat(object.name()).isEqualTo("flag-variation-node-7-1700000000-lake-s1-10-11.csv.gz");
        assertThat(object.contentType()).isEqualTo("application/gzip");
        assertThat(new GZIPInputStream(new ByteArrayInputStream(bytes(object)))).hasBinaryContent(bytes(plain));
    }

    @ParameterizedTest
    @CsvSource({"JSON, NONE", "CSV, NONE", "JSON, GZIP", "CSV, GZIP"})
    void areNotHeldWhileTheyAreWritten(String format, Compression compression) throws IOException {
        int batch = 32;
        int megabyte = 1024 * 1024;
        // what compression cannot make less than half of it
        String large = new Random(1)
                .ints(megabyte, ' ', 0x7F)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        AtomicLong arrived = new AtomicLong();
        List<FeatureEvent> events = new AbstractList<>() {
            @Override
            public FeatureEvent get(int index) {
                assertThat(arrived.get()).isGreaterThanOrEqualTo((index - 1L) * megabyte / 2);
                return feature(large);
            }

            @Override
            public int size() {
                return batch;
            }
        };

        BatchObject object = new BatchObjects(
                        Config.DEFAULT.withFormat(format).withCompression(compression), ENVIRONMENT)
                .of(new Context(1), events);
        object.content().writeTo(new OutputStream() {
            @Override
            public void write(int b) {
                arrived.incrementAndGet();
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                arrived.addAndGet(length);
            }
        });

        assertThat(arrived.get()).isGreaterThan((long) batch * megabyte / 2);
    }

    @Test
    void areTheSameAtEachAttemptWhenCompressed() throws IOException {
        BatchObjects objects = new BatchObjects(Config.DEFAULT.withCompression(Compression.GZIP), ENVIRONMENT);
        BatchObject first = objects.of(new Context(1), EVENTS);
        BatchObject second = objects.of(new Context(2), EVENTS);

        assertThat(second.name()).isEqualTo(first.name());
        assertThat(bytes(second)).isEqualTo(bytes(first));
    }

    @ParameterizedTest
    @CsvSource({"flags.json, flags-lake-s1-10-11.json", "flags.json.gz, flags.json-lake-s1-10-11.gz"})
    void haveANameOfTheirOwnAlsoIfTheTemplateHasNoFields(String filename, String name) throws IOException {
        Config config = new Config("json", filename, Optional.empty(), ';');
        BatchObject object = new BatchObjects(config, ENVIRONMENT).of(new Context(1), EVENTS);

        assertThat(object.name()).isEqualTo(name);
        assertThat(content(object)).startsWith("{\"kind\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"flags.{{ .Format}}", "flags.{{ .Format}}.gz", "flags.json", "flags.json.gz"})
    void endInTheExtensionOfGzipOnce(String filename) {
        Config config = new Config("json", filename, Optional.empty(), ';').withCompression(Compression.GZIP);

        assertThat(BatchObjects.check(config, ENVIRONMENT)).isEmpty();
        assertThat(new BatchObjects(config, ENVIRONMENT)
                        .of(new Context(1), EVENTS)
                        .name())
                .isEqualTo("flags-lake-s1-10-11.json.gz");
    }

    @Test
    void leaveTheOutputOpenWhenCompressed() throws IOException {
        BatchObject object = new BatchObjects(Config.DEFAULT.withCompression(Compression.GZIP), ENVIRONMENT)
                .of(new Context(1), EVENTS);
        AtomicBoolean closed = new AtomicBoolean();
        try (OutputStream output = new ByteArrayOutputStream() {
            @Override
            public void close() {
                closed.set(true);
            }
        }) {
            object.content().writeTo(output);
            assertThat(closed).isFalse();
        }
    }

    @Test
    void areMadeOfAConfigurationWithoutTheLaterKeys() throws IOException {
        SmallConfig config = new SmallConfig("CSV", "flags.csv", Optional.of("{{ .UserKey}}\n"), ';');

        assertThat(BatchObjects.check(config, ENVIRONMENT)).isEmpty();
        BatchObject object = new BatchObjects(config, ENVIRONMENT).of(new Context(1), EVENTS);
        assertThat(object.name()).isEqualTo("flags-lake-s1-10-11.csv");
        assertThat(content(object)).isEqualTo("a\nb\n");
    }

    @Test
    void haveNothingWrongByDefault() {
        assertThat(BatchObjects.check(Config.DEFAULT, ENVIRONMENT)).isEmpty();
        assertThat(BatchObjects.check(Config.DEFAULT.withFormat("csv"), ENVIRONMENT))
                .isEmpty();
    }

    @Test
    void reportAllProblemsAtOnce() {
        Config config = new Config("yaml", "../{{ .Hostname}}", Optional.of("{{ .Nope}}"), '\n');

        assertThat(BatchObjects.check(config, ENVIRONMENT))
                .extracting(ConfigurationProblem::key, ConfigurationProblem::value)
                .containsExactlyInAnyOrder(
                        tuple("format", "yaml"),
                        tuple("filename", "../{{ .Hostname}}"),
                        tuple("csv-template", "{{ .Nope}}"),
                        tuple("csv-separator", "\\n"));
    }

    @Test
    void areNotCompressedTwice() {
        Config packed = Config.DEFAULT.withFormat("packed");

        assertThat(BatchObjects.check(packed, ENVIRONMENT)).isEmpty();
        assertThat(BatchObjects.check(packed.withCompression(Compression.GZIP), ENVIRONMENT))
                .containsExactly(new ConfigurationProblem(
                        "compression",
                        "gzip",
                        "the format packed compresses its objects itself",
                        "leave it out, or use a format of text"));
    }

    @Test
    void reportWhatTheFormatFindsUnderItsKey() {
        Config packed = Config.DEFAULT.withFormat("packed");

        assertThat(BatchObjects.check(packed.withCodec("NULL"), ENVIRONMENT)).isEmpty();
        assertThat(BatchObjects.check(packed.withCodec("LZ5"), ENVIRONMENT))
                .containsExactly(
                        new ConfigurationProblem("parquet-compression-codec", "LZ5", "is unknown", "use NULL"));
    }

    @Test
    void nameTheFormatsThereAre() {
        assertThat(BatchObjects.check(Config.DEFAULT.withFormat("Parquet"), ENVIRONMENT))
                .containsExactly(new ConfigurationProblem(
                        "format",
                        "Parquet",
                        "there is no such format",
                        "use one of count, csv, json, packed, or add the module of the format to the application"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{ .Date}}", "{{ .Hostname", "/abs/{{ .Timestamp}}", "a/../b", "a\\b", ""})
    void refuseAFileNameThatCannotBeUsed(String filename) {
        assertThat(BatchObjects.check(new Config("json", filename, Optional.empty(), ';'), ENVIRONMENT))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.key()).isEqualTo("filename");
                    assertThat(problem.value()).isEqualTo(filename);
                    assertThat(problem.reason()).contains(", at line 1, column ");
                    assertThat(problem.fix()).contains(FilenameTemplate.DEFAULT);
                });
    }

    @Test
    void refuseAFileNameThatThisMachineMakesUnusable() {
        Environment nameless = new Environment("lake", "..", Map.of());

        assertThat(BatchObjects.check(new Config("json", "{{ .Hostname}}/a", Optional.empty(), ';'), nameless))
                .extracting(ConfigurationProblem::key)
                .containsExactly("filename");
    }

    @Test
    void refuseATemplateThatCannotBeUsed() {
        Config config = new Config("csv", "a", Optional.of("{{ .Key}};\n{{ .TrackingDetails}}"), ';');

        assertThat(BatchObjects.check(config, ENVIRONMENT)).singleElement().satisfies(problem -> {
            assertThat(problem.key()).isEqualTo("csv-template");
            assertThat(problem.reason())
                    .startsWith("there is no field .TrackingDetails, known are .Kind")
                    .contains("at line 2, column 4");
            assertThat(problem.fix()).isEqualTo("correct the template or leave it out for the default");
        });
    }

    @Test
    void refuseOptionsThatTheFormatRefuses() {
        Environment blank = new Environment("lake", "node-7", Map.of("unit", " "));

        assertThat(BatchObjects.check(Config.DEFAULT.withFormat("count"), blank))
                .containsExactly(new ConfigurationProblem(
                        "format", "count", "the option unit is blank", "correct the format's options"));
    }

    @ParameterizedTest
    @ValueSource(chars = {'"', '\r', '\n'})
    void refuseASeparatorThatCannotSeparate(char separator) {
        Config config = new Config("csv", "a", Optional.empty(), separator);

        assertThat(BatchObjects.check(config, ENVIRONMENT))
                .extracting(ConfigurationProblem::key, ConfigurationProblem::reason)
                .containsExactly(tuple("csv-separator", "a quote or a line break cannot separate fields"));
    }

    private static List<ConfigurationProblem> check(String filename, ObjectNameLimits limits) {
        return BatchObjects.check(new Config("csv", filename, Optional.empty(), ';'), ENVIRONMENT, limits);
    }

    @ParameterizedTest
    @CsvSource({
        "x.csv, 83", // x -lake -<32> -<19> -<19> .csv
        "{{ .Timestamp}}.csv, 94",
        "{{ .Exporter}}.csv, 81",
        "'{{ .Year}}/{{ .Month}}/{{ .Day}}/{{ .Hour}}', 91",
        "'ü', 80",
        "'{{ .StoreId}}{{ .FirstOffset}}{{ .LastOffset}}.{{ .Format}}', 74"
    })
    void fitAtTheirLongest(String filename, int longest) {
        assertThat(check(filename, ObjectNameLimits.ofBytes(longest))).isEmpty();
        assertThat(check(filename, ObjectNameLimits.ofBytes(longest - 1)))
                .containsExactly(
                        new ConfigurationProblem(
                                "filename",
                                filename,
                                "with the longest values of its fields, a name has %d bytes; the destination allows %d"
                                        .formatted(longest, longest - 1),
                                "shorten the template, for example by leaving out {{ .Hostname}}, or the directory or path before it"));
    }

    @Test
    void fitAtTheirLongestWhenTheyAreCompressed() {
        Config config = new Config("csv", "x.csv", Optional.empty(), ';').withCompression(Compression.GZIP);

        assertThat(BatchObjects.check(config, ENVIRONMENT, ObjectNameLimits.ofBytes(86)))
                .isEmpty();
        assertThat(BatchObjects.check(config, ENVIRONMENT, ObjectNameLimits.ofBytes(85)))
                .extracting(ConfigurationProblem::key)
                .containsExactly("filename");
    }

    @Test
    void fitInEachOfTheirParts() {
        assertThat(check("year={{ .Year}}/x.csv", new ObjectNameLimits(1000, 83)))
                .isEmpty();
        assertThat(check("year={{ .Year}}/x.csv", new ObjectNameLimits(1000, 82)))
                .extracting(ConfigurationProblem::reason)
                .containsExactly("with the longest values of its fields, a part of a name between two slashes has 83"
                        + " bytes; the destination allows 82");
        assertThat(check(
                        "{{ .Hostname}}-0123456789/{{ .StoreId}}-{{ .FirstOffset}}-{{ .LastOffset}}",
                        new ObjectNameLimits(1000, 16)))
                .hasSize(1);
    }

    @Test
    void fitIntoTheCommonObjectStoresUnlessTheExporterKnowsBetter() {
        Config config = new Config("csv", "x".repeat(1000), Optional.empty(), ';');

        assertThat(BatchObjects.check(config, ENVIRONMENT))
                .extracting(ConfigurationProblem::reason)
                .containsExactly(
                        "with the longest values of its fields, a name has 1078 bytes; the destination allows 1024");
    }

    @Test
    void haveASampleForEachEventTypeAndExporter() {
        Config config = Config.DEFAULT.withCompression(Compression.GZIP);

        assertThat(new BatchObjects(config, ENVIRONMENT).sampleName())
                .isEqualTo("flag-variation-node-7-0-lake-feature-0-99.json.gz");
        assertThat(new BatchObjects(config, new Environment("pond", "node-7", Map.of())).sampleName())
                .isEqualTo("flag-variation-node-7-0-pond-feature-0-99.json.gz");
    }

    @Test
    void cannotBeMadeOfAWrongConfiguration() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new BatchObjects(Config.DEFAULT.withFormat("yaml"), ENVIRONMENT))
                .withMessage("unknown format yaml");
    }

    private record Config(
            String format,
            String filename,
            Optional<String> csvTemplate,
            char csvSeparator,
            boolean csvHeader,
            boolean csvFormulaGuard,
            Optional<String> parquetCompressionCodec,
            Compression compression)
            implements ObjectExporterConfig {

        private static final Config DEFAULT = new Config("JSON", FilenameTemplate.DEFAULT, Optional.empty(), ';');

        Config(String format, String filename, Optional<String> csvTemplate, char csvSeparator) {
            this(format, filename, csvTemplate, csvSeparator, Optional.empty(), Compression.NONE);
        }

        private Config(
                String format,
                String filename,
                Optional<String> csvTemplate,
                char csvSeparator,
                Optional<String> codec,
                Compression compression) {
            this(format, filename, csvTemplate, csvSeparator, false, false, codec, compression);
        }

        Config withFormat(String other) {
            return new Config(other, filename, csvTemplate, csvSeparator, parquetCompressionCodec, compression);
        }

        Config withCodec(String codec) {
            return new Config(format, filename, csvTemplate, csvSeparator, Optional.of(codec), compression);
        }

        Config withCompression(Compression other) {
            return new Config(format, filename, csvTemplate, csvSeparator, parquetCompressionCodec, other);
        }
    }

    /** One without the keys that came later. */
    private record SmallConfig(String format, String filename, Optional<String> csvTemplate, char csvSeparator)
            implements ObjectConfig {}

    private record Environment(String exporterName, String hostname, Map<String, String> formatOptions)
            implements ExporterEnvironment {

        @Override
        public EventType eventType() {
            return EventType.FEATURE;
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
    }

    private record Context(int attempt) implements ExportContext {

        @Override
        public String exporterName() {
            return "lake";
        }

        @Override
        public EventType eventType() {
            return EventType.FEATURE;
        }

        @Override
        public System.Logger logger() {
            return System.getLogger("lake");
        }

        @Override
        public String storeId() {
            return "s1";
        }

        @Override
        public String eventId(int position) {
            return "s1-" + (10 + position);
        }

        @Override
        public long firstOffset() {
            return 10;
        }

        @Override
        public long lastOffset() {
            return 11;
        }

        @Override
        public String deliveryId() {
            return "delivery-10";
        }

        @Override
        public Optional<String> parentDeliveryId() {
            return Optional.empty();
        }

        @Override
        public Instant batchCreatedAt() {
            return Instant.ofEpochSecond(1700000000);
        }

        @Override
        public Instant deadline() {
            return batchCreatedAt().plusSeconds(60);
        }
    }
}
