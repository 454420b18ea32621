package dev.flagexporter.runtime.config;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import javax.net.ssl.SSLContext;

import dev.flagexporter.spi.TlsSettings;
import io.quarkus.arc.Arc;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import io.vertx.core.net.SSLOptions;
import org.jspecify.annotations.Nullable;

/** A configuration of Quarkus' registry. It asks anew each time, because certificates are renewed. */
record RegisteredTls(String name, TlsConfiguration configuration) implements TlsSettings {

    static Optional<TlsSettings> named(String name) {
        TlsConfigurationRegistry registry =
                Arc.container().instance(TlsConfigurationRegistry.class).get();
        return Optional.ofNullable(registry)
                .flatMap(known -> known.get(name))
                .map(configuration -> new RegisteredTls(name, configuration));
    }

    @Override
    public SSLContext sslContext() throws GeneralSecurityException {
        try {
            return configuration.createSSLContext();
        } catch (GeneralSecurityException e) {
            throw e;
        } catch (Exception e) {
            throw new GeneralSecurityException("the TLS configuration \"" + name + "\" is invalid", e);
        }
    }

    @Override
    public Optional<KeyStore> keyStore() {
        return Optional.ofNullable(configuration.getKeyStore());
    }

    @Override
    public Optional<KeyStore> trustStore() {
        return Optional.ofNullable(configuration.getTrustStore());
    }

    @Override
    public boolean trustsAll() {
        return configuration.isTrustAll();
    }

    @Override
    public Optional<String> hostnameVerificationAlgorithm() {
        return configuration.getHostnameVerificationAlgorithm();
    }

    @Override
    public List<String> protocols() {
        SSLOptions options = configuration.getSSLOptions();
        return options == null ? List.of() : list(options.getEnabledSecureTransportProtocols());
    }

    @Override
    public List<String> cipherSuites() {
        SSLOptions options = configuration.getSSLOptions();
        return options == null ? List.of() : list(options.getEnabledCipherSuites());
    }

    private static List<String> list(@Nullable Set<String> names) {
        return names == null ? List.of() : List.copyOf(names);
    }

    /** Without the configuration, which has passwords. */
    @Override
    public String toString() {
        return "TLS configuration " + name;
    }
}
