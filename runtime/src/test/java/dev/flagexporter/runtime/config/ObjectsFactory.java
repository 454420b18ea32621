package dev.flagexporter.runtime.config;

import java.util.List;

import dev.flagexporter.spi.CommonExporter;
import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.ExporterEnvironment;
import dev.flagexporter.spi.ExporterFactory;
import dev.flagexporter.spi.InvalidConfigurationException;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.object.BatchObjects;
import dev.flagexporter.spi.object.ObjectExporter;
import dev.flagexporter.spi.object.ObjectExporterConfig;
import io.smallrye.config.Secret;

/** A third party's exporter of objects, of the kind {@code objects}. */
public class ObjectsFactory implements ExporterFactory<ObjectsFactory.ObjectsConfig> {

    /** Its keys. */
    public interface ObjectsConfig extends ObjectExporterConfig {

        Secret<String> bucket();
    }

    @Override
    public String kind() {
        return "objects";
    }

    @Override
    public Class<ObjectsConfig> configType() {
        return ObjectsConfig.class;
    }

    @Override
    public CommonExporter create(ObjectsConfig config, ExporterEnvironment environment)
            throws InvalidConfigurationException {
        InvalidConfigurationException.throwIfAny(BatchObjects.check(config, environment));
        return new Objects(config.bucket().get(), new BatchObjects(config, environment));
    }

    private record Objects(String bucket, BatchObjects objects) implements ObjectExporter {

        @Override
        public boolean isBulk() {
            return true;
        }

        @Override
        public String destination() {
            if (bucket.equals("broken")) {
                throw new IllegalStateException("no destination");
            }
            return bucket + ":" + objects.sampleName();
        }

        @Override
        public void export(ExportContext context, List<? extends ExportableEvent> events) {}
    }
}
