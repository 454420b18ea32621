package dev.flagexporter.runtime.deadletter;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.flagexporter.DropReason;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.event.JsonValues;
import dev.flagexporter.spi.event.TrackingEvent;
import dev.flagexporter.testkit.Events;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** Events survive the way through the file as they are. */
class DeadLetterFileTest {

    @TempDir
    private Path directory;

    private void assertReadBack(ExportableEvent event) throws IOException {
        DeadLetterFile file = new DeadLetterFile(directory, "lake");
        file.append(List.of(new DeadLetter(
                DropReason.REJECTED, "why \n \u2028", 3, Instant.EPOCH, "lake", event.type(), "id", event)));
        byte[] line = file.read(0, 10).get(0);
        assertThat(DeadLetter.eventOf(line, event.type())).contains(event);
    }

    private static FeatureEvent of(Object value, Map<String, Object> metadata) {
        return new FeatureEvent(FeatureEvent.KIND, "", "ü\"\n\u0000", 0, "k", "", value, true, "", "SERVER", metadata);
    }

    @Test
    void plainOnes() throws IOException {
        assertReadBack(Events.feature(7));
    }

    @Test
    void trackingEvents() throws IOException {
        assertReadBack(Events.tracking(7));
    }

    @Test
    void trackingEventsWithoutAnything() throws IOException {
        assertReadBack(new TrackingEvent(TrackingEvent.KIND, "", "", -1, "", null, Map.of()));
    }

    @Test
    void valuesOfEveryShape() throws IOException {
        Map<String, Object> nested = new HashMap<>();
        nested.put("null", null);
        nested.put("list", Arrays.asList(1, 1.5, "x", null, true, List.of()));
        nested.put("large", BigInteger.TEN.pow(40));
        nested.put("exact", new BigDecimal("0.1000000000000000000000001"));
        assertReadBack(of(nested, nested));
    }

    @Test
    void valuesAsDeepAsTheyMayBe() throws IOException {
        Object value = "bottom";
        for (int i = 0; i < JsonValues.MAX_DEPTH; i++) {
            value = List.of(value);
        }
        assertReadBack(of(value, Map.of("deep", "enough")));
    }
}
