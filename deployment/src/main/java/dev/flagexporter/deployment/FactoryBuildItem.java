package dev.flagexporter.deployment;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Map;

import io.quarkus.builder.item.MultiBuildItem;
import io.smallrye.config.ConfigMappingInterface;
import io.smallrye.config.ConfigMappingLoader;
import io.smallrye.config.ConfigMappingMetadata;

/** A factory that was found, and what it says of itself. */
final class FactoryBuildItem extends MultiBuildItem {

    private final String factoryClass;
    private final String kind;
    private final Class<?> configType;

    private FactoryBuildItem(String factoryClass, String kind, Class<?> configType) {
        this.factoryClass = factoryClass;
        this.kind = kind;
        this.configType = configType;
    }

    /** Makes a factory and asks it, by reflection: the plugin's SPI classes need not be the ones that this class sees. */
    static FactoryBuildItem of(String factoryClass) {
        try {
            Class<?> type = Thread.currentThread().getContextClassLoader().loadClass(factoryClass);
            Object factory = type.getConstructor().newInstance();
            return new FactoryBuildItem(
                    factoryClass, (String) type.getMethod("kind").invoke(factory), (Class<?>)
                            type.getMethod("configType").invoke(factory));
        } catch (ReflectiveOperationException | LinkageError e) {
            throw unusable(factoryClass, e);
        }
    }

    private static IllegalStateException unusable(String factoryClass, Throwable thrown) {
        Throwable cause = thrown instanceof InvocationTargetException wrapper ? wrapper.getTargetException() : thrown;
        return new IllegalStateException(
                "The exporter factory %s cannot be used: %s. It must be a public class that implements ExporterFactory and has a public constructor without parameters. Correct the plugin, or remove it from the application."
                        .formatted(factoryClass, cause),
                cause);
    }

    String factoryClass() {
        return factoryClass;
    }

    String kind() {
        return kind;
    }

    /** The classes to generate for the configuration. */
    List<ConfigMappingMetadata> mappings() {
        return ConfigMappingLoader.getConfigMappingsMetadata(configType);
    }

    /** The keys of the configuration; {@code *} stands for one of any name. */
    List<String> keys() {
        ConfigMappingInterface mapping = ConfigMappingLoader.getConfigMapping(configType);
        return ConfigMappingInterface.getProperties(mapping)
                .getOrDefault(configType, Map.of())
                .getOrDefault("", Map.of())
                .keySet()
                .stream()
                .sorted()
                .toList();
    }

    String configType() {
        return configType.getName();
    }
}
