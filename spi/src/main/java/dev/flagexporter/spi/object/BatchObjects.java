package dev.flagexporter.spi.object;

import java.util.List;

import dev.flagexporter.spi.ConfigurationProblem;
import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.ExporterEnvironment;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.format.EventBatch;
import dev.flagexporter.spi.format.EventFormat;
import dev.flagexporter.spi.format.EventWriter;
import dev.flagexporter.spi.template.FilenameFields;
import dev.flagexporter.spi.template.FilenameTemplate;

/** Turns batches into named objects, as configured. */
public final class BatchObjects {

    private final EventFormat format;
    private final EventWriter writer;
    private final FilenameTemplate filename;
    private final boolean compressed;
    private final ExporterEnvironment environment;

    /**
     * Compiles the templates.
     *
     * @param config a configuration in which {@link #check} finds no problem
     * @param environment the exporter's environment
     * @throws IllegalArgumentException if the configuration is invalid
     */
    public BatchObjects(ObjectConfig config, ExporterEnvironment environment) {
        ObjectSettings settings = ObjectSettings.of(config, environment);
        this.format = EventFormat.named(settings.format())
                .orElseThrow(() -> new IllegalArgumentException("unknown format " + settings.format()));
        this.writer = format.writer(settings.formatSettings());
        this.filename = settings.filenameTemplate();
        this.compressed = settings.isCompressed();
        this.environment = environment;
    }

    /**
     * Checks a configuration, for a destination with {@link ObjectNameLimits#DEFAULT}.
     *
     * @param config the configured keys
     * @param environment the exporter's environment
     * @return all problems; empty if {@link BatchObjects} can be created
     */
    public static List<ConfigurationProblem> check(ObjectConfig config, ExporterEnvironment environment) {
        return check(config, environment, ObjectNameLimits.DEFAULT);
    }

    /**
     * Checks a configuration, including that the longest possible name of an object fits. A template with conditions is
     * checked as far as its longest values reach.
     *
     * @param config the configured keys
     * @param environment the exporter's environment
     * @param limits the limits of the destination on {@link BatchObject#name()}
     * @return all problems; empty if {@link BatchObjects} can be created
     */
    public static List<ConfigurationProblem> check(
            ObjectConfig config, ExporterEnvironment environment, ObjectNameLimits limits) {
        return new ObjectSettingsCheck(ObjectSettings.of(config, environment), environment, limits).problems();
    }

    /**
     * Returns a batch as an object. Each attempt at the same delivery returns the same name and the same content.
     *
     * @param context the batch's context
     * @param events the batch's events
     * @return the object; nothing is written yet
     */
    public BatchObject of(ExportContext context, List<? extends ExportableEvent> events) {
        FilenameFields fields = new FilenameFields(
                environment.hostname(),
                format.name(),
                context.eventType(),
                context.exporterName(),
                context.storeId(),
                context.firstOffset(),
                context.lastOffset(),
                context.batchCreatedAt());
        EventBatch batch = EventBatch.of(context, events);
        BatchObject object =
                new BatchObject(filename.compute(fields), format.contentType(), output -> writer.write(batch, output));
        return compressed ? Gzip.compress(object) : object;
    }

    /**
     * Returns the name of the object of a sample batch, for {@link ObjectExporter#destination()}. The sample has the same
     * offsets and the same time for all exporters, and the same store id for exporters of the same event type.
     *
     * @return a relative path with {@code /} between folders
     */
    public String sampleName() {
        String name = filename.compute(SampleFields.of(environment, format.name()));
        return compressed ? Gzip.withExtension(name) : name;
    }
}
