package dev.flagexporter.deployment;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A connection to the application under test on which a test writes HTTP/1.1 itself, as slowly as it likes. */
final class RawConnection implements AutoCloseable {

    private static final int PATIENCE_MILLIS = 30_000;

    private final Socket socket;
    private final InputStream in;

    RawConnection() throws IOException {
        socket = new Socket("localhost", CollectorClient.port());
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        in = new BufferedInputStream(socket.getInputStream());
    }

    /** The headers of a request to the collector; the last argument says how long the body is. */
    static String head(String method, String key, String contentType, String length) {
        return """
                %s /v1/data/collector HTTP/1.1\r
                Host: localhost\r
                X-API-Key: %s\r
                Content-Type: %s\r
                %s\r
                \r
                """.formatted(method, key, contentType, length);
    }

    /** The headers of a request with JSON. */
    static String head(String length) {
        return head("POST", "none", CollectorClient.JSON, length);
    }

    void write(String text) throws IOException {
        write(text.getBytes(StandardCharsets.US_ASCII));
    }

    void write(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    void writeChunk(byte[] bytes) throws IOException {
        write(Integer.toHexString(bytes.length) + "\r\n");
        write(bytes);
        write("\r\n");
    }

    /** Sends nothing any more; what the server answers can still be read. */
    void closeOutput() throws IOException {
        socket.shutdownOutput();
    }

    /** Reads one response to its end, and returns its first line. */
    String readStatusLine() throws IOException {
        String head = readHead();
        int at = head.toLowerCase(Locale.ROOT).indexOf("content-length: ") + "content-length: ".length();
        in.readNBytes(Integer.parseInt(head.substring(at, head.indexOf('\r', at))));
        return head.substring(0, head.indexOf("\r"));
    }

    /** Reads one response up to its body. */
    String readHead() throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the server hung up after: " + head);
            }
            head.append((char) next);
        }
        return head.toString();
    }

    /** Reads until the server closes the connection. */
    String readRest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
