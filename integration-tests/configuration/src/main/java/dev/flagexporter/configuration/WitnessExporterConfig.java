package dev.flagexporter.configuration;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.smallrye.config.Secret;
import io.smallrye.config.WithDefault;

/** The keys of the kind {@code witness}. */
public interface WitnessExporterConfig {

    /**
     * The file to tell everything to.
     *
     * @return a path
     */
    Path file();

    /**
     * Who reads it.
     *
     * @return a name
     */
    @WithDefault("nobody")
    String reader();

    /**
     * How long the reader waits.
     *
     * @return a duration
     */
    @WithDefault("1s")
    Duration patience();

    /**
     * Keys of an API, in a type that does not say that they are secret.
     *
     * @return the keys
     */
    Optional<List<Integer>> apiKeys();

    /**
     * A secret.
     *
     * @return a password
     */
    Optional<Secret<String>> password();

    /**
     * Secrets that are numbers.
     *
     * @return the numbers
     */
    Optional<List<Secret<Integer>>> pins();

    /**
     * Headers of requests to the reader.
     *
     * @return values by name
     */
    Map<String, String> headers();

    /**
     * Where the reader is.
     *
     * @return the group
     */
    Place place();

    /**
     * What an environment has no letters for: keys with hyphens that have more below them.
     *
     * @return the group
     */
    Distribution distributionList();

    /** Who else reads it. */
    interface Distribution {

        /**
         * Those who get a copy.
         *
         * @return names
         */
        Optional<List<String>> carbonCopies();

        /**
         * Where else readers are.
         *
         * @return places by name
         */
        Map<String, Place> branchOffices();

        /**
         * Who reads it in the end.
         *
         * @return the group, if there is anything in it
         */
        Optional<LastReader> lastReader();
    }

    /** Who reads it in the end. */
    interface LastReader {

        /**
         * The name.
         *
         * @return a name
         */
        String fullName();
    }

    /** Where the reader is. */
    interface Place {

        /**
         * The address.
         *
         * @return an address that requests can be made for
         */
        @WithDefault("http://localhost/")
        URI homeAddress();
    }
}
