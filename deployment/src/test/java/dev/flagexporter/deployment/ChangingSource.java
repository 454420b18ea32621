package dev.flagexporter.deployment;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.smallrye.config.SecretKeysHandler;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jboss.shrinkwrap.api.spec.JavaArchive;

/** A source of configuration that an application brings, such as a server of its own, and that changes at run time. */
public class ChangingSource implements ConfigSource {

    static final Map<String, String> PROPERTIES = new ConcurrentHashMap<>();
    static final Map<String, String> SECRETS = new ConcurrentHashMap<>();

    /** Where {@code ${vault::name}} is looked up. */
    public static class Vault implements SecretKeysHandler {

        @Override
        public String decode(String secretName) {
            return SECRETS.getOrDefault(secretName, "unset");
        }

        @Override
        public String getName() {
            return "vault";
        }
    }

    static void addTo(JavaArchive application) {
        application
                .addClasses(ChangingSource.class, Vault.class)
                .addAsServiceProvider(ConfigSource.class, ChangingSource.class)
                .addAsServiceProvider(SecretKeysHandler.class, Vault.class);
    }

    @Override
    public Set<String> getPropertyNames() {
        return PROPERTIES.keySet();
    }

    @Override
    public String getValue(String propertyName) {
        return PROPERTIES.get(propertyName);
    }

    @Override
    public String getName() {
        return "changing";
    }

    @Override
    public int getOrdinal() {
        return 500;
    }
}
