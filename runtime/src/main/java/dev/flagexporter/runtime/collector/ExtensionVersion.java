package dev.flagexporter.runtime.collector;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** The version of this extension, which the build writes into a resource beside this class. */
final class ExtensionVersion {

    static final String RESOURCE = "version.properties";

    private ExtensionVersion() {}

    static String read() {
        Properties properties = new Properties();
        try (InputStream resource = ExtensionVersion.class.getResourceAsStream(RESOURCE)) {
            if (resource != null) {
                properties.load(resource);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the version of the extension cannot be read", e);
        }
        return properties.getProperty("version", "unknown");
    }
}
