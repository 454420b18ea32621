package dev.flagexporter.spi;

/**
 * Creates the exporters of one kind. Name the implementation in
 * {@code META-INF/services/dev.flagexporter.spi.ExporterFactory}, which is read when an application is built. The
 * implementation is a public class with a public constructor without parameters. The constructor must have no side effects,
 * because it also runs when an application is built.
 *
 * @param <C> the configuration of an exporter of this kind
 */
public interface ExporterFactory<C> {

    /**
     * Returns the value of the key {@code kind}, for example {@code file}. Compared exactly. Two factories of one kind fail
     * the build of an application.
     *
     * @return the kind, never empty
     */
    String kind();

    /**
     * Returns the interface that the exporter's own keys are mapped to: a public interface with SmallRye Config's
     * annotations ({@code @WithDefault} and so on) but without {@code @ConfigMapping}. Unknown keys are reported as errors. A
     * reserved key, such as {@code kind} or {@code batch.rows}, fails the build of an application.
     *
     * <p>An {@code Optional<Secret<String>>} is present even if the key is missing: use {@code map(Secret::get)}, which is
     * empty then. A secret is converted only when {@code get} is called, so its type should be a string.
     *
     * @return an interface
     */
    Class<C> configType();

    /**
     * Creates an exporter, and checks everything in its configuration that can be checked on this machine. Acquires nothing:
     * {@link CommonExporter#open()} does that.
     *
     * @param config the exporter's own keys
     * @param environment the name of the exporter, its event type and more
     * @return an {@link Exporter}, or one of the deprecated interfaces
     * @throws InvalidConfigurationException if keys have invalid values; lists all of them
     */
    CommonExporter create(C config, ExporterEnvironment environment) throws InvalidConfigurationException;
}
