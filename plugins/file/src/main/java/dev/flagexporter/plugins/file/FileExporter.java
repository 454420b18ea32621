package dev.flagexporter.plugins.file;

import java.io.IOException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.List;

import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.ExportException;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.object.BatchObject;
import dev.flagexporter.spi.object.BatchObjects;
import dev.flagexporter.spi.object.ObjectExporter;

/**
 * Writes each batch as one file. A file has its final name only when it is complete and on disk, and existing files are
 * never replaced.
 *
 * <p>An attempt may succeed without a result, because the process ends before it returns. The next attempt finds the
 * complete file and succeeds.
 *
 * <p>Temporary files are in the output directory itself, whatever folders the names have, so that they can be found
 * again. Only if a folder is on another file system, its temporary files are in that folder.
 */
final class FileExporter implements ObjectExporter {

    private final OutputDirectory directory;
    private final BatchObjects objects;
    private final TemporaryFiles temporaryFiles;
    private final Runnable beforePublishing;
    private boolean severalFileSystems;

    FileExporter(OutputDirectory directory, BatchObjects objects, TemporaryFiles temporaryFiles) {
        this(directory, objects, temporaryFiles, () -> {});
    }

    /**
     * For tests of crashes.
     *
     * @param beforePublishing runs when a file is complete and does not have its final name yet
     */
    FileExporter(
            OutputDirectory directory, BatchObjects objects, TemporaryFiles temporaryFiles, Runnable beforePublishing) {
        this.directory = directory;
        this.objects = objects;
        this.temporaryFiles = temporaryFiles;
        this.beforePublishing = beforePublishing;
    }

    @Override
    public boolean isBulk() {
        return true;
    }

    @Override
    public String destination() {
        return directory.realPath().resolve(objects.sampleName()).toUri().toString();
    }

    @Override
    public void open() throws IOException {
        directory.create();
        temporaryFiles.removeOld(directory.path());
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
        Path folder = directory.folderOf(target);
        if (!severalFileSystems) {
            try {
                write(content, target, directory.path());
                return;
            } catch (AtomicMoveNotSupportedException e) {
                severalFileSystems = true;
            }
        }
        write(content, target, folder);
    }

    private void write(BatchObject.Content content, Path target, Path temporaryFolder)
            throws IOException, ExportException {
        try (TemporaryFile temporary = temporaryFiles.in(temporaryFolder)) {
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
                        "the file " + target + " exists with other content and is not replaced; give this exporter"
                                + " another output-dir or filename, or move the file away",
                        e);
            }
        }
    }
}
