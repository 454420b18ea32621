package dev.flagexporter.spi.object;

import java.util.List;

import dev.flagexporter.spi.ConfigurationProblem;
import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.ExporterEnvironment;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.format.EventFormat;
import dev.flagexporter.spi.format.EventWriter;
import dev.flagexporter.spi.format.FilenameFields;
import dev.flagexporter.spi.format.FilenameTemplate;

/** Turns batches into named objects, as configured. */
public final class BatchObjects {

    private final EventFormat format;
    private final EventWriter writer;
    private final FilenameTemplate filename;
    private final boolean compressed;
    private final String hostname;

    /**
     * Compiles the templates.
     *
     * @param config a configuration that {@link #check} finds nothing wrong with
     * @param environment the exporter's environment
     * @throws IllegalArgumentException when the configuration is wrong after all
     */
    public BatchObjects(ObjectConfig config, ExporterEnvironment environment) {
        ObjectSettings settings = ObjectSettings.of(config, environment);
        this.format = EventFormat.named(settings.format())
                .orElseThrow(() -> new IllegalArgumentException("unknown format " + settings.format()));
        this.writer = format.writer(settings.formatSettings());
        this.filename = settings.filenameTemplate();
        this.compressed = settings.isCompressed();
        this.hostname = environment.hostname();
    }

    /**
     * Looks for mistakes in a configuration.
     *
     * @param config the configured keys
     * @param environment the exporter's environment
     * @return everything that is wrong; empty when {@link BatchObjects} can be made
     */
    public static List<ConfigurationProblem> check(ObjectConfig config, ExporterEnvironment environment) {
        return new ObjectSettingsCheck(ObjectSettings.of(config, environment), environment).problems();
    }

    /**
     * A batch as an object. Each attempt at the same delivery gives the same name and the same content.
     *
     * @param context the batch's context
     * @param events the batch's events
     * @return the object; nothing is written yet
     */
    public BatchObject of(ExportContext context, List<? extends ExportableEvent> events) {
        FilenameFields fields = new FilenameFields(
                hostname,
                format.name(),
                context.eventType(),
                context.exporterName(),
                context.storeId(),
                context.firstOffset(),
                context.lastOffset(),
                context.batchCreatedAt());
        BatchObject object =
                new BatchObject(filename.compute(fields), format.contentType(), output -> writer.write(events, output));
        return compressed ? Gzip.compress(object) : object;
    }
}
