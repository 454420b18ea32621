package dev.flagexporter.testkit.exporter;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

/** Where the exporters under test deliver to. */
final class Destination {

    private final List<String> texts = new CopyOnWriteArrayList<>();
    private volatile boolean broken;
    private volatile boolean hanging;

    void setBroken(boolean broken) {
        this.broken = broken;
    }

    void hang() {
        hanging = true;
    }

    void connect() throws IOException {
        if (broken) {
            throw new IOException("connection refused");
        }
    }

    void send(List<String> added) throws IOException, InterruptedException {
        connect();
        if (hanging) {
            new CountDownLatch(1).await();
        }
        texts.addAll(added);
    }

    /** Moves the last few texts to another place. */
    void moveTo(int place, int count) {
        List<String> last = List.copyOf(texts.subList(texts.size() - count, texts.size()));
        texts.subList(texts.size() - count, texts.size()).clear();
        texts.addAll(place, last);
    }

    List<String> texts() {
        return List.copyOf(texts);
    }
}
