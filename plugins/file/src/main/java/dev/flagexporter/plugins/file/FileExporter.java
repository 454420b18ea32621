package dev.flagexporter.plugins.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;

import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.ExportException;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.object.BatchObject;
import dev.flagexporter.spi.object.BatchObjects;

/**
 * Writes each batch as one file. A file has its final name only once it is complete and on disk, and no existing file
 * is ever replaced.
 *
 * <p>An attempt may have succeeded without anyone hearing of it, because the process ended right then. The next one
 * finds its own file and has nothing left to do.
 */
final class FileExporter implements Exporter {

    private final OutputDirectory directory;
    private final BatchObjects objects;
    private final Runnable beforePublishing;

    FileExporter(OutputDirectory directory, BatchObjects objects) {
        this(directory, objects, () -> {});
    }

    /**
     * For tests of what a crash leaves behind.
     *
     * @param beforePublishing runs when a file is complete and has not yet its final name
     */
    FileExporter(OutputDirectory directory, BatchObjects objects, Runnable beforePublishing) {
        this.directory = directory;
        this.objects = objects;
        this.beforePublishing = beforePublishing;
    }

    @Override
    public boolean isBulk() {
        return true;
    }

    @Override
    public void open() throws IOException {
        directory.create();
    }

    @Override
    public void export(ExportContext context, List<? extends ExportableEvent> events) throws ExportException {
        BatchObject object = objects.of(context, events);
        Path target = directory.resolve(object.name());
        try {
            directory.createFolderOf(target);
            write(object.content(), target);
            directory.sync(target);
        } catch (IOException e) {
            throw new ExportException("could not write the file " + target + ": " + e, e);
        }
    }

    private void write(BatchObject.Content content, Path target) throws IOException, ExportException {
        try (TemporaryFile temporary = TemporaryFile.beside(target)) {
            temporary.write(content);
            beforePublishing.run();
            publish(temporary, target);
        }
    }

    private static void publish(TemporaryFile temporary, Path target) throws IOException, ExportException {
        try {
            temporary.publishAs(target);
        } catch (FileAlreadyExistsException e) {
            if (!temporary.hasContentOf(target)) {
                throw new ExportException(
                        "the file " + target + " exists with other content and is left as it is; give this exporter"
                                + " another output-dir or filename, or move the file away",
                        e);
            }
        }
    }
}
