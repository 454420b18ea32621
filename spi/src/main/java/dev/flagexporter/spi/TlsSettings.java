package dev.flagexporter.spi;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.SSLContext;

/**
 * A named TLS configuration of the platform, see {@link ExporterEnvironment#tls}. Certificates can be renewed while an
 * application runs: ask again for each new connection pool, and do not keep what these methods return beyond it.
 *
 * <p>Only the platform and the testkit implement this interface; it grows.
 */
public interface TlsSettings {

    /**
     * Returns the name of the configuration.
     *
     * @return the name that it was asked for by
     */
    String name();

    /**
     * Returns a context made of the key store and the trust store.
     *
     * @return a context; it trusts what the JVM trusts if there is no trust store
     * @throws GeneralSecurityException if the stores are invalid
     */
    SSLContext sslContext() throws GeneralSecurityException;

    /**
     * Returns the certificate and key that a client presents.
     *
     * @return a loaded key store; empty if none is configured
     */
    Optional<KeyStore> keyStore();

    /**
     * Returns the certificates that are trusted.
     *
     * @return a loaded key store; empty if none is configured
     */
    Optional<KeyStore> trustStore();

    /**
     * Returns whether every certificate is trusted, for tests.
     *
     * @return true if certificates are not checked
     */
    boolean trustsAll();

    /**
     * Returns how the name of a host is compared with its certificate.
     *
     * @return an algorithm such as {@code HTTPS}; {@code NONE} for no comparison; empty for the client's default
     */
    Optional<String> hostnameVerificationAlgorithm();

    /**
     * Returns the protocols that may be used.
     *
     * @return names such as {@code TLSv1.3}, unmodifiable; empty for the client's default
     */
    List<String> protocols();

    /**
     * Returns the cipher suites that may be used.
     *
     * @return names, in the order of preference, unmodifiable; empty for the client's default
     */
    List<String> cipherSuites();
}
