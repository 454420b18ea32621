package dev.flagexporter.runtime.config;

import jakarta.enterprise.inject.Instance;

import dev.flagexporter.spi.CommonExporter;
import dev.flagexporter.spi.ExporterEnvironment;
import dev.flagexporter.spi.ExporterFactory;
import dev.flagexporter.spi.InvalidConfigurationException;
import io.smallrye.common.annotation.Identifier;

/**
 * Has the container make the exporters whose kind is the identifier of a bean. Such a kind has no keys of its own: a
 * bean has what it needs injected.
 */
final class BeanExporterFactory implements ExporterFactory<NoKeys> {

    private final String kind;
    private final Instance<CommonExporter> beans;

    BeanExporterFactory(String kind, Instance<CommonExporter> beans) {
        this.kind = kind;
        this.beans = beans;
    }

    @Override
    public String kind() {
        return kind;
    }

    @Override
    public Class<NoKeys> configType() {
        return NoKeys.class;
    }

    /** Has a first instance made for a look at it, so that one that cannot be made is an error of the start. */
    @Override
    public CommonExporter create(NoKeys config, ExporterEnvironment environment) throws InvalidConfigurationException {
        Instance.Handle<CommonExporter> first = make();
        try {
            DeprecatedInterface.check(first.get(), environment.eventType());
            return new BeanExporter(environment.exporterName(), first.get().isBulk(), this::make);
        } finally {
            first.destroy();
        }
    }

    private Instance.Handle<CommonExporter> make() {
        return beans.select(Identifier.Literal.of(kind)).getHandle();
    }
}
