package dev.flagexporter.deployment;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.quarkus.builder.item.MultiBuildItem;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappingInterface;
import io.smallrye.config.ConfigMappingInterface.LeafProperty;
import io.smallrye.config.ConfigMappingInterface.MapProperty;
import io.smallrye.config.ConfigMappingInterface.Property;
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

    /**
     * Makes a factory and asks it, by reflection: the plugin's SPI classes need not be the ones that this class sees.
     *
     * @throws UnusableFactoryException when it has no good answers
     */
    static FactoryBuildItem of(String factoryClass) throws UnusableFactoryException {
        try {
            Class<?> type = Thread.currentThread().getContextClassLoader().loadClass(factoryClass);
            Object factory = type.getConstructor().newInstance();
            Object kind = type.getMethod("kind").invoke(factory);
            Object configType = type.getMethod("configType").invoke(factory);
            return new FactoryBuildItem(
                    factoryClass, checkKind(factoryClass, kind), checkConfigType(factoryClass, configType));
        } catch (ReflectiveOperationException | LinkageError e) {
            Throwable cause = e instanceof InvocationTargetException wrapper ? wrapper.getTargetException() : e;
            throw new UnusableFactoryException(
                    factoryClass,
                    cause
                            + ". It must be a public class that implements ExporterFactory and has a public constructor without parameters",
                    cause);
        }
    }

    private static String checkKind(String factoryClass, Object kind) throws UnusableFactoryException {
        if (kind instanceof String name && !name.isBlank()) {
            return name;
        }
        throw new UnusableFactoryException(factoryClass, "its kind() is empty", null);
    }

    private static Class<?> checkConfigType(String factoryClass, Object type) throws UnusableFactoryException {
        if (!(type instanceof Class<?> configType)
                || !configType.isInterface()
                || !Modifier.isPublic(configType.getModifiers())) {
            throw new UnusableFactoryException(
                    factoryClass, "its configType() is no public interface, but " + type, null);
        }
        if (Arrays.stream(configType.getAnnotations())
                .anyMatch(each -> each.annotationType().getName().equals(ConfigMapping.class.getName()))) {
            throw new UnusableFactoryException(
                    factoryClass,
                    "its configType() " + configType.getName()
                            + " has the annotation @ConfigMapping, which is for the configuration of applications",
                    null);
        }
        return configType;
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
        return properties().keySet().stream().sorted().toList();
    }

    private Map<String, Property> properties() {
        ConfigMappingInterface mapping = ConfigMappingLoader.getConfigMapping(configType);
        return ConfigMappingInterface.getProperties(mapping)
                .getOrDefault(configType, Map.of())
                .getOrDefault("", Map.of());
    }

    /** The types that values are converted to, or by, where they have a converter of their own. */
    List<Class<?>> convertedTypes() {
        return properties().values().stream()
                .<Class<?>>flatMap(FactoryBuildItem::convertedTypes)
                .toList();
    }

    private static Stream<Class<?>> convertedTypes(Property property) {
        if (property.isOptional()) {
            return convertedTypes(property.asOptional().getNestedProperty());
        }
        if (property.isCollection()) {
            return convertedTypes(property.asCollection().getElement());
        }
        if (property.isMap()) {
            MapProperty map = property.asMap();
            Class<?> key = map.hasKeyConvertWith() ? map.getKeyConvertWith() : map.getKeyRawType();
            return Stream.concat(Stream.of(key), convertedTypes(map.getValueProperty()));
        }
        if (property.isLeaf()) {
            LeafProperty leaf = property.asLeaf();
            return Stream.of(leaf.hasConvertWith() ? leaf.getConvertWith() : leaf.getValueRawType());
        }
        return property.isPrimitive() && property.asPrimitive().hasConvertWith()
                ? Stream.of(property.asPrimitive().getConvertWith())
                : Stream.empty();
    }

    String configType() {
        return configType.getName();
    }
}
