package dev.flagexporter.runtime.config;

import java.util.List;
import java.util.function.Supplier;

import dev.flagexporter.spi.ExporterFactory;
import io.quarkus.runtime.RuntimeValue;
import io.quarkus.runtime.annotations.Recorder;

/** Hands what was found when the application was built over to the running application. */
@Recorder
public class PluginFactoriesRecorder {

    /** For Quarkus. */
    public PluginFactoriesRecorder() {}

    /**
     * Makes the bean.
     *
     * @param factories new instances
     * @return the bean
     */
    public Supplier<PluginFactories> of(List<RuntimeValue<ExporterFactory<?>>> factories) {
        return () -> new PluginFactories(factories.stream()
                .<ExporterFactory<?>>map(RuntimeValue::getValue)
                .toList());
    }
}
