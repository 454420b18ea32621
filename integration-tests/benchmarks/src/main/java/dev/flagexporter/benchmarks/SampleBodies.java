package dev.flagexporter.benchmarks;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Bodies of requests as providers send them: many users, few flags. */
final class SampleBodies {

    private static final List<String> FLAGS =
            List.of("checkout-v2", "recommendations", "new-search", "dark-mode", "pricing-test");
    private static final String META = "{\"provider\":\"java\",\"openfeature\":true,\"env\":\"prod\"}";

    private SampleBodies() {}

    /**
     * A body of so many events.
     *
     * @param name {@code flags}: evaluations of flags that are on or off. {@code objects}: evaluations of flags with objects for
     *     values, in turns with tracking events
     * @param events how many
     * @param seed bodies with other seeds have other users
     */
    static byte[] named(String name, int events, int seed) {
        return IntStream.range(seed, seed + events)
                .mapToObj(number -> event(name, number))
                .collect(Collectors.joining(",", "{\"meta\":" + META + ",\"events\":[", "]}"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String event(String name, int number) {
        return switch (name) {
            case "flags" -> evaluation(number, number % 3 == 0 ? "off" : "on", String.valueOf(number % 3 != 0));
            case "objects" -> number % 2 == 0 ? evaluation(number, "grid", layout(number)) : action(number);
            default -> throw new IllegalArgumentException("there are no bodies " + name);
        };
    }

    private static String evaluation(int number, String variation, String value) {
        return """
                {"kind":"feature","contextKind":"user","userKey":"%s","creationDate":%d,"key":"%s","variation":"%s",\
                "value":%s,"default":false,"version":"3","source":"INPROCESS"}""".formatted(user(number), date(number), FLAGS.get(number % FLAGS.size()), variation, value);
    }

    private static String layout(int number) {
        return "{\"layout\":\"grid\",\"columns\":" + number % 7 + ",\"weight\":0.25,\"tags\":[\"a\",\"b\"]}";
    }

    private static String action(int number) {
        return """
                {"kind":"tracking","contextKind":"user","userKey":"%1$s","creationDate":%2$d,"key":"order-paid",\
                "evaluationContext":{"targetingKey":"%1$s","plan":"pro","seats":3,"email":"%1$s@example.com","beta":true,\
                "country":"DE"},"trackingEventDetails":{"value":49.9,"currency":"EUR","items":[1,2,3]}}""".formatted(user(number), date(number));
    }

    private static String user(int number) {
        return "0b1c2d3e-user-" + number * 7919 % 100_000;
    }

    private static long date(int number) {
        return 1_700_000_000L + number;
    }
}
