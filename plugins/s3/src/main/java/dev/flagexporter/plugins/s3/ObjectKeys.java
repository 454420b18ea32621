package dev.flagexporter.plugins.s3;

import dev.flagexporter.spi.object.ObjectNameLimits;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The keys of objects, in the form of GO Feature Flag. */
final class ObjectKeys {

    /** The maximum length of a key in S3, in UTF-8. */
    static final int MAX_BYTES = 1024;

    /** The length of the shortest file name, with the slash before it. */
    private static final int SHORTEST_NAME = 2;

    private final String prefix;

    ObjectKeys(S3ExporterConfig config) {
        this.prefix = prefix(config);
    }

    private static String prefix(S3ExporterConfig config) {
        boolean bare = config.path().isEmpty() && !config.leadingSlash();
        return bare ? "" : config.path().orElse("") + "/";
    }

    /** Whether a path leaves no room for a file name. */
    static boolean isTooLong(String path) {
        return bytes(path) > MAX_BYTES - SHORTEST_NAME;
    }

    /** Returns the limits on file names; none if the path alone is too long, which is reported by itself. */
    static ObjectNameLimits nameLimits(S3ExporterConfig config) {
        boolean pathTooLong = config.path().filter(ObjectKeys::isTooLong).isPresent();
        return ObjectNameLimits.ofBytes(pathTooLong ? Integer.MAX_VALUE : MAX_BYTES - bytes(prefix(config)));
    }

    private static int bytes(String key) {
        return key.getBytes(UTF_8).length;
    }

    String of(String name) {
        return prefix + name;
    }
}
