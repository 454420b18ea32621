package dev.flagexporter.runtime.config;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;

import dev.flagexporter.spi.CommonExporter;
import dev.flagexporter.spi.ExporterFactory;
import io.smallrye.common.annotation.Identifier;

/** All that exporters are made by, by kind: the factories of the plugins, and the beans that are exporters. */
@Singleton
public class ExporterFactories {

    private final SortedMap<String, ExporterFactory<?>> byKind = new TreeMap<>();

    /**
     * Looks at what there is. That no two are of one kind was checked when the application was built.
     *
     * @param plugins the factories of the plugins
     * @param beans makes the exporters that are beans, and destroys those that are left with this object; because it is
     *     injected, none of them is removed as unused
     * @param container knows the beans
     */
    @Inject
    public ExporterFactories(PluginFactories plugins, @Any Instance<CommonExporter> beans, BeanManager container) {
        this(plugins);
        for (Bean<?> bean : container.getBeans(CommonExporter.class, Any.Literal.INSTANCE)) {
            kindOf(bean).ifPresent(kind -> byKind.put(kind, new BeanExporterFactory(kind, beans)));
        }
    }

    /**
     * Without beans.
     *
     * @param plugins the factories of the plugins
     */
    public ExporterFactories(PluginFactories plugins) {
        plugins.all().forEach(factory -> byKind.put(factory.kind(), factory));
    }

    private static Optional<String> kindOf(Bean<?> bean) {
        return bean.getQualifiers().stream()
                .filter(Identifier.class::isInstance)
                .map(qualifier -> ((Identifier) qualifier).value())
                .findFirst();
    }

    Optional<ExporterFactory<?>> ofKind(String kind) {
        return Optional.ofNullable(byKind.get(kind));
    }

    List<String> kinds() {
        return List.copyOf(byKind.keySet());
    }
}
