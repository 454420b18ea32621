package dev.flagexporter.spi.event;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.jspecify.annotations.Nullable;

/** Anything that may be in an event; the same for the same seed. */
public final class RandomValues {

    private static final int MAX_DEPTH = 4;
    private static final int MAX_LENGTH = 40;

    private final Random random;

    public RandomValues(long seed) {
        this.random = new Random(seed);
    }

    public FeatureEvent feature() {
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

    public TrackingEvent tracking() {
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
            case 3 -> new BigInteger(random.nextInt(500), random).negate();
            case 4 -> new BigDecimal(new BigInteger(random.nextInt(200), random), random.nextInt(1200) - 600);
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
    long integer() {
        return random.nextLong() >> random.nextInt(Long.SIZE);
    }

    /** Half of them plain ASCII to their end, as most texts are. */
    String text() {
        int kinds = random.nextBoolean() ? 1 : 4;
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(MAX_LENGTH); i > 0; i--) {
            text.appendCodePoint(codePoint(random.nextInt(kinds)));
        }
        return text.toString();
    }

    /** Surrogates without their other half are among the code points, as they are among those of any Java text. */
    private int codePoint(int kind) {
        return switch (kind) {
            case 0 -> ' ' + random.nextInt(0x7F - ' ');
            case 1 -> random.nextInt(0x100);
            case 2 -> random.nextInt(Character.MIN_SUPPLEMENTARY_CODE_POINT);
            default -> random.nextInt(Character.MAX_CODE_POINT + 1);
        };
    }
}
