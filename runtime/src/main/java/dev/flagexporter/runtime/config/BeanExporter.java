package dev.flagexporter.runtime.config;

import java.util.List;
import java.util.function.Supplier;

import jakarta.enterprise.inject.Instance;

import dev.flagexporter.runtime.delivery.Adapters;
import dev.flagexporter.spi.CommonExporter;
import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.ExportableEvent;
import org.jspecify.annotations.Nullable;

import static java.util.Objects.requireNonNull;

/**
 * An exporter that the container makes when it is opened, and destroys after it was closed. Not before, because what a
 * reload finds unchanged is never opened, and so nobody would have it destroyed.
 */
final class BeanExporter implements Exporter {

    private final String name;
    private final boolean bulk;
    private final Supplier<Instance.Handle<CommonExporter>> container;
    private Instance.@Nullable Handle<CommonExporter> handle;
    private @Nullable Exporter exporter;

    /**
     * Not made yet.
     *
     * @param name the configured name
     * @param bulk what all instances say of themselves
     * @param container makes an instance
     */
    BeanExporter(String name, boolean bulk, Supplier<Instance.Handle<CommonExporter>> container) {
        this.name = name;
        this.bulk = bulk;
        this.container = container;
    }

    @Override
    public boolean isBulk() {
        return bulk;
    }

    @Override
    public void open() throws Exception {
        Instance.Handle<CommonExporter> made = container.get();
        handle = made;
        exporter = Adapters.adapt(made.get(), name);
        exporter.open();
    }

    @Override
    public void export(ExportContext context, List<? extends ExportableEvent> events) throws Exception {
        requireNonNull(exporter).export(context, events);
    }

    /** Also after a failed {@code open}, which may not even have got an instance. The next {@code open} gets another one. */
    @Override
    public void close() throws Exception {
        Instance.Handle<CommonExporter> made = handle;
        Exporter opened = exporter;
        handle = null;
        exporter = null;
        try {
            if (opened != null) {
                opened.close();
            }
        } finally {
            if (made != null) {
                made.destroy();
            }
        }
    }
}
