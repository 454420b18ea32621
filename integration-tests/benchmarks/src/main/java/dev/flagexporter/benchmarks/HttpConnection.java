package dev.flagexporter.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A connection of a load generator, which costs it as little as possible: requests are ready bytes, answers are skipped. */
final class HttpConnection implements AutoCloseable {

    private static final int BUFFER_SIZE = 4096;
    private static final int TIMEOUT_MILLIS = 30_000;
    private static final String LENGTH = "content-length:";
    private static final String END_OF_HEAD = "\r\n\r\n";

    private final Socket socket;
    private final InputStream answers;
    private final byte[] buffer = new byte[BUFFER_SIZE];

    HttpConnection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(TIMEOUT_MILLIS);
        answers = socket.getInputStream();
    }

    /** The bytes of a request to a path, and of its body. */
    static byte[] request(String path, byte[] body, boolean gzip) {
        String head = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + (gzip ? "Content-Encoding: gzip\r\n" : "")
                + "Content-Length: " + body.length + END_OF_HEAD;
        byte[] bytes = head.getBytes(StandardCharsets.US_ASCII);
        byte[] request = new byte[bytes.length + body.length];
        System.arraycopy(bytes, 0, request, 0, bytes.length);
        System.arraycopy(body, 0, request, bytes.length, body.length);
        return request;
    }

    /** Sends a request and returns its whole answer, which has to be small and successful. */
    String send(byte[] request) throws IOException {
        socket.getOutputStream().write(request);
        int count = 0;
        int length = Integer.MAX_VALUE;
        while (count < length) {
            int read = answers.read(buffer, count, BUFFER_SIZE - count);
            if (read <= 0) {
                throw new EOFException("the answer is cut, or larger than " + BUFFER_SIZE + " bytes");
            }
            count += read;
            length = length == Integer.MAX_VALUE ? lengthOfAnswer(count) : length;
        }
        return successful(new String(buffer, 0, count, StandardCharsets.US_ASCII));
    }

    /** The length of head and body; unknown until the head is complete. */
    private int lengthOfAnswer(int count) {
        String answer = new String(buffer, 0, count, StandardCharsets.US_ASCII);
        int headEnd = answer.indexOf(END_OF_HEAD);
        if (headEnd < 0) {
            return Integer.MAX_VALUE;
        }
        int field = answer.toLowerCase(Locale.ROOT).indexOf(LENGTH) + LENGTH.length();
        int fieldEnd = answer.indexOf('\r', field);
        return headEnd
                + END_OF_HEAD.length()
                + Integer.parseInt(answer.substring(field, fieldEnd).trim());
    }

    private static String successful(String answer) throws IOException {
        if (!answer.startsWith("HTTP/1.1 200 ")) {
            throw new IOException(answer);
        }
        return answer.substring(answer.indexOf(END_OF_HEAD) + END_OF_HEAD.length());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
