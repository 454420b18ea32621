package dev.flagexporter.spi.format;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.stream.Stream;

import dev.flagexporter.spi.ConfigurationProblem;
import dev.flagexporter.spi.template.TemplateException;

/**
 * A way to write a batch of events as one object. JSON and CSV are always there; others are found through
 * {@link ServiceLoader}.
 */
public interface EventFormat {

    /**
     * The format's name, matched in any case with the key {@code format}; also the usual extension of its files.
     *
     * @return a name in lower case, such as {@code json}
     */
    String name();

    /**
     * The media type of an object in this format.
     *
     * @return the media type without parameters
     */
    String contentType();

    /**
     * Whether the objects of this format are compressed already, so that compressing them again is a mistake.
     *
     * @return false unless overridden
     */
    default boolean isCompressed() {
        return false;
    }

    /**
     * Checks the settings. All problems are reported with their keys, together with everything else that is
     * wrong with the exporter; what only {@link #writer} finds is reported as one problem of the key {@code format}.
     *
     * @param settings what is configured
     * @return what is wrong; empty unless overridden
     */
    default List<ConfigurationProblem> check(FormatSettings settings) {
        return List.of();
    }

    /**
     * Makes a writer, checking the settings: called at configuration time.
     *
     * @param settings what is configured
     * @return the writer
     * @throws TemplateException when the configured template cannot be used
     * @throws IllegalArgumentException when an option is wrong; the message says which and why
     */
    EventWriter writer(FormatSettings settings);

    /**
     * Finds a format by name.
     *
     * @param name the configured name, in any case
     * @return the format; empty when no such format is on the class path
     */
    static Optional<EventFormat> named(String name) {
        return all().filter(format -> format.name().equalsIgnoreCase(name)).findFirst();
    }

    /**
     * The names that {@link #named} finds.
     *
     * @return the names in lower case, sorted
     */
    static List<String> names() {
        return all().map(EventFormat::name).sorted().toList();
    }

    private static Stream<EventFormat> all() {
        Stream<EventFormat> others =
                ServiceLoader.load(EventFormat.class).stream().map(ServiceLoader.Provider::get);
        return Stream.concat(Stream.of(new JsonFormat(), new CsvFormat()), others);
    }
}
