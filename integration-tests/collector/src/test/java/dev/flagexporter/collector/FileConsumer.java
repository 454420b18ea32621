package dev.flagexporter.collector;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads each exported file once and deletes it, as a pipeline behind the collector does, so that a disk is never full. */
final class FileConsumer implements AutoCloseable {

    private static final Pattern USER = Pattern.compile("\"userKey\":\"([^\"]+)#(\\d+)\"");
    private static final long PAUSE_MILLIS = 50;

    private final Path directory;
    private final AcknowledgedRequests requests;
    private final Thread thread;
    private final CountDownLatch ended = new CountDownLatch(1);
    private volatile Throwable failure;

    /** Begins to read. */
    FileConsumer(Path directory, AcknowledgedRequests requests) {
        this.directory = directory;
        this.requests = requests;
        this.thread = new Thread(this::run, "file-consumer");
        this.thread.start();
    }

    private void run() {
        try {
            while (!ended.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                readAll();
            }
            readAll();
        } catch (InterruptedException | RuntimeException | Error e) {
            failure = e;
        }
    }

    private void readAll() {
        ExportedFiles.files(directory).forEach(this::read);
    }

    private void read(Path file) {
        try {
            try (BufferedReader lines = Files.newBufferedReader(file)) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    Matcher user = USER.matcher(line);
                    if (!user.find()) {
                        throw new AssertionError("an unexpected line: " + line);
                    }
                    requests.exported(user.group(1), Integer.parseInt(user.group(2)));
                }
            }
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads what is left. */
    @Override
    public void close() throws InterruptedException {
        ended.countDown();
        thread.join();
        if (failure != null) {
            throw new AssertionError("the files could not be read", failure);
        }
    }
}
