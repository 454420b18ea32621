package dev.flagexporter.deployment;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.flagexporter.runtime.config.NoKeys;
import io.quarkus.bootstrap.classloading.QuarkusClassLoader;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.GeneratedClassBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ServiceProviderBuildItem;
import io.smallrye.config.ConfigMappingLoader;
import io.smallrye.config.ConfigMappingMetadata;
import org.eclipse.microprofile.config.spi.Converter;

/**
 * Prepares the mapping of the plugins' configuration. What is here for native executables has not been tried in one.
 */
class PluginConfigProcessor {

    /**
     * Generates the classes that implement the plugins' configuration interfaces. SmallRye Config would do that at run
     * time, but a packaged application has no ASM on its class path to do it with.
     */
    @BuildStep
    void generateClasses(List<FactoryBuildItem> factories, BuildProducer<GeneratedClassBuildItem> generated) {
        mappings(factories)
                .forEach((name, mapping) -> generated.produce(new GeneratedClassBuildItem(
                        QuarkusClassLoader.isApplicationClass(
                                mapping.getInterfaceType().getName()),
                        name,
                        mapping.getClassBytes())));
    }

    /** By the name of the class to generate. */
    private static Map<String, ConfigMappingMetadata> mappings(List<FactoryBuildItem> factories) {
        return Stream.concat(
                        factories.stream().flatMap(factory -> factory.mappings().stream()),
                        ConfigMappingLoader.getConfigMappingsMetadata(NoKeys.class).stream())
                .collect(Collectors.toMap(
                        ConfigMappingMetadata::getClassName, mapping -> mapping, (one, same) -> one, TreeMap::new));
    }

    /** For native executables: SmallRye Config makes the generated classes, and reads the interfaces, by reflection. */
    @BuildStep
    void registerMappings(List<FactoryBuildItem> factories, BuildProducer<ReflectiveClassBuildItem> reflective) {
        mappings(factories)
                .forEach((name, mapping) -> reflective.produce(ReflectiveClassBuildItem.builder(
                                name, mapping.getInterfaceType().getName())
                        .methods()
                        .reason("the configuration of an exporter")
                        .build()));
    }

    /** For native executables: values are converted by methods such as {@code valueOf}, found by reflection. */
    @BuildStep
    void registerConvertedTypes(List<FactoryBuildItem> factories, BuildProducer<ReflectiveClassBuildItem> reflective) {
        factories.stream()
                .flatMap(factory -> factory.convertedTypes().stream())
                .map(Class::getName)
                .distinct()
                .sorted()
                .forEach(type -> reflective.produce(ReflectiveClassBuildItem.builder(type)
                        .methods()
                        .reason("converts a value in the configuration of an exporter")
                        .build()));
    }

    /** For native executables: the mapping at run time finds the converters of all extensions as services. */
    @BuildStep
    ServiceProviderBuildItem converters() {
        return ServiceProviderBuildItem.allProvidersFromClassPath(Converter.class.getName());
    }
}
