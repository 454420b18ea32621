package dev.flagexporter.plugins.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;

import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.format.EventBatch;
import dev.flagexporter.spi.format.FormatSettings;
import dev.flagexporter.testkit.Events;
import org.apache.parquet.format.CompressionCodec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The footer of a Parquet file")
class FooterTest {

    private static Footer footer(EventType type, List<? extends ExportableEvent> events) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        new ParquetFormat().writer(FormatSettings.defaults(type)).write(EventBatch.withoutIds(events), file);
        return Footer.of(file.toByteArray());
    }

    @Test
    void hasTheReferencesSchemaOfFeatureEvents() throws Exception {
        assertThat(footer(EventType.FEATURE, Events.features(1)).schema()).isEqualTo("""
                        message parquet_go_root {
                          REQUIRED BYTE_ARRAY kind (UTF8);
                          REQUIRED BYTE_ARRAY contextKind (UTF8);
                          REQUIRED BYTE_ARRAY userKey (UTF8);
                          REQUIRED INT64 creationDate;
                          REQUIRED BYTE_ARRAY key (UTF8);
                          REQUIRED BYTE_ARRAY variation (UTF8);
                          REQUIRED BYTE_ARRAY value (UTF8);
                          REQUIRED BOOLEAN default;
                          REQUIRED BYTE_ARRAY version (UTF8);
                          REQUIRED BYTE_ARRAY source (UTF8);
                          REQUIRED group metadata (MAP) {
                            REPEATED group key_value (MAP_KEY_VALUE) {
                              REQUIRED BYTE_ARRAY key (UTF8);
                              REQUIRED BYTE_ARRAY value (UTF8);
                            }
                          }
                        }
                        """);
    }

    @Test
    void hasTheReferencesSchemaOfTrackingEvents() throws Exception {
        assertThat(footer(EventType.TRACKING, Events.trackings(1)).schema()).isEqualTo("""
                        message parquet_go_root {
                          REQUIRED BYTE_ARRAY kind (UTF8);
                          REQUIRED BYTE_ARRAY contextKind (UTF8);
                          REQUIRED BYTE_ARRAY userKey (UTF8);
                          REQUIRED INT64 creationDate;
                          REQUIRED BYTE_ARRAY key (UTF8);
                          REQUIRED group evaluationContext (MAP) {
                            REPEATED group key_value (MAP_KEY_VALUE) {
                              REQUIRED BYTE_ARRAY key (UTF8);
                              REQUIRED BYTE_ARRAY value (UTF8);
                            }
                          }
                          REQUIRED group trackingEventDetails (MAP) {
                            REPEATED group key_value (MAP_KEY_VALUE) {
                              REQUIRED BYTE_ARRAY key (UTF8);
                              REQUIRED BYTE_ARRAY value (UTF8);
                            }
                          }
                        }
                        """);
    }

    @Test
    void countsAllEventsAndNamesTheCodecOfEachColumn() throws Exception {
        Footer footer = footer(EventType.FEATURE, Events.features(1234));
        assertThat(footer.rows()).isEqualTo(1234);
        assertThat(footer.rowGroups()).hasSize(1);
        assertThat(footer.columns()).hasSize(12).allSatisfy(column -> assertThat(column.getCodec())
                .isEqualTo(CompressionCodec.SNAPPY));
    }

    @Test
    void tellsReadersWhichValuesAColumnHas() throws Exception {
        assertThat(footer(EventType.FEATURE, Events.features(3))
                        .columns()
                        .get(2)
                        .getStatistics())
                .satisfies(users -> {
                    assertThat(users.getMin_value()).asString().isEqualTo("user-0");
                    assertThat(users.getMax_value()).asString().isEqualTo("user-2");
                    assertThat(users.getNull_count()).isZero();
                });
    }
}
