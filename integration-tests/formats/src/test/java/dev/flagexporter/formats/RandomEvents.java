package dev.flagexporter.formats;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.event.TrackingEvent;
import org.jspecify.annotations.Nullable;

/** Events with anything in them; the same ones for the same seed. */
final class RandomEvents {

    private static final String SPECIAL = ";,\t|\"'\\\n\r\u0000\u001b\u0085\u2028\ufeff{}[]:=+-@% ";
    private static final int MAX_TEXT = 12;
    private static final int MAX_DEPTH = 4;

    private final Random random;

    RandomEvents(long seed) {
        this.random = new Random(seed);
    }

    List<FeatureEvent> features(int count) {
        return IntStream.range(0, count).mapToObj(i -> feature()).toList();
    }

    List<TrackingEvent> trackings(int count) {
        return IntStream.range(0, count).mapToObj(i -> tracking()).toList();
    }

    private FeatureEvent feature() {
        return FeatureEvent.builder()
                .kind(text())
                .contextKind(text())
                .userKey(text())
                .creationDate(integer())
                .key(text())
                .variation(text())
                .value(value(0))
                .defaultServed(random.nextBoolean())
                .version(text())
                .source(text())
                .metadata(mapOrNull())
                .build();
    }

    private TrackingEvent tracking() {
        return TrackingEvent.builder()
                .kind(text())
                .contextKind(text())
                .userKey(text())
                .creationDate(integer())
                .key(text())
                .evaluationContext(mapOrNull())
                .trackingDetails(mapOrNull())
                .build();
    }

    private @Nullable Map<String, @Nullable Object> mapOrNull() {
        return random.nextInt(4) == 0 ? null : map(1);
    }

    private @Nullable Object value(int depth) {
        return switch (random.nextInt(depth < MAX_DEPTH ? 10 : 8)) {
            case 0 -> null;
            case 1 -> random.nextBoolean();
            case 2 -> integer();
            case 3 -> new BigInteger(random.nextInt(200), random);
            case 4 -> new BigDecimal(new BigInteger(random.nextInt(100), random), random.nextInt(600) - 300);
            case 5 -> random.nextGaussian();
            case 6 -> Double.longBitsToDouble(random.nextLong());
            case 7 -> text();
            case 8 -> list(depth + 1);
            default -> map(depth + 1);
        };
    }

    private List<@Nullable Object> list(int depth) {
        List<@Nullable Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(value(depth));
        }
        return list;
    }

    private Map<String, @Nullable Object> map(int depth) {
        Map<String, @Nullable Object> map = new HashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            map.put(text(), value(depth));
        }
        return map;
    }

    /** Numbers of every magnitude, the small ones as often as the large ones. */
    private long integer() {
        return random.nextLong() >> random.nextInt(Long.SIZE);
    }

    private String text() {
        return random.ints(random.nextInt(MAX_TEXT), 0, 4)
                .map(this::codePoint)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /** Surrogates without their other half are among the code points, as they are among those of any Java text. */
    private int codePoint(int choice) {
        return switch (choice) {
            case 0 -> SPECIAL.charAt(random.nextInt(SPECIAL.length()));
            case 1 -> 'a' + random.nextInt(26);
            case 2 -> random.nextInt(Character.MIN_SUPPLEMENTARY_CODE_POINT);
            default -> random.nextInt(Character.MAX_CODE_POINT + 1);
        };
    }
}
