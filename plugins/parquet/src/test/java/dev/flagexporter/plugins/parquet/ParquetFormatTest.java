package dev.flagexporter.plugins.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.flagexporter.spi.ConfigurationProblem;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.format.EventBatch;
import dev.flagexporter.spi.format.EventFormat;
import dev.flagexporter.spi.format.EventWriter;
import dev.flagexporter.spi.format.FormatSettings;
import dev.flagexporter.spi.object.BatchObjects;
import dev.flagexporter.spi.object.ObjectExporterConfig;
import dev.flagexporter.testkit.Configurations;
import dev.flagexporter.testkit.Events;
import dev.flagexporter.testkit.TestEnvironment;
import dev.flagexporter.testkit.TestExportContext;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

@DisplayName("The format Parquet")
class ParquetFormatTest {

    private static final TestEnvironment ENVIRONMENT = TestEnvironment.of(EventType.FEATURE);

    private static FormatSettings settings(String codec) {
        return new FormatSettings(EventType.FEATURE, Optional.empty(), ';', false, false, Optional.of(codec), Map.of());
    }

    private static byte[] written(FormatSettings settings, List<FeatureEvent> events) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        new ParquetFormat().writer(settings).write(EventBatch.withoutIds(events), file);
        return file.toByteArray();
    }

    private static List<ConfigurationProblem> problems(Map<String, String> keys) {
        return BatchObjects.check(Configurations.of(ObjectExporterConfig.class, keys), ENVIRONMENT);
    }

    @ParameterizedTest
    @ValueSource(strings = {"parquet", "Parquet", "PARQUET"})
    void isFoundByItsNameInAnyCase(String name) {
        assertThat(EventFormat.named(name)).get().isInstanceOf(ParquetFormat.class);
    }

    @Test
    void namesObjectsAndTheirMediaType() {
        assertThat(new BatchObjects(
                                Configurations.of(ObjectExporterConfig.class, Map.of("format", "Parquet")), ENVIRONMENT)
                        .of(TestExportContext.of(EventType.FEATURE, 0, 1), Events.features(1)))
                .satisfies(object -> {
                    assertThat(object.name()).endsWith("-0-0.parquet");
                    assertThat(object.contentType()).isEqualTo("application/vnd.apache.parquet");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"SNAPPY", "snappy", "ZSTD", "Gzip", "UNCOMPRESSED", "lz4_raw"})
    void takesItsCodecsInAnyCase(String codec) {
        assertThat(problems(Map.of("format", "Parquet", "parquet-compression-codec", codec)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"LZO", "BROTLI", "LZ4", "snappy2", " "})
    void refusesOtherCodecsAndNamesItsOwn(String codec) {
        assertThat(problems(Map.of("format", "Parquet", "parquet-compression-codec", codec)))
                .containsExactly(new ConfigurationProblem(
                        "parquet-compression-codec",
                        codec,
                        "Parquet files are not written with such a codec",
                        "use one of SNAPPY, ZSTD, GZIP, LZ4_RAW, UNCOMPRESSED"));
    }

    @Test
    void makesNoWriterWithAnUnknownCodec() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ParquetFormat().writer(settings("LZO")))
                .withMessage("Parquet files are not written with the codec LZO;"
                        + " use one of SNAPPY, ZSTD, GZIP, LZ4_RAW, UNCOMPRESSED");
    }

    @Test
    void refusesToBeCompressedAgain() {
        assertThat(problems(Map.of("format", "Parquet", "compression", "gzip")))
                .extracting(ConfigurationProblem::key)
                .containsExactly("compression");
    }

    @ParameterizedTest
    @EnumSource
    void writesEachColumnWithTheConfiguredCodec(Codec codec) throws Exception {
        assertThat(Footer.of(written(settings(codec.name()), Events.features(10)))
                        .columns())
                .isNotEmpty()
                .allSatisfy(column -> assertThat(column.getCodec()).hasToString(codec.name()));
    }

    @ParameterizedTest
    @EnumSource
    void makesFilesSmallerWithEachCodecThatCompresses(Codec codec) throws Exception {
        List<FeatureEvent> events = Events.features(10_000);
        int plain = written(settings("UNCOMPRESSED"), events).length;
        int written = written(settings(codec.name()), events).length;
        assertThat(written).isLessThanOrEqualTo(codec == Codec.UNCOMPRESSED ? plain : plain * 3 / 4);
    }

    /** A file exporter recognizes its own file by that, after a crash. */
    @Test
    void writesTheSameBytesInEachAttempt() throws Exception {
        EventWriter writer = new ParquetFormat().writer(FormatSettings.defaults(EventType.FEATURE));
        ByteArrayOutputStream first = new ByteArrayOutputStream();
        writer.write(EventBatch.withoutIds(Events.hostileFeatures()), first);
        ByteArrayOutputStream second = new ByteArrayOutputStream();
        writer.write(EventBatch.withoutIds(Events.hostileFeatures()), second);
        assertThat(second.toByteArray()).isEqualTo(first.toByteArray());
    }

    @Test
    void leavesTheOutputOpen() throws Exception {
        List<String> calls = new ArrayList<>();
        OutputStream output = new ByteArrayOutputStream() {
            @Override
            public void close() {
                calls.add("close");
            }
        };
        new ParquetFormat()
                .writer(FormatSettings.defaults(EventType.FEATURE))
                .write(EventBatch.withoutIds(Events.features(1)), output);
        assertThat(calls).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 5_000})
    void passesOnThatTheOutputFailedAndWritesNothingMore(int room) {
        FullOutput output = new FullOutput(room);
        EventWriter writer = new ParquetFormat().writer(settings("UNCOMPRESSED"));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> writer.write(EventBatch.withoutIds(Events.features(10_000)), output))
                .withMessage("no space left");
        assertThat(output.failures()).isEqualTo(1);
    }

    @Test
    void writesAnotherBatchAfterOneThatFailed() throws Exception {
        EventWriter writer = new ParquetFormat().writer(FormatSettings.defaults(EventType.FEATURE));
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> writer.write(EventBatch.withoutIds(Events.features(10)), new FullOutput(0)));
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        writer.write(EventBatch.withoutIds(Events.features(10)), file);
        assertThat(Footer.of(file.toByteArray()).rows()).isEqualTo(10);
    }

    /** Takes so many bytes. */
    private static final class FullOutput extends OutputStream {

        private int room;
        private int failures;

        FullOutput(int room) {
            this.room = room;
        }

        @Override
        public void write(int value) throws IOException {
            write(new byte[1], 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            room -= length;
            if (room < 0) {
                failures++;
                throw new IOException("no space left");
            }
        }

        int failures() {
            return failures;
        }
    }

    @Test
    void reportsAnInvalidRequestForIds() {
        FormatSettings settings =
                new FormatSettings(EventType.FEATURE, Optional.empty(), ';', Map.of("event-id", "yes"));

        assertThat(new ParquetFormat().check(settings))
                .extracting(ConfigurationProblem::key, ConfigurationProblem::value)
                .containsExactly(tuple("format-options.event-id", "yes"));
    }
}
