package dev.flagexporter.deployment;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import dev.flagexporter.spi.CommonExporter;
import dev.flagexporter.spi.ExporterEnvironment;
import dev.flagexporter.spi.ExporterFactory;
import io.quarkus.deployment.builditem.nativeimage.ReflectiveClassBuildItem;
import io.smallrye.config.WithConverter;
import org.eclipse.microprofile.config.spi.Converter;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a native executable has to keep for the configuration of a plugin. None was built: these are the build items. */
class PluginConfigProcessorTest {

    private static List<FactoryBuildItem> factories() throws UnusableFactoryException {
        return List.of(FactoryBuildItem.of(Factory.class.getName()));
    }

    private static Set<String> names(List<ReflectiveClassBuildItem> items) {
        Set<String> names = new HashSet<>();
        items.forEach(item -> names.addAll(item.getClassNames()));
        return names;
    }

    @Test
    void everyInterfaceIsRegisteredWithTheClassThatImplementsIt() throws Exception {
        List<ReflectiveClassBuildItem> items = new ArrayList<>();
        new PluginConfigProcessor().registerMappings(factories(), items::add);
        assertThat(items)
                .allMatch(ReflectiveClassBuildItem::isMethods)
                .allMatch(ReflectiveClassBuildItem::isConstructors);
        assertThat(names(items)).contains(Config.class.getName(), Parent.class.getName(), Config.Group.class.getName());
        assertThat(names(items))
                .as("what is generated for them, and for exporters that are beans")
                .hasSize(2 * 4);
    }

    @Test
    void everyTypeThatAValueIsConvertedToOrByIsRegistered() throws Exception {
        List<ReflectiveClassBuildItem> items = new ArrayList<>();
        new PluginConfigProcessor().registerConvertedTypes(factories(), items::add);
        assertThat(names(items))
                .contains(
                        Color.class.getName(),
                        Size.class.getName(),
                        Weight.class.getName(),
                        Taste.class.getName(),
                        Hexadecimal.class.getName());
    }

    /** In an optional list. */
    public record Color(String text) {}

    /** In a map. */
    public record Size(String text) {}

    /** The key of a map. */
    public record Weight(String text) {}

    /** In a parent. */
    public record Taste(String text) {}

    /** Converts by itself. */
    public static class Hexadecimal implements Converter<Integer> {

        private static final long serialVersionUID = 1L;

        @Override
        public Integer convert(String value) {
            return Integer.valueOf(value, 16);
        }
    }

    /** Keys that are shared with other kinds. */
    public interface Parent {

        Taste taste();
    }

    /** The keys of a kind. */
    public interface Config extends Parent {

        Optional<List<Color>> colors();

        Map<Weight, Size> sizes();

        @WithConverter(Hexadecimal.class)
        int code();

        Group group();

        interface Group {

            Optional<String> name();
        }
    }

    /** Has such a configuration. */
    public static class Factory implements ExporterFactory<Config> {

        @Override
        public String kind() {
            return "reflected";
        }

        @Override
        public Class<Config> configType() {
            return Config.class;
        }

        @Override
        public CommonExporter create(Config config, ExporterEnvironment environment) {
            throw new AssertionError();
        }
    }
}
