package dev.flagexporter.deployment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import jakarta.inject.Singleton;

import dev.flagexporter.runtime.config.PluginFactories;
import dev.flagexporter.runtime.config.PluginFactoriesRecorder;
import dev.flagexporter.spi.ExporterFactory;
import io.quarkus.arc.deployment.SyntheticBeanBuildItem;
import io.quarkus.arc.deployment.ValidationPhaseBuildItem;
import io.quarkus.arc.deployment.ValidationPhaseBuildItem.ValidationErrorBuildItem;
import io.quarkus.deployment.annotations.BuildStep;
import io.quarkus.deployment.annotations.ExecutionTime;
import io.quarkus.deployment.annotations.Record;
import io.quarkus.deployment.recording.RecorderContext;
import io.quarkus.deployment.util.ServiceUtil;
import io.quarkus.runtime.RuntimeValue;

/** Finds what makes exporters, and sees to it that the running application need not look for it. */
class ExporterProcessor {

    @BuildStep
    List<FactoryBuildItem> factories(List<ExporterBuildItem> contributed) throws IOException {
        ClassLoader loader = Thread.currentThread().getContextClassLoader();
        Set<String> classes = new LinkedHashSet<>(
                ServiceUtil.classNamesNamedIn(loader, "META-INF/services/" + ExporterFactory.class.getName()));
        contributed.forEach(item -> classes.add(item.factoryClass()));
        return askAll(classes);
    }

    private static List<FactoryBuildItem> askAll(Set<String> classes) {
        List<FactoryBuildItem> factories = new ArrayList<>();
        List<UnusableFactoryException> unusable = new ArrayList<>();
        for (String factoryClass : classes) {
            try {
                factories.add(FactoryBuildItem.of(factoryClass));
            } catch (UnusableFactoryException e) {
                unusable.add(e);
            }
        }
        failIfAny(unusable);
        return factories;
    }

    private static void failIfAny(List<UnusableFactoryException> unusable) {
        if (!unusable.isEmpty()) {
            IllegalStateException all = new IllegalStateException(
                    unusable.stream().map(Throwable::getMessage).collect(Collectors.joining("\n")));
            unusable.forEach(all::addSuppressed);
            throw all;
        }
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
