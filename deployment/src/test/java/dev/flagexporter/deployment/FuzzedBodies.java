package dev.flagexporter.deployment;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

/** Bodies as providers send them, with errors that a seed decides. */
final class FuzzedBodies {

    private static final int MAX_ERRORS = 4;

    private static final List<byte[]> BODIES = Stream.of(
                    "{\"meta\":{\"provider\":\"web\",\"openfeature\":true},\"events\":[{\"kind\":\"feature\","
                            + "\"contextKind\":\"user\",\"userKey\":\"u-1\",\"creationDate\":1700000000,\"key\":\"flag\","
                            + "\"variation\":\"on\",\"value\":{\"a\":[1,2.5,null]},\"default\":false,\"version\":\"3\","
                            + "\"source\":\"PROVIDER_CACHE\"}]}",
                    "{\n  \"events\" : [ {\n    \"kind\" : \"feature\",\n    \"userKey\" : null,\n    \"version\" : null,\n"
                            + "    \"creationDate\" : 1700000000123,\n    \"value\" : \"\\ud83d\\ude00\"\n  } ],\n  \"meta\" : { }\n}",
                    "{\"events\":[{\"kind\":\"tracking\",\"userKey\":\"é\",\"key\":\"order\",\"creationDate\":17.5,"
                            + "\"evaluationContext\":{\"plan\":\"pro\"},\"trackingEventDetails\":{\"value\":49.9}},null,{}]}",
                    "{\"events\":[]}")
            .map(FuzzedBodies::bytes)
            .toList();

    private static final List<byte[]> FRAGMENTS = Stream.of(
                    "null",
                    "{",
                    "}",
                    "[",
                    "]",
                    "[[[[[[[[",
                    "{\"a\":{\"a\":",
                    ",",
                    ":",
                    "\"",
                    "\\",
                    "\\u",
                    "\\ud800",
                    "1e999",
                    "-",
                    "-0",
                    "00",
                    "1".repeat(2000),
                    "0.".concat("0".repeat(500)),
                    "true",
                    "\"events\":",
                    "\"meta\":",
                    "\"kind\":\"tracking\",",
                    "\"creationDate\":",
                    "\u0000",
                    "\ufeff",
                    "/*",
                    "NaN",
                    "x".repeat(70_000))
            .map(FuzzedBodies::bytes)
            .toList();

    private final Random random;

    FuzzedBodies(Random random) {
        this.random = random;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    byte[] next() {
        return withErrors(pick(BODIES));
    }

    byte[] withErrors(byte[] body) {
        byte[] result = body;
        for (int i = random.nextInt(MAX_ERRORS + 1); i > 0; i--) {
            result = withError(result);
        }
        return result;
    }

    private byte[] withError(byte[] body) {
        int start = random.nextInt(body.length + 1);
        int end = start + random.nextInt(body.length - start + 1);
        return switch (random.nextInt(7)) {
            case 0 -> flipped(body);
            case 1 -> Arrays.copyOf(body, start);
            case 2 -> join(body, 0, start, new byte[0], body, end);
            case 3 -> join(body, 0, end, new byte[0], body, start);
            case 4 -> join(body, 0, start, pick(FRAGMENTS), body, end);
            case 5 -> join(body, 0, start, noise(), body, start);
            default -> join(body, 0, start, new byte[0], pick(BODIES), 0);
        };
    }

    private byte[] flipped(byte[] body) {
        byte[] result = body.clone();
        if (result.length > 0) {
            result[random.nextInt(result.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return result;
    }

    private byte[] noise() {
        byte[] noise = new byte[random.nextInt(20)];
        random.nextBytes(noise);
        return noise;
    }

    private static byte[] join(byte[] head, int from, int to, byte[] middle, byte[] tail, int tailFrom) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.write(head, from, to - from);
        joined.writeBytes(middle);
        joined.write(tail, tailFrom, tail.length - tailFrom);
        return joined.toByteArray();
    }

    private byte[] pick(List<byte[]> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    static byte[] gzip(byte[] body) {
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return compressed.toByteArray();
    }
}
