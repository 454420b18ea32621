package dev.flagexporter.testkit;

import java.security.KeyStore;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.SSLContext;

import dev.flagexporter.spi.TlsSettings;

/**
 * A TLS configuration for tests, see {@link TestEnvironment#withTls}.
 *
 * @param name the name of the configuration
 * @param sslContext the context of connections
 * @param keyStore the certificate and key of a client, if it has one
 * @param trustStore the trusted certificates, if there are any
 */
public record TestTls(String name, SSLContext sslContext, Optional<KeyStore> keyStore, Optional<KeyStore> trustStore)
        implements TlsSettings {

    @Override
    public boolean trustsAll() {
        return false;
    }

    @Override
    public Optional<String> hostnameVerificationAlgorithm() {
        return Optional.empty();
    }

    @Override
    public List<String> protocols() {
        return List.of();
    }

    @Override
    public List<String> cipherSuites() {
        return List.of();
    }
}
