package dev.flagexporter.runtime.deadletter;

import java.time.Instant;
import java.util.stream.Stream;

import dev.flagexporter.DropReason;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.testkit.Events;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("A record of the dead letter file")
class DeadLetterRecordTest {

    static Stream<ExportableEvent> events() {
        return Stream.concat(Events.hostileFeatures().stream(), Events.hostileTrackings().stream());
    }

    @ParameterizedTest
    @MethodSource("events")
    void hasItsEventAsExportersOfFilesWriteIt(ExportableEvent event) throws Exception {
        DeadLetter letter = new DeadLetter(
                DropReason.REJECTED, "no", 1, Instant.EPOCH, "lake", event.type(), "delivery-1", "store1-7", event);

        assertThat(letter.toLine())
                .asString(UTF_8)
                .endsWith(",\"eventId\":\"store1-7\",\"event\":" + new String(event.formatInJson(), UTF_8) + "}\n");
    }
}
