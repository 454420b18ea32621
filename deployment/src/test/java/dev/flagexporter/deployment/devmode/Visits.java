package dev.flagexporter.deployment.devmode;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import dev.flagexporter.spi.ExporterFactory;
import io.quarkus.test.QuarkusDevModeTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.JavaArchive;

import static org.assertj.core.api.Assertions.assertThat;

/** An application in dev mode with the plugin {@code live}, whose exporter flushes on demand and at its end only. */
final class Visits {

    static final String GREETER = "quarkus.flag-exporter.exporters.greeter.";

    private final int port = freePort();
    private Path file = Path.of("");

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path temporaryFile() {
        try {
            Path file = Files.createTempFile("visits", ".txt");
            file.toFile().deleteOnExit();
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    QuarkusDevModeTest inDevMode(Class<?>... more) {
        return new QuarkusDevModeTest().withApplicationRoot(application -> addTo(application.addClasses(more)));
    }

    /** Each test has an application, and a file, of its own. */
    private void addTo(JavaArchive application) {
        file = temporaryFile();
        application
                .addClasses(LiveExporter.class, LiveExporterConfig.class, LiveExporterFactory.class)
                .addClass(VisitResource.class)
                .addAsServiceProvider(ExporterFactory.class, LiveExporterFactory.class)
                .addAsResource(new StringAsset(properties()), "application.properties");
    }

    private String properties() {
        return String.join(
                "\n",
                "quarkus.http.port=" + port,
                GREETER + "kind=live",
                GREETER + "flush-interval=1h",
                GREETER + "file=" + file,
                "");
    }

    /** Appends an event. */
    Response visit(String user) {
        return RestAssured.given().port(port).post("/visits/" + user);
    }

    /** Appends an event, and waits until it was exported. */
    void visitAndFlush(String user) {
        Response response = visit(user + "/flushed");
        assertThat(response.statusCode()).as(() -> response.body().asString()).isEqualTo(204);
    }

    /** What was exported so far. */
    List<String> exported() throws IOException {
        return Files.readAllLines(file);
    }

    /** The live threads of the extension. */
    static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("flag-exporter-"))
                .collect(Collectors.toSet());
    }
}
