package dev.flagexporter.deployment;

import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

import dev.flagexporter.spi.ExporterFactory;
import io.quarkus.bootstrap.classloading.QuarkusClassLoader;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.builditem.GeneratedClassBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
import io.quarkus.deployment.util.ServiceUtil;
import io.smallrye.config.ConfigMappingLoader;
import io.smallrye.config.ConfigMappingMetadata;

/**
 * Generates the classes that implement the plugins' configuration interfaces. SmallRye Config would do that at run
 * time, but a packaged application has no ASM on its class path to do it with.
 */
class PluginConfigProcessor {

    @BuildStep
    void generateConfigClasses(
            BuildProducer<GeneratedClassBuildItem> generated, BuildProducer<ReflectiveClassBuildItem> reflective)
            throws IOException, ReflectiveOperationException {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        Set<String> done = new HashSet<>();
        for (String factory :
                ServiceUtil.classNamesNamedIn(loader, "META-INF/services/" + ExporterFactory.class.getName())) {
            for (ConfigMappingMetadata mapping :
                    ConfigMappingLoader.getConfigMappingsMetadata(configType(loader.loadClass(factory)))) {
                if (done.add(mapping.getClassName())) {
                    generate(mapping, generated, reflective);
                }
            }
        }
    }

    /** By reflection: the plugin's SPI classes need not be the ones that this class sees. */
    private static Class<?> configType(Class<?> factoryClass) throws ReflectiveOperationException {
        Object factory = factoryClass.getDeclaredConstructor().newInstance();
        return (Class<?>) factoryClass.getMethod("configType").invoke(factory);
    }

    private static void generate(
            ConfigMappingMetadata mapping,
            BuildProducer<GeneratedClassBuildItem> generated,
            BuildProducer<ReflectiveClassBuildItem> reflective) {
        boolean ofApplication =
                QuarkusClassLoader.isApplicationClass(mapping.getInterfaceType().getName());
        generated.produce(new GeneratedClassBuildItem(ofApplication, mapping.getClassName(), mapping.getClassBytes()));
        reflective.produce(ReflectiveClassBuildItem.builder(mapping.getClassName())
                .methods()
                .build());
    }
}
