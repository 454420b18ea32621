package dev.flagexporter.collector;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Stands for the relay: providers know a single endpoint for evaluations and events, so a gateway sits between them
 * and the collector. Evaluations are answered here; what goes to the collector's path is passed on byte for byte.
 */
final class RelayStub implements AutoCloseable {

    static final String COLLECTOR_PATH = "/v1/data/collector";

    private static final String EVALUATION_PATH = "/v1/feature/";
    private static final String EVALUATION_SUFFIX = "/eval";
    private static final String WEB_SOCKET_ID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the flags evaluate to, whoever asks. */
    private static final Map<String, String> FLAGS = Map.of(
            "boolean-flag", "{\"variationType\": \"on\", \"value\": true}",
            "string-flag", "{\"variationType\": \"blue\", \"value\": \"navy <&> ü\"}",
            "integer-flag", "{\"variationType\": \"many\", \"value\": 42}",
            "double-flag", "{\"variationType\": \"half\", \"value\": 2.5}",
            "object-flag", "{\"variationType\": \"dark\", \"value\": {\"theme\": \"dark\", \"sizes\": [1, 2.5]}}");

    /** Headers of a connection rather than of a message; the last two the client sets for its own connection. */
    private static final Set<String> NOT_PASSED_ON = Set.of(
            "connection",
            "keep-alive",
            "proxy-authenticate",
            "proxy-authorization",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "host",
            "content-length");

    private final URI collector;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Forwarded> forwarded = new CopyOnWriteArrayList<>();
    private final HttpServer server;

    /** A request as a provider sent it, and the status that it was answered with. */
    record Forwarded(String method, Headers headers, byte[] body, int status) {

        List<JsonNode> events() {
            try {
                List<JsonNode> events = new ArrayList<>();
                // as text: from bytes, Jackson reads no name with half a surrogate pair
                JSON.readTree(new String(body, StandardCharsets.UTF_8))
                        .required("events")
                        .forEach(events::add);
                return events;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private RelayStub(URI collector, HttpServer server) {
        this.collector = collector;
        this.server = server;
        server.createContext(EVALUATION_PATH, this::evaluate);
        server.createContext("/v1/allflags", this::evaluateAll);
        server.createContext("/v1/flag/change", exchange -> respond(exchange, 304, new byte[0]));
        server.createContext("/ws/v1/flag/change", RelayStub::openSilentWebSocket);
        server.createContext(COLLECTOR_PATH, this::forward);
        server.start();
    }

    static RelayStub inFrontOf(URI collector) {
        try {
            return new RelayStub(
                    collector, HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** What went to the collector so far, in order. */
    List<Forwarded> forwarded() {
        return List.copyOf(forwarded);
    }

    private void evaluate(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String key = path.substring(EVALUATION_PATH.length(), path.length() - EVALUATION_SUFFIX.length());
        respondJson(exchange, FLAGS.containsKey(key) ? evaluation(key) : flagNotFound());
    }

    private void evaluateAll(HttpExchange exchange) throws IOException {
        ObjectNode answer = JSON.createObjectNode().put("valid", true);
        ObjectNode flags = answer.putObject("flags");
        for (String key : FLAGS.keySet()) {
            flags.set(key, evaluation(key));
        }
        respondJson(exchange, answer);
    }

    private static ObjectNode evaluation(String key) throws IOException {
        return JSON.readValue(FLAGS.get(key), ObjectNode.class)
                .put("trackEvents", true)
                .put("failed", false)
                .put("version", "3")
                .put("reason", "TARGETING_MATCH")
                .put("errorCode", "")
                .put("cacheable", true);
    }

    private static ObjectNode flagNotFound() {
        return JSON.createObjectNode()
                .put("variationType", "SdkDefault")
                .putNull("value")
                .put("failed", true)
                .put("reason", "ERROR")
                .put("errorCode", "FLAG_NOT_FOUND")
                .put("cacheable", false);
    }

    /** Accepts a web socket on which nothing will ever be said. */
    private static void openSilentWebSocket(HttpExchange exchange) throws IOException {
        String challenge = exchange.getRequestHeaders().getFirst("Sec-WebSocket-Key") + WEB_SOCKET_ID;
        exchange.getResponseHeaders().set("Connection", "Upgrade");
        exchange.getResponseHeaders().set("Upgrade", "websocket");
        exchange.getResponseHeaders().set("Sec-WebSocket-Accept", base64Sha1(challenge));
        exchange.sendResponseHeaders(101, -1);
    }

    private static String base64Sha1(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-1").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void forward(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        HttpResponse<byte[]> response = askCollector(exchange, body);
        forwarded.add(
                new Forwarded(exchange.getRequestMethod(), exchange.getRequestHeaders(), body, response.statusCode()));
        response.headers().map().forEach((name, values) -> {
            if (isPassedOn(name)) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        respond(exchange, response.statusCode(), response.body());
    }

    private HttpResponse<byte[]> askCollector(HttpExchange exchange, byte[] body) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(collector.resolve(exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (isPassedOn(name)) {
                values.forEach(value -> request.header(name, value));
            }
        });
        try {
            return client.send(request.build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private static boolean isPassedOn(String header) {
        return !NOT_PASSED_ON.contains(header.toLowerCase(Locale.ROOT));
    }

    private static void respondJson(HttpExchange exchange, JsonNode answer) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        respond(exchange, 200, JSON.writeValueAsBytes(answer));
    }

    private static void respond(HttpExchange exchange, int status, byte[] body) throws IOException {
        try (exchange) {
            exchange.getRequestBody().readAllBytes();
            exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
