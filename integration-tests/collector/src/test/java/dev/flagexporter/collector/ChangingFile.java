package dev.flagexporter.collector;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A file of a collector's configuration, with an exporter that is there throughout. A cycle of changes to the file, one
 * of each kind, ends as it began.
 */
final class ChangingFile {

    /** How many changes there are in a cycle. */
    static final int CYCLE = 8;

    private static final String EXPORTERS = "quarkus.flag-exporter.exporters.";
    private static final String FIRST_NAME = "{{ .Timestamp}}.{{ .Format}}";
    private static final String OTHER_NAME = "other-{{ .Timestamp}}.{{ .Format}}";

    private final EditStyle style;
    private final Path directory;
    private final Path output;
    private final int otherExporters;
    private final SortedMap<String, String> keys = new TreeMap<>();
    private final List<String> guests = new ArrayList<>();
    private int changes;

    /** Writes the file; it has the one exporter only. */
    ChangingFile(EditStyle style, Path parent, int otherExporters) throws IOException {
        this.style = style;
        this.directory = Files.createDirectory(parent.resolve(name()));
        this.output = parent.resolve("exported");
        this.otherExporters = otherExporters;
        useFile(name());
        keys.put(name() + ".flush-interval", "1s");
        write();
    }

    /** The name of the exporter that is there throughout. */
    String name() {
        return style.name().toLowerCase(Locale.ROOT);
    }

    /** Where the configuration has to look for the file. */
    Path directory() {
        return directory;
    }

    private void useFile(String exporter) {
        keys.put(exporter + ".kind", "file");
        keys.put(exporter + ".output-dir", output(exporter).toString());
        keys.put(exporter + ".filename", FIRST_NAME);
    }

    private void useLog(String exporter) {
        keys.put(exporter + ".kind", "log");
        keys.remove(exporter + ".output-dir");
        keys.remove(exporter + ".filename");
        keys.put(exporter + ".log-format", ObservedLog.eventFormat(exporter));
    }

    /** Where an exporter of this file writes to. */
    Path output(String exporter) {
        return output.resolve(exporter);
    }

    /** The exporters that were there for a while. */
    List<String> guests() {
        return guests;
    }

    private void write() throws IOException {
        style.write(
                directory,
                keys.entrySet().stream()
                        .map(key -> EXPORTERS + key.getKey() + "=" + key.getValue() + "\n")
                        .collect(Collectors.joining()));
    }

    /** Makes the next change, and holds what the log says against it. */
    void change(ObservedLog log) throws IOException {
        int number = changes++;
        String guest = name() + "-guest-" + number / CYCLE;
        switch (number % CYCLE) {
            case 0 -> changeInterval(log);
            case 1 -> changeTemplate(log);
            case 2 -> swapKind(log);
            case 3 -> add(guest, log);
            case 4 -> breakOne(guest, log);
            case 5 -> rename(guest, guest + "-renamed", log);
            case 6 -> swapKindBack(log);
            default -> remove(guest + "-renamed", log);
        }
    }

    private void changeInterval(ObservedLog log) throws IOException {
        keys.put(name() + ".flush-interval", "2s");
        write();
        log.assertNextIsApplied(changed("flush-interval"));
    }

    private void changeTemplate(ObservedLog log) throws IOException {
        keys.put(name() + ".filename", OTHER_NAME);
        write();
        log.assertNextIsApplied(changed("filename"));
    }

    private void swapKind(ObservedLog log) throws IOException {
        useLog(name());
        write();
        log.assertNextIsApplied(changed("filename", "kind", "log-format", "output-dir"));
    }

    private void add(String guest, ObservedLog log) throws IOException {
        useFile(guest);
        guests.add(guest);
        write();
        log.assertNextIsApplied("added \"" + guest + "\"; " + (otherExporters + 1) + " unchanged");
    }

    /** The other exporter's change is not applied either, and stays to be applied. */
    private void breakOne(String guest, ObservedLog log) throws IOException {
        Map<String, String> right = Map.copyOf(keys);
        keys.put(guest + ".kind", "missing-" + changes);
        keys.put(name() + ".log-format", "never used");
        write();
        log.assertNextIsInvalid();
        keys.putAll(right);
    }

    private void rename(String guest, String renamed, ObservedLog log) throws IOException {
        removeKeysOf(guest);
        useFile(renamed);
        guests.add(renamed);
        write();
        log.assertNextIsApplied(
                "removed \"%s\"; added \"%s\"; %d unchanged".formatted(guest, renamed, otherExporters + 1));
    }

    private void swapKindBack(ObservedLog log) throws IOException {
        removeKeysOf(name());
        useFile(name());
        keys.put(name() + ".flush-interval", "1s");
        write();
        log.assertNextIsApplied(changed("filename", "flush-interval", "kind", "log-format", "output-dir"));
    }

    private void remove(String guest, ObservedLog log) throws IOException {
        removeKeysOf(guest);
        write();
        log.assertNextIsApplied("removed \"" + guest + "\"; " + (otherExporters + 1) + " unchanged");
    }

    private void removeKeysOf(String exporter) {
        keys.keySet().removeIf(key -> key.startsWith(exporter + "."));
    }

    private String changed(String... changedKeys) {
        boolean withGuest = keys.keySet().stream().anyMatch(key -> key.contains("guest"));
        return "changed \"%s\"; %d unchanged; changed keys are %s"
                .formatted(
                        name(),
                        otherExporters + (withGuest ? 1 : 0),
                        List.of(changedKeys).stream()
                                .map(key -> EXPORTERS + "\"" + name() + "\"." + key)
                                .collect(Collectors.joining(", ")));
    }
}
