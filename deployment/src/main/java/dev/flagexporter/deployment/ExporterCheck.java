package dev.flagexporter.deployment;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import dev.flagexporter.runtime.config.CommonKeys;

/** Finds what is wrong with the kinds of exporters in an application: all of it, each with what to do. */
final class ExporterCheck {

    /** Something that makes exporters of a kind. */
    private record Maker(String kind, String name) {}

    private final List<FactoryBuildItem> factories;
    private final List<ExporterBean> beans;

    ExporterCheck(List<FactoryBuildItem> factories, List<ExporterBean> beans) {
        this.factories = factories;
        this.beans = beans;
    }

    List<String> problems() {
        return Stream.of(sharedKinds(), clashingKeys(), sharedBeans())
                .flatMap(problems -> problems)
                .toList();
    }

    private Stream<String> sharedKinds() {
        Map<String, List<Maker>> byKind =
                makers().collect(Collectors.groupingBy(Maker::kind, TreeMap::new, Collectors.toList()));
        return byKind.entrySet().stream()
                .filter(makers -> makers.getValue().size() > 1)
                .map(makers ->
                        "The exporter kind \"%s\" is made by %s. Remove all but one from the application, or rename the kind."
                                .formatted(makers.getKey(), names(makers.getValue())));
    }

    private Stream<Maker> makers() {
        return Stream.concat(
                factories.stream().map(factory -> new Maker(factory.kind(), "the factory " + factory.factoryClass())),
                beans.stream().map(bean -> new Maker(bean.kind(), "the bean " + bean.name())));
    }

    private static String names(List<Maker> makers) {
        return makers.stream().map(Maker::name).sorted().collect(Collectors.joining(" and "));
    }

    private Stream<String> clashingKeys() {
        return factories.stream().flatMap(factory -> factory.keys().stream()
                .filter(CommonKeys::clashWith)
                .map(key ->
                        "The key \"%s\" of the exporter kind \"%s\", in %s, made by the factory %s, clashes with the keys that every exporter has. Rename it, for example with @WithName."
                                .formatted(key, factory.kind(), factory.configType(), factory.factoryClass())));
    }

    private Stream<String> sharedBeans() {
        return beans.stream()
                .filter(bean -> !bean.isDependent())
                .map(bean ->
                        "The exporter bean %s, of the kind \"%s\", is %s, but every configured exporter needs an instance of its own. Make it @Dependent."
                                .formatted(bean.name(), bean.kind(), bean.scope()));
    }
}
