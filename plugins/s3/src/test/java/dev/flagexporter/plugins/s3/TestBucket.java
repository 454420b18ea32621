package dev.flagexporter.plugins.s3;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import dev.flagexporter.backends.FaultyProxy;
import dev.flagexporter.backends.S3Server;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.testkit.Configurations;
import dev.flagexporter.testkit.TestEnvironment;
import software.amazon.awssdk.core.sync.RequestBody;

/** A bucket with versions, on a server of its own, behind a proxy through which things can go wrong. */
final class TestBucket implements AutoCloseable {

    static final String NAME = "flags";

    private final S3Server server = S3Server.start();
    private final FaultyProxy proxy = FaultyProxy.inFrontOf(server.uri());
    private final List<Exporter> exporters = new ArrayList<>();

    TestBucket() {
        server.createBucket(NAME);
    }

    S3Server server() {
        return server;
    }

    FaultyProxy proxy() {
        return proxy;
    }

    /** The keys of an exporter that works, and more. */
    Map<String, String> keys(Map<String, String> more) {
        Map<String, String> keys = new HashMap<>(Map.of(
                "bucket",
                NAME,
                "path",
                "lake",
                "endpoint",
                proxy.uri().toString(),
                "access-key-id",
                S3Server.ACCESS_KEY_ID,
                "secret-access-key",
                S3Server.SECRET_ACCESS_KEY));
        keys.putAll(more);
        return keys;
    }

    /** An open exporter with other or more keys than usual, closed with this. */
    Exporter exporter(Map<String, String> more) throws Exception {
        return exporter(more, TestEnvironment.of(EventType.FEATURE));
    }

    Exporter exporter(Map<String, String> more, TestEnvironment environment) throws Exception {
        return open(keys(more), environment);
    }

    Exporter open(Map<String, String> keys, TestEnvironment environment) throws Exception {
        Exporter exporter =
                (Exporter) new S3ExporterFactory().create(Configurations.of(S3ExporterConfig.class, keys), environment);
        exporters.add(exporter);
        exporter.open();
        return exporter;
    }

    void putForeignObject(String key) {
        server.client().putObject(request -> request.bucket(NAME).key(key), RequestBody.fromString("foreign"));
    }

    List<String> objects() {
        return server.keys(NAME);
    }

    byte[] content(String key) {
        return server.content(NAME, key);
    }

    @Override
    public void close() throws Exception {
        for (Exporter exporter : exporters) {
            exporter.close();
        }
        proxy.close();
        server.close();
    }
}
