package dev.flagexporter.deployment;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.inject.Singleton;

import dev.flagexporter.runtime.config.NoKeys;
import dev.flagexporter.runtime.config.PluginFactories;
import dev.flagexporter.runtime.config.PluginFactoriesRecorder;
import dev.flagexporter.spi.ExporterFactory;
import io.quarkus.arc.deployment.SyntheticBeanBuildItem;
import io.quarkus.arc.deployment.ValidationPhaseBuildItem;
import io.quarkus.arc.deployment.ValidationPhaseBuildItem.ValidationErrorBuildItem;
import io.quarkus.bootstrap.classloading.QuarkusClassLoader;
import io.quarkus.deployment.annotations.BuildProducer;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.builditem.GeneratedClassBuildItem;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
import io.quarkus.deployment.recording.RecorderContext;
import io.quarkus.deployment.util.ServiceUtil;
import io.quarkus.runtime.RuntimeValue;
import io.smallrye.config.ConfigMappingLoader;
import io.smallrye.config.ConfigMappingMetadata;

/** Finds what makes exporters, and sees to it that the running application need not look for it. */
class ExporterProcessor {

    @BuildStep
    List<FactoryBuildItem> factories(List<ExporterBuildItem> contributed) throws IOException {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        Set<String> classes = new LinkedHashSet<>(
                ServiceUtil.classNamesNamedIn(loader, "META-INF/services/" + ExporterFactory.class.getName()));
        contributed.forEach(item -> classes.add(item.factoryClass()));
        return classes.stream().map(FactoryBuildItem::of).toList();
    }

    /** Without reflection, so that it works in a native executable, too; which has not been tried. */
    @BuildStep
    @Record(ExecutionTime.STATIC_INIT)
    SyntheticBeanBuildItem recordFactories(
            List<FactoryBuildItem> factories, PluginFactoriesRecorder recorder, RecorderContext context) {
        List<RuntimeValue<ExporterFactory<?>>> instances = factories.stream()
                .map(factory -> context.<ExporterFactory<?>>newInstance(factory.factoryClass()))
                .toList();
        return SyntheticBeanBuildItem.configure(PluginFactories.class)
                .scope(Singleton.class)
                .supplier(recorder.of(instances))
                .done();
    }

    /**
     * Generates the classes that implement the plugins' configuration interfaces. SmallRye Config would do that at run
     * time, but a packaged application has no ASM on its class path to do it with.
     */
    @BuildStep
    void generateConfigClasses(
            List<FactoryBuildItem> factories,
            BuildProducer<GeneratedClassBuildItem> generated,
            BuildProducer<ReflectiveClassBuildItem> reflective) {
        Map<String, ConfigMappingMetadata> mappings = Stream.concat(
                        factories.stream().flatMap(factory -> factory.mappings().stream()),
                        ConfigMappingLoader.getConfigMappingsMetadata(NoKeys.class).stream())
                .collect(Collectors.toMap(
                        ConfigMappingMetadata::getClassName, mapping -> mapping, (one, same) -> one, TreeMap::new));
        mappings.values().forEach(mapping -> generate(mapping, generated, reflective));
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

    @BuildStep
    ValidationErrorBuildItem check(List<FactoryBuildItem> factories, ValidationPhaseBuildItem phase) {
        List<ExporterBean> beans = phase.getContext().beans().stream()
                .filter(ExporterBean::isExporter)
                .map(ExporterBean::new)
                .toList();
        return new ValidationErrorBuildItem(new ExporterCheck(factories, beans)
                .problems().stream().<Throwable>map(IllegalStateException::new).toList());
    }
}
