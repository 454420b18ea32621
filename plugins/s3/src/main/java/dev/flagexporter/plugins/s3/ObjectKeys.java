package dev.flagexporter.plugins.s3;

/** The keys of objects, made as the reference makes them. */
final class ObjectKeys {

    /** The longest key that S3 takes, in UTF-8. */
    static final int MAX_BYTES = 1024;

    private final String prefix;

    ObjectKeys(S3ExporterConfig config) {
        boolean bare = config.path().isEmpty() && !config.leadingSlash();
        this.prefix = bare ? "" : config.path().orElse("") + "/";
    }

    String of(String name) {
        return prefix + name;
    }
}
