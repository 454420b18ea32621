package dev.flagexporter.faulty;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.ExportException;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.ExportableEvent;

/** Fails as configured, and writes down which events it delivered. */
final class FaultyExporter implements Exporter {

    private final FaultyExporterConfig config;

    FaultyExporter(FaultyExporterConfig config) {
        this.config = config;
    }

    @Override
    public boolean isBulk() {
        return true;
    }

    @Override
    public void export(ExportContext context, List<? extends ExportableEvent> events) throws Exception {
        switch (config.fault()) {
            case DEAD -> throw new ExportException("the destination is down");
            case SLOW -> Thread.sleep(config.delay().toMillis());
            case HANGING -> hang();
            case NAMED_POISON -> {
                deliverAllButPoison(events);
                return;
            }
            case UNNAMED_POISON -> {
                if (events.stream().anyMatch(this::isPoison)) {
                    throw ExportException.rejected("the batch is rejected", null);
                }
            }
            case REJECTING -> throw ExportException.rejected("everything is rejected", null);
        }
        deliver(events);
    }

    private static void hang() {
        CountDownLatch never = new CountDownLatch(1);
        while (never.getCount() > 0) {
            try {
                never.await();
            } catch (InterruptedException e) {
                // ignoring it is the fault
            }
        }
    }

    private void deliverAllButPoison(List<? extends ExportableEvent> events) throws IOException, ExportException {
        Set<Integer> rejected = IntStream.range(0, events.size())
                .filter(position -> isPoison(events.get(position)))
                .boxed()
                .collect(Collectors.toUnmodifiableSet());
        deliver(events.stream().filter(event -> !isPoison(event)).toList());
        if (!rejected.isEmpty()) {
            throw ExportException.partial("events are rejected", null, Set.of(), rejected);
        }
    }

    private boolean isPoison(ExportableEvent event) {
        return event.userKey().endsWith(config.poison());
    }

    private void deliver(List<? extends ExportableEvent> events) throws IOException {
        if (config.deliveredFile().isPresent() && !events.isEmpty()) {
            String lines = events.stream().map(event -> event.userKey() + "\n").collect(Collectors.joining());
            Files.writeString(
                    config.deliveredFile().get(), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }
    }
}
