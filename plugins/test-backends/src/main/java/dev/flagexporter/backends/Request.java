package dev.flagexporter.backends;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The head of an HTTP request.
 *
 * @param method the method
 * @param target path and query as they were sent
 * @param headers names in lower case, with their last values
 */
public record Request(String method, String target, Map<String, String> headers) {

    /**
     * The path.
     *
     * @return decoded, without the query
     */
    public String path() {
        int query = target.indexOf('?');
        return URLDecoder.decode((query < 0 ? target : target.substring(0, query)).replace("+", "%2B"), UTF_8);
    }

    /**
     * The query.
     *
     * @return as it was sent; empty when there is none
     */
    public String query() {
        int query = target.indexOf('?');
        return query < 0 ? "" : target.substring(query + 1);
    }

    /**
     * Whether this is a request with such a method and parameter.
     *
     * @param wanted the method
     * @param parameter what the query begins with; empty for a request without a query
     * @return true if it is
     */
    public boolean is(String wanted, String parameter) {
        return method.equals(wanted) && (parameter.isEmpty() ? query().isEmpty() : query().startsWith(parameter));
    }

    /**
     * How long the body is.
     *
     * @return the number of bytes, 0 without a body
     */
    public int contentLength() {
        return Integer.parseInt(headers.getOrDefault("content-length", "0"));
    }

    boolean expectsToContinue() {
        return headers.containsKey("expect");
    }

    /** The head for the server behind the proxy: one request a connection, with its body at once. */
    byte[] forwarded() {
        StringBuilder head = new StringBuilder(method + " " + target + " HTTP/1.1\r\n");
        headers.forEach((name, value) -> {
            if (!name.equals("expect") && !name.equals("connection")) {
                head.append(name).append(": ").append(value).append("\r\n");
            }
        });
        return head.append("connection: close\r\n\r\n").toString().getBytes(ISO_8859_1);
    }

    static Request read(InputStream input) throws IOException {
        String[] start = readLine(input).split(" ", 3);
        Map<String, String> headers = new LinkedHashMap<>();
        for (String line = readLine(input); !line.isEmpty(); line = readLine(input)) {
            int colon = line.indexOf(':');
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return new Request(start[0], start[1], headers);
    }

    private static String readLine(InputStream input) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = input.read(); next != '\n'; next = input.read()) {
            if (next < 0) {
                throw new IOException("the connection ended");
            }
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }
}
