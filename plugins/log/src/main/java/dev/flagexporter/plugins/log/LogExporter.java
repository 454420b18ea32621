package dev.flagexporter.plugins.log;

import java.util.List;

import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.template.LineTemplate;

/** Logs each event as one message, as soon as it is there. */
final class LogExporter implements Exporter {

    /** The text goes through a parameter: within the format, loggers take braces and quotes for their own. */
    private static final String LITERALLY = "{0}";

    private final LineTemplate template;

    LogExporter(LineTemplate template) {
        this.template = template;
    }

    @Override
    public boolean isBulk() {
        return false;
    }

    @Override
    public void export(ExportContext context, List<? extends ExportableEvent> events) {
        System.Logger logger = context.logger();
        if (logger.isLoggable(System.Logger.Level.INFO)) {
            for (int i = 0; i < events.size(); i++) {
                logger.log(System.Logger.Level.INFO, LITERALLY, text(context, events, i));
            }
        }
    }

    private String text(ExportContext context, List<? extends ExportableEvent> events, int position) {
        StringBuilder text = new StringBuilder(128);
        template.render(events.get(position), () -> context.eventId(position), text);
        return text.toString();
    }
}
