package dev.flagexporter.spi;

/**
 * Makes the exporters of one kind. Found when an application is built: name the implementation in
 * {@code META-INF/services/dev.flagexporter.spi.ExporterFactory}. It is a public class with a public constructor
 * without parameters and without side effects, because that also runs when an application is built.
 *
 * @param <C> the configuration of an exporter of this kind
 */
public interface ExporterFactory<C> {

    /**
     * What users write as {@code kind}, for example {@code file}. Compared exactly. Two factories of one kind fail
     * the build of an application.
     *
     * @return the kind, never empty
     */
    String kind();

    /**
     * The interface that the exporter's own keys are mapped to: a public interface with SmallRye Config's annotations
     * ({@code @WithDefault} and so on) but without {@code @ConfigMapping}. A key that it has not is reported as an
     * error. A key that every exporter has, or in a group of such keys, such as {@code batch.rows}, fails the build of
     * an application.
     *
     * <p>An {@code Optional<Secret<String>>} is present even if the key is not: ask it with {@code map(Secret::get)},
     * which is empty then. And a secret is converted only when it is asked, so let it be a text.
     *
     * @return an interface
     */
    Class<C> configType();

    /**
     * Makes an exporter, and checks of its configuration what can be checked on this machine. It acquires nothing:
     * {@link CommonExporter#open()} does.
     *
     * @param config the exporter's own keys
     * @param environment what else there is to know
     * @return an {@link Exporter}, or one of the deprecated interfaces
     * @throws InvalidConfigurationException when keys have wrong values; it lists all of them
     */
    CommonExporter create(C config, ExporterEnvironment environment) throws InvalidConfigurationException;
}
