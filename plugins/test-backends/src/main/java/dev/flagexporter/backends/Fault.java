package dev.flagexporter.backends;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.CountDownLatch;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What goes wrong with a request. */
public final class Fault {

    /** Nothing goes wrong. */
    public static final Fault NONE = new Fault(exchange -> exchange.answer(exchange.forward(exchange.body())));

    /** The server does as it was told, and the connection ends before its answer has arrived. */
    public static final Fault ANSWER_LOST = new Fault(exchange -> {
        exchange.forward(exchange.body());
        exchange.cut();
    });

    /** The connection ends when half of the body has arrived. */
    public static final Fault CUT = new Fault(exchange -> {
        exchange.body(exchange.request().contentLength() / 2);
        exchange.cut();
    });

    /** The server does as it was told, and its answer never comes. */
    public static final Fault ANSWER_WITHHELD = new Fault(exchange -> {
        exchange.forward(exchange.body());
        exchange.awaitEnd();
    });

    /** The server is never asked, and there is no answer. */
    public static final Fault SILENCE = new Fault(Exchange::awaitEnd);

    /** One byte of the body arrives as another one. */
    public static final Fault CORRUPTION = new Fault(exchange -> {
        byte[] body = exchange.body();
        body[body.length / 2] ^= 1;
        exchange.answer(exchange.forward(body));
    });

    private interface Action {

        void apply(Exchange exchange) throws IOException;
    }

    private final Action action;

    private Fault(Action action) {
        this.action = action;
    }

    /**
     * The server is asked only when a gate opens, and all is well then. Without the gate, the request hangs.
     *
     * @param gate opens at zero
     * @return the fault
     */
    public static Fault heldBy(CountDownLatch gate) {
        return new Fault(exchange -> {
            byte[] body = exchange.body();
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException();
            }
            exchange.answer(exchange.forward(body));
        });
    }

    /**
     * The server is never asked; this is the answer.
     *
     * @param status the status
     * @param code the code of the error, as S3 names it
     * @return the fault
     */
    public static Fault error(int status, String code) {
        byte[] document = ("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>" + code
                        + "</Code><Message>Please do not.</Message><RequestId>4711</RequestId></Error>")
                .getBytes(UTF_8);
        return answer(status, document);
    }

    /**
     * The server is never asked; all is well, says this answer.
     *
     * @return the fault
     */
    public static Fault success() {
        return success("");
    }

    /**
     * The server is never asked; all is well, says this answer, with a checksum of what has arrived.
     *
     * @param checksum a CRC32 in Base64
     * @return the fault
     */
    public static Fault successWithChecksum(String checksum) {
        return success("x-amz-checksum-crc32: " + checksum + "\r\n");
    }

    private static Fault success(String header) {
        return new Fault(exchange -> {
            exchange.body();
            exchange.answer(
                    ("HTTP/1.1 200 OK\r\netag: \"e\"\r\n" + header + "content-length: 0\r\nconnection: close\r\n\r\n")
                            .getBytes(UTF_8));
        });
    }

    private static Fault answer(int status, byte[] document) {
        return new Fault(exchange -> {
            exchange.body();
            boolean bodiless = exchange.request().method().equals("HEAD");
            exchange.answer(("HTTP/1.1 " + status + " Whatever\r\ncontent-type: application/xml\r\ncontent-length: "
                            + document.length + "\r\nconnection: close\r\n\r\n")
                    .getBytes(UTF_8));
            if (!bodiless) {
                exchange.answer(document);
            }
        });
    }

    void apply(Exchange exchange) throws IOException {
        action.apply(exchange);
    }
}
