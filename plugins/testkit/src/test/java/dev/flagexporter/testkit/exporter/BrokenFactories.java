package dev.flagexporter.testkit.exporter;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;

import dev.flagexporter.spi.CommonExporter;
import dev.flagexporter.spi.ConfigurationProblem;
import dev.flagexporter.spi.ExporterEnvironment;
import dev.flagexporter.spi.ExporterFactory;
import dev.flagexporter.spi.InvalidConfigurationException;
import dev.flagexporter.spi.event.EventType;

/** Plugins whose factories, or what these make, are not as they should be, as their tests. */
final class BrokenFactories {

    private BrokenFactories() {}

    static class HasNoKind extends MemoryExporterContractTest {

        @Override
        protected ExporterFactory<?> factory() {
            return new MemoryExporterFactory(this::exporter) {
                @Override
                public String kind() {
                    return " ";
                }
            };
        }
    }

    static class IsNotFound extends MemoryExporterContractTest {

        @Override
        protected ExporterFactory<?> factory() {
            return new Unregistered(this::exporter);
        }
    }

    /** A factory that no file names. */
    private static final class Unregistered extends MemoryExporterFactory {

        Unregistered(Function<MemoryExporterConfig, CommonExporter> maker) {
            super(maker);
        }
    }

    /** Its configuration cannot be mapped at all, so that nearly everything else fails as well. */
    static class MapsAClass extends MemoryExporterContractTest {

        @Override
        protected ExporterFactory<?> factory() {
            return new ExporterFactory<String>() {
                @Override
                public String kind() {
                    return "memory";
                }

                @Override
                public Class<String> configType() {
                    return String.class;
                }

                @Override
                public CommonExporter create(String config, ExporterEnvironment environment) {
                    throw new AssertionError();
                }
            };
        }
    }

    static class SetsASystemProperty extends MemoryExporterContractTest {

        @Override
        protected ExporterFactory<?> factory() {
            System.setProperty("memory.factories", "x" + System.getProperty("memory.factories", ""));
            return super.factory();
        }
    }

    static class AcquiresWhenItIsCreated extends MemoryExporterContractTest {

        @Override
        protected Duration patience() {
            return Duration.ofSeconds(1);
        }

        @Override
        CommonExporter exporter(MemoryExporterConfig config) {
            try {
                BrokenEndings.LeavesAFileOpen.OPENED.add(Files.newInputStream(Path.of("pom.xml")));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return new MemoryExporter(destination);
        }
    }

    static class ChangesItsMind extends MemoryExporterContractTest {

        @Override
        CommonExporter exporter(MemoryExporterConfig config) {
            return new MemoryExporter(destination) {
                private boolean open;

                @Override
                public boolean isBulk() {
                    return open;
                }

                @Override
                public void open() throws Exception {
                    super.open();
                    open = true;
                }
            };
        }
    }

    static class IsADeprecatedExporter extends MemoryExporterContractTest {

        @Override
        CommonExporter exporter(MemoryExporterConfig config) {
            return () -> true;
        }
    }

    static class RefusesTrackingEvents extends MemoryExporterContractTest {

        @Override
        protected ExporterFactory<?> factory() {
            return new MemoryExporterFactory(this::exporter) {
                @Override
                public CommonExporter create(MemoryExporterConfig config, ExporterEnvironment environment)
                        throws InvalidConfigurationException {
                    if (environment.eventType() == EventType.TRACKING) {
                        InvalidConfigurationException.throwIfAny(List.of(
                                new ConfigurationProblem("event-type", "tracking", "is not mine", "use feature")));
                    }
                    return super.create(config, environment);
                }
            };
        }
    }

    static class ReportsTheFirstProblemOnly extends MemoryExporterContractTest {

        @Override
        protected ExporterFactory<?> factory() {
            return new MemoryExporterFactory(this::exporter) {
                @Override
                public CommonExporter create(MemoryExporterConfig config, ExporterEnvironment environment)
                        throws InvalidConfigurationException {
                    try {
                        return super.create(config, environment);
                    } catch (InvalidConfigurationException e) {
                        InvalidConfigurationException.throwIfAny(e.problems().subList(0, 1));
                        throw e;
                    }
                }
            };
        }
    }

    static class GivesNoAdvice extends MemoryExporterContractTest {

        @Override
        protected ExporterFactory<?> factory() {
            return new MemoryExporterFactory(this::exporter) {
                @Override
                public CommonExporter create(MemoryExporterConfig config, ExporterEnvironment environment)
                        throws InvalidConfigurationException {
                    try {
                        return super.create(config, environment);
                    } catch (InvalidConfigurationException e) {
                        InvalidConfigurationException.throwIfAny(e.problems().stream()
                                .map(problem ->
                                        new ConfigurationProblem(problem.key(), problem.value(), problem.reason(), ""))
                                .toList());
                        throw e;
                    }
                }
            };
        }
    }
}
