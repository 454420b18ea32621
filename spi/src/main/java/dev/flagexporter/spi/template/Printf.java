package dev.flagexporter.spi.template;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/** A compiled format of {@code printf}. */
final class Printf {

    private static final Pattern VERB = Pattern.compile("%([-+ 0]*)(\\d*)(?:\\.(\\d*))?(.)", Pattern.DOTALL);

    private final List<Object> parts;

    private Printf(List<Object> parts) {
        this.parts = parts;
    }

    /**
     * Compiles a format.
     *
     * @throws IllegalArgumentException when a verb is not understood
     */
    static Printf compile(String format) {
        List<Object> parts = new ArrayList<>();
        int from = 0;
        for (int at = format.indexOf('%'); at >= 0; at = format.indexOf('%', from)) {
            parts.add(format.substring(from, at));
            Matcher verb = VERB.matcher(format).region(at, format.length());
            if (!verb.lookingAt()) {
                throw new IllegalArgumentException("the format ends within a verb");
            }
            parts.add(verb.group().equals("%%") ? "%" : PrintfVerb.of(verb));
            from = verb.end();
        }
        parts.add(format.substring(from));
        return new Printf(List.copyOf(parts));
    }

    /**
     * Compares the verbs with the types of the arguments.
     *
     * @throws IllegalArgumentException when there are more of the ones than of the others, or one does not fit
     */
    void check(List<ValueType> types) {
        List<PrintfVerb> verbs = verbs();
        if (verbs.size() != types.size()) {
            throw new IllegalArgumentException(
                    "the format has %d verbs for %d arguments".formatted(verbs.size(), types.size()));
        }
        for (int i = 0; i < types.size(); i++) {
            if (!verbs.get(i).takes(types.get(i))) {
                throw new IllegalArgumentException(verbs.get(i) + " is not for " + types.get(i));
            }
        }
    }

    private List<PrintfVerb> verbs() {
        return parts.stream()
                .filter(PrintfVerb.class::isInstance)
                .map(PrintfVerb.class::cast)
                .toList();
    }

    /** What the format itself may write; {@code %q} writes quotes. */
    Stream<String> texts() {
        return parts.stream().map(part -> part instanceof PrintfVerb verb ? verb.quotes() : part.toString());
    }

    String format(Iterator<? extends @Nullable Object> arguments) {
        StringBuilder text = new StringBuilder();
        for (Object part : parts) {
            text.append(part instanceof PrintfVerb verb ? verb.format(arguments.next()) : part);
        }
        return text.toString();
    }
}
