package dev.flagexporter.plugins.s3;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.List;

import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.ExportException;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.object.BatchObject;
import dev.flagexporter.spi.object.BatchObjects;
import dev.flagexporter.spi.object.ObjectExporter;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/** Writes each batch as one object, without a temporary file. Existing objects are never replaced. */
final class S3Exporter implements ObjectExporter {

    private final S3ExporterConfig config;
    private final String name;
    private final BatchObjects objects;
    private final ObjectKeys keys;
    private final Requests requests;
    private volatile @Nullable Bucket bucket;

    S3Exporter(S3ExporterConfig config, String name, BatchObjects objects) {
        this.config = config;
        this.name = name;
        this.objects = objects;
        this.keys = new ObjectKeys(config);
        this.requests = new Requests(config);
    }

    @Override
    public boolean isBulk() {
        return true;
    }

    @Override
    public String destination() {
        return requests.address(keys.of(objects.sampleName()));
    }

    @Override
    public void open() throws ExportException {
        bucket = Bucket.open(config, name);
    }

    @Override
    public void export(ExportContext context, List<? extends ExportableEvent> events)
            throws ExportException, InterruptedException {
        Bucket open = bucket;
        if (open == null) {
            throw new ExportException("the exporter is not open");
        }
        BatchObject batch = objects.of(context, events);
        NewObject object = NewObject.of(context, keys.of(batch.name()), batch.contentType());
        try {
            if (context.attempt() == 1 || open.isMissing(object)) {
                write(open, object, batch.content());
            }
        } catch (SdkException e) {
            throw Failures.explain(e, requests.location(object.key()));
        }
    }

    private void write(Bucket open, NewObject object, BatchObject.Content content)
            throws ExportException, InterruptedException {
        try (ObjectUpload upload = new ObjectUpload(open, object)) {
            content.writeTo(upload);
            upload.complete();
        } catch (InterruptedIOException e) {
            throw interruption(e);
        } catch (IOException e) {
            throw new ExportException("could not write " + requests.location(object.key()) + ": " + e, e);
        }
    }

    /** What could not be thrown through a stream. */
    private static InterruptedException interruption(InterruptedIOException e) {
        boolean ignored = Thread.interrupted();
        InterruptedException interruption = new InterruptedException(e.getMessage());
        interruption.initCause(e);
        return interruption;
    }

    @Override
    public void close() {
        Bucket open = bucket;
        bucket = null;
        if (open != null) {
            open.close();
        }
    }
}
