package dev.flagexporter.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;

import dev.flagexporter.spi.ExporterEnvironment;
import dev.flagexporter.spi.ExporterFactory;
import dev.flagexporter.spi.TlsSettings;
import io.quarkus.test.QuarkusUnitTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static dev.flagexporter.deployment.FakePlugin.EXPORTERS;
import static org.assertj.core.api.Assertions.assertThat;

/** An exporter uses a named TLS configuration of its application. */
class TlsConfigurationTest {

    private static final String PASSWORD = "for-the-test";
    private static final Path STORE = selfSigned();

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(application -> {
                application.addClasses(SecureExporterFactory.class, SecureExporterFactory.Keys.class);
                application.addAsServiceProvider(ExporterFactory.class, SecureExporterFactory.class);
            })
            .overrideConfigKey("quarkus.application.name", "shop")
            .overrideConfigKey("quarkus.application.version", "1.2.3")
            .overrideConfigKey("quarkus.tls.destination.key-store.p12.path", STORE.toString())
            .overrideConfigKey("quarkus.tls.destination.key-store.p12.password", PASSWORD)
            .overrideConfigKey("quarkus.tls.destination.trust-store.p12.path", STORE.toString())
            .overrideConfigKey("quarkus.tls.destination.trust-store.p12.password", PASSWORD)
            .overrideConfigKey("quarkus.tls.destination.hostname-verification-algorithm", "NONE")
            .overrideConfigKey("quarkus.tls.destination.protocols", "TLSv1.3")
            .overrideConfigKey("quarkus.tls.destination.cipher-suites", "TLS_AES_128_GCM_SHA256")
            .overrideConfigKey(EXPORTERS + "lake.kind", "secure")
            .overrideConfigKey(EXPORTERS + "lake.tls-name", "destination");

    private static Path selfSigned() {
        try {
            Path store = Files.createTempDirectory("tls").resolve("store.p12");
            Process keytool = new ProcessBuilder(Stream.of(
                                    Path.of(System.getProperty("java.home"), "bin", "keytool")
                                            .toString(),
                                    "-genkeypair -alias destination -keyalg EC -dname CN=localhost -validity 2",
                                    "-storetype PKCS12 -storepass " + PASSWORD,
                                    "-keystore " + store)
                            .flatMap(words -> Stream.of(words.split(" ")))
                            .toList())
                    .redirectErrorStream(true)
                    .start();
            String output = new String(keytool.getInputStream().readAllBytes());
            assertThat(keytool.waitFor()).as(output).isZero();
            return store;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static TlsSettings settings() {
        return SecureExporterFactory.SETTINGS.get("lake");
    }

    @Test
    void hasItsStoresAndOptions() throws Exception {
        assertThat(settings().name()).isEqualTo("destination");
        assertThat(settings().keyStore().orElseThrow().isKeyEntry("destination"))
                .isTrue();
        assertThat(settings().trustStore().orElseThrow().containsAlias("destination"))
                .isTrue();
        assertThat(settings().trustsAll()).isFalse();
        assertThat(settings().hostnameVerificationAlgorithm()).contains("NONE");
        assertThat(settings().protocols()).containsExactly("TLSv1.3");
        assertThat(settings().cipherSuites()).containsExactly("TLS_AES_128_GCM_SHA256");
        assertThat(settings().toString()).contains("destination").doesNotContain(PASSWORD);
    }

    @Test
    void makesConnectionsThatTrustItsCertificate() throws Exception {
        SSLContext context = settings().sslContext();
        try (SSLServerSocket server =
                (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0)) {
            CompletableFuture<Integer> received = CompletableFuture.supplyAsync(() -> receiveFrom(server));
            try (SSLSocket client =
                    (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", server.getLocalPort())) {
                client.getOutputStream().write(42);
                assertThat(received.get()).isEqualTo(42);
            }
        }
    }

    private static int receiveFrom(SSLServerSocket server) {
        try (SSLSocket connection = (SSLSocket) server.accept()) {
            return connection.getInputStream().read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void itsExporterKnowsTheApplication() {
        ExporterEnvironment environment = SecureExporterFactory.ENVIRONMENTS.get("lake");
        assertThat(environment.applicationName()).isEqualTo("shop");
        assertThat(environment.applicationVersion()).isEqualTo("1.2.3");
        environment.meters().counter("objects.written", "objects").add(1);
    }
}
