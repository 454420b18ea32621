package dev.flagexporter.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The forms of events by their names. */
final class Writings {

    private Writings() {}

    /**
     * A form.
     * <ul>
     *   <li>{@code json} and {@code csv}: what exporters of files write.
     *   <li>{@code messages}: each event as JSON in an array of its own, as exporters of messages need it.
     *   <li>{@code generator}: JSON lines of events that are handed Jackson's generator.
     *   <li>{@code databind}, {@code databindMessages}, {@code databindCsv}: the same by Jackson's data binding.
     * </ul>
     */
    static Writing of(String name) {
        return switch (name) {
            case "json", "csv" -> new FormatWriting(name);
            case "messages" -> new MessageWriting(name);
            case "generator" -> new GeneratorWriting(name);
            case "databind" -> new DataBindingWriting(name);
            case "databindMessages" -> new DataBindingMessageWriting(name);
            case "databindCsv" -> new DataBindingCsvWriting(name);
            default -> throw new IllegalArgumentException("there is no form " + name);
        };
    }

    /** Fails when forms of the same kind are not the same bytes: whoever writes less has it easier. */
    static void checkSame(List<Writing> writings) throws IOException {
        Map<String, byte[]> expected = new HashMap<>();
        for (Writing writing : writings) {
            byte[] written = written(writing);
            byte[] first = expected.putIfAbsent(writing.kind(), written);
            if (first != null && !Arrays.equals(written, first)) {
                throw new IllegalStateException(writing.name() + " does not write what the others do");
            }
        }
    }

    private static byte[] written(Writing writing) throws IOException {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        writing.write(output);
        return output.toByteArray();
    }
}
