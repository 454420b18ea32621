package dev.flagexporter.configuration;

import java.io.PrintStream;
import java.util.List;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;

import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.ExportableEvent;
import io.smallrye.common.annotation.Identifier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** The kind {@code console}, an exporter that is a bean: greets on the console. */
@Dependent
@Identifier("console")
public class ConsoleExporter implements Exporter {

    private final String greeting;
    private final PrintStream console = System.out;

    /**
     * Has its configuration injected, as other beans have.
     *
     * @param greeting what to begin with
     */
    @Inject
    public ConsoleExporter(@ConfigProperty(name = "console.greeting", defaultValue = "Good evening") String greeting) {
        this.greeting = greeting;
    }

    @Override
    public boolean isBulk() {
        return false;
    }

    @Override
    public void export(ExportContext context, List<? extends ExportableEvent> events) {
        events.forEach(event -> console.printf("%s, %s%n", greeting, event.userKey()));
    }
}
