package com.example.old;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import dev.flagexporter.spi.DeprecatedExporterV2;
import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.ExportException;
import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.template.LineTemplate;

/** Logs each event as a line, through the deprecated interface, and fails for one user. */
@Deprecated
final class LineExporter implements DeprecatedExporterV2 {

    private final LineTemplate template;
    private final Optional<String> failingUser;

    LineExporter(LineTemplate template, Optional<String> failingUser) {
        this.template = template;
        this.failingUser = failingUser;
    }

    @Override
    public boolean isBulk() {
        return false;
    }

    @Override
    public void export(ExportContext context, System.Logger logger, List<FeatureEvent> events) throws Exception {
        Set<Integer> failed = new TreeSet<>();
        for (int i = 0; i < events.size(); i++) {
            FeatureEvent event = events.get(i);
            if (failingUser.equals(Optional.of(event.userKey()))) {
                failed.add(i);
            } else {
                log(context, logger, event);
            }
        }
        if (!failed.isEmpty()) {
            throw ExportException.partial("some events failed", null, Collections.unmodifiableSet(failed), Set.of());
        }
    }

    private void log(ExportContext context, System.Logger logger, FeatureEvent event) {
        StringBuilder line = new StringBuilder(context.exporterName()).append(": ");
        template.render(event, line);
        logger.log(System.Logger.Level.INFO, line.toString());
    }
}
