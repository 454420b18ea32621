package dev.flagexporter.backends;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** One request on its way through a proxy. */
final class Exchange {

    private final Socket client;
    private final InputStream input;
    private final URI server;
    private final Request request;

    private Exchange(Socket client, InputStream input, URI server, Request request) {
        this.client = client;
        this.input = input;
        this.server = server;
        this.request = request;
    }

    static Exchange read(Socket client, URI server) throws IOException {
        InputStream input = new BufferedInputStream(client.getInputStream());
        return new Exchange(client, input, server, Request.read(input));
    }

    Request request() {
        return request;
    }

    byte[] body() throws IOException {
        return body(request.contentLength());
    }

    /** The first bytes of the body. */
    byte[] body(int length) throws IOException {
        if (request.expectsToContinue()) {
            answer("HTTP/1.1 100 Continue\r\n\r\n".getBytes(ISO_8859_1));
        }
        return input.readNBytes(length);
    }

    /** What the server answers. */
    byte[] forward(byte[] body) throws IOException {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            OutputStream output = socket.getOutputStream();
            output.write(request.forwarded());
            output.write(body);
            output.flush();
            return socket.getInputStream().readAllBytes();
        }
    }

    void answer(byte[] answer) throws IOException {
        client.getOutputStream().write(answer);
        client.getOutputStream().flush();
    }

    /** Ends the connection as a crash does. */
    void cut() throws IOException {
        client.setSoLinger(true, 0);
        client.close();
    }

    /** Returns when the client has ended the connection. */
    void awaitEnd() throws IOException {
        input.transferTo(OutputStream.nullOutputStream());
    }
}
