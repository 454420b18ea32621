package dev.flagexporter.deployment;

import java.util.List;
import java.util.Map;

import jakarta.enterprise.context.Dependent;

import dev.flagexporter.spi.CommonExporter;
import dev.flagexporter.spi.ConfigurationProblem;
import dev.flagexporter.spi.DeprecatedExporterV1;
import dev.flagexporter.spi.ExporterEnvironment;
import dev.flagexporter.spi.ExporterFactory;
import dev.flagexporter.spi.InvalidConfigurationException;
import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.common.annotation.Identifier;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static dev.flagexporter.deployment.FakePlugin.EXPORTERS;
import static org.assertj.core.api.Assertions.assertThat;

/** Whatever is wrong is told at once, in one message, with what to do. */
class InvalidConfigurationTest {

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(application -> {
                FakePlugin.addTo(application, StrictFactory.class, OldFactory.class, DefectiveFactory.class);
                application
                        .addClasses(
                                StrictFactory.class,
                                StrictConfig.class,
                                OldFactory.class,
                                NoConfig.class,
                                DefectiveFactory.class)
                        .addClasses(OldExporter.class, OldBean.class)
                        .addAsResource(new StringAsset(properties()), "application.properties");
            })
            .assertException(thrown -> assertThat(messageOf(thrown)).isEqualTo(expected()));

    private static String properties() {
        return String.join(
                "\n",
                "quarkus.flag-exporter.store.capacity=0",
                "quarkus.flag-exporter.store.capcity=10",
                "quarkus.flag-exporter.store.max-event-size=0",
                "quarkus.flag-exporter.store.max-bytes=${MUCH}",
                "quarkus.flag-exporter.store.overflow-policy=drop",
                "quarkus.flag-exporter.collector.max-wait=soon",
                "quarkus.flag-exporter.store.block-timeout=2s",
                "quarkus.flag-exporter.shutdown-timeout=-1s",
                "quarkus.flag-exporter.reload.interval=9ms",
                "quarkus.flag-exporter.collector.max-body-size=0",
                "quarkus.flag-exporter.collector.max-events-per-request=1000001",
                "quarkus.flag-exporter.collector.max-in-flight-bytes=0",
                "quarkus.flag-exporter.collector.body-timeout=0s",
                "quarkus.flag-exporter.collector.authorized-keys.evaluation[0]=s3cret",
                "quarkus.flag-exporter.collector.authorized-keys.evaluation[1]=\\u0020",
                EXPORTERS + "a.kind=fkae",
                EXPORTERS + "b.flush-interval=5s",
                EXPORTERS + "b.token=s3cret",
                EXPORTERS + "c.kind=fake",
                EXPORTERS + "c.flush-interval=500ms",
                EXPORTERS + "c.greting=hi",
                EXPORTERS + "c.tokn=s3cret",
                EXPORTERS + "d.kind=fake",
                EXPORTERS + "d.flush-interval=1.5s",
                EXPORTERS + "d.max-event-in-memory=many",
                EXPORTERS + "d.batch.max-events=0",
                EXPORTERS + "d.batch.max-bytes=much",
                EXPORTERS + "e.kind=fake",
                EXPORTERS + "e.flush-interval=soon",
                EXPORTERS + "e.patience=never",
                EXPORTERS + "e.http.port=eighty",
                EXPORTERS + "f.kind=strict",
                EXPORTERS + "g.kind=strict",
                EXPORTERS + "g.target=bad",
                EXPORTERS + "g.headers.Authorization=s3cret",
                EXPORTERS + "h.kind=old-bean",
                EXPORTERS + "h.event-type=tracking",
                EXPORTERS + "h.target=x",
                EXPORTERS + "i.kind=old",
                EXPORTERS + "i.event-type=tracking",
                EXPORTERS + "j.kind=fake",
                EXPORTERS + "j.on-rejected=dead-letter",
                EXPORTERS + "j.dead-letter.dir=/tmp",
                EXPORTERS + "j.privacy.hash=userKey",
                EXPORTERS + "k.kind=fake",
                EXPORTERS + "k.enabled=perhaps",
                EXPORTERS + "k.event-type=both",
                EXPORTERS + "k.retry.initial-backoff=10s",
                EXPORTERS + "k.retry.max-backoff=5s",
                EXPORTERS + "l.kind=fake",
                EXPORTERS + "l.note=ask ${NOBODY}",
                EXPORTERS + "l.token=${NO_TOKEN}",
                EXPORTERS + "m.kind=fake",
                EXPORTERS + "m.attempt-timeout=0s",
                EXPORTERS + "m.batch.max-bytes=0",
                EXPORTERS + "m.retry.initial-backoff=366d",
                EXPORTERS + "m.retry.max-backoff=366d",
                EXPORTERS + "m.retry.max-attempts=once",
                EXPORTERS + "m.retry.max-elapsed=-1s",
                EXPORTERS + "m.on-exhausted=forget",
                EXPORTERS + "m.on-rejected=keep",
                EXPORTERS + "m.dead-letter.directory=/dev/null/letters",
                EXPORTERS + "n.kind=fake",
                EXPORTERS + "n.dead-letter.directory=nul\\u0000",
                EXPORTERS + "o.kind=defective",
                EXPORTERS + "p.kind=fkae",
                EXPORTERS + "p.enabled=false",
                EXPORTERS + "\"bad\\ name\".kind=fake");
    }

    private static String expected() {
        String problems = """
                The configuration of the flag exporter has 52 problems:
                  - quarkus.flag-exporter.store.capacity = "0": is out of range. Use a whole number from 1 to 2147483647, for example 200000.
                  - quarkus.flag-exporter.store.max-event-size = "0": is too small. Use at least 1, for example 1M.
                  - quarkus.flag-exporter.store.overflow-policy = "drop": is not one of drop-oldest, back-pressure, drop-newest, reject, block. Use for example drop-oldest.
                  - quarkus.flag-exporter.store.max-bytes = "${MUCH}": refers to MUCH, which is not set. Set it, or give a default, as in ${MUCH:default}.
                  - quarkus.flag-exporter.shutdown-timeout = "-1s": must not be negative. Use for example 20s.
                  - quarkus.flag-exporter.collector.authorized-keys.evaluation[1] = "***": has an empty key. Set it to a key, for example ${COLLECTOR_KEY}, or remove it.
                  - quarkus.flag-exporter.collector.max-body-size = "0": is too small. Use at least 1, for example 64M.
                  - quarkus.flag-exporter.collector.max-in-flight-bytes = "0": is too small. Use at least 1, for example 128M.
                  - quarkus.flag-exporter.collector.body-timeout = "0s": must be a positive duration. Use for example 30s.
                  - quarkus.flag-exporter.collector.max-wait = "soon": is not a valid duration. Use for example 2s.
                  - quarkus.flag-exporter.collector.max-events-per-request = "1000001": is out of range. Use a whole number from 1 to 1000000, for example 1000000.
                  - quarkus.flag-exporter.reload.interval = "9ms": is too short. Use at least 10ms, for example 2s, or set quarkus.flag-exporter.reload.enabled=false.
                  - EXPORTERS."a".kind = "fkae": is not the kind of any plugin on the class path. Use one of defective, fake, old, old-bean, strict, or add the plugin to the application.
                  - EXPORTERS."b".kind: is missing. Set it to the kind of a plugin on the class path, for example file.
                  - EXPORTERS."bad name": is not a valid name of an exporter. Use 1 to 64 letters, digits, dots, underscores and hyphens, for example lake.
                  - EXPORTERS."c".flush-interval = "500ms": is shorter than one second. Use whole seconds from 1s on, for example 60s; max-event-in-memory flushes sooner when many events come.
                  - EXPORTERS."c".greting: is no key of this exporter. Did you mean greeting? If not, remove it.
                  - EXPORTERS."c".tokn: is no key of this exporter. Did you mean token? If not, remove it.
                  - EXPORTERS."d".flush-interval = "1.5s": has a fraction of a second. Use whole seconds, for example 2s.
                  - EXPORTERS."d".max-event-in-memory = "many": is not a whole number. Use a whole number from 1 to 9223372036854775807, for example 100000.
                  - EXPORTERS."d".batch.max-events = "0": is out of range. Use a whole number from 1 to 2147483647, for example 100000.
                  - EXPORTERS."d".batch.max-bytes = "much": is not a valid size. Use for example 64M.
                  - EXPORTERS."e".flush-interval = "soon": is not a valid duration. Use for example 60s.
                  - EXPORTERS."e".http.port = "eighty": cannot be used: Expected an integer value, got "eighty". Use for example 80.
                  - EXPORTERS."e".patience = "never": cannot be used: Invalid duration: never. Use for example 2s.
                  - EXPORTERS."f".target: is missing. Set it.
                  - EXPORTERS."g".target = "bad": is never right. Give up.
                  - EXPORTERS."g".password = "***": is too short. Use a longer one.
                  - EXPORTERS."g".headers.Authorization = "***": has no scheme before ***. Use for example Bearer ***.
                  - EXPORTERS."h".target: is no key of this exporter. The keys are: COMMON.
                  - EXPORTERS."h".event-type = "tracking": PACKAGE.InvalidConfigurationTest$OldBean implements a deprecated interface, which is for feature events only. Use feature, or an exporter that implements Exporter.
                  - EXPORTERS."i".event-type = "tracking": PACKAGE.InvalidConfigurationTest$OldExporter implements a deprecated interface, which is for feature events only. Use feature, or an exporter that implements Exporter.
                  - EXPORTERS."j".dead-letter.directory: is missing. Set it, for example to /var/lib/flag-exporter, because on-exhausted or on-rejected is dead-letter.
                  - EXPORTERS."j".dead-letter.dir: is no key of this exporter. Did you mean dead-letter.directory? If not, remove it.
                  - EXPORTERS."j".privacy.hash: is no key of this exporter. The keys are: KEYS.
                  - EXPORTERS."k".enabled = "perhaps": is not one of true, false. Use for example true.
                  - EXPORTERS."k".event-type = "both": is not one of feature, tracking. Use for example feature.
                  - EXPORTERS."k".retry.max-backoff = "5s": is shorter than retry.initial-backoff. Make it at least as long.
                  - EXPORTERS."l".note = "ask ${NOBODY}": refers to NOBODY, which is not set. Set it, or give a default, as in ${NOBODY:default}.
                  - EXPORTERS."l".token = "***": refers to NO_TOKEN, which is not set. Set it, or give a default, as in ${NO_TOKEN:default}.
                  - EXPORTERS."m".batch.max-bytes = "0": is too small. Use at least 1, for example 64M.
                  - EXPORTERS."m".attempt-timeout = "0s": must be a positive duration. Use for example 60s.
                  - EXPORTERS."m".retry.initial-backoff = "366d": is too long. Use at most 365d, for example 1s.
                  - EXPORTERS."m".retry.max-backoff = "366d": is too long. Use at most 365d, for example 60s.
                  - EXPORTERS."m".retry.max-attempts = "once": is not a whole number. Use a whole number from 1 to 2147483647, for example 10.
                  - EXPORTERS."m".retry.max-elapsed = "-1s": must not be negative. Use for example 3600s.
                  - EXPORTERS."m".on-exhausted = "forget": is not one of keep, dead-letter, drop. Use for example keep.
                  - EXPORTERS."m".on-rejected = "keep": is not one of drop, dead-letter. Use for example drop.
                  - EXPORTERS."m".dead-letter.directory = "/dev/null/letters": cannot be written. Use a directory that can be, or can be made.
                  - EXPORTERS."n".dead-letter.directory = "nul\\u0000": is not a valid path. Use a directory, for example /var/lib/flag-exporter.
                  - EXPORTERS."o".kind = "defective": the plugin failed with java.lang.IllegalStateException: no licence. Correct its configuration, or report the defect to its authors.
                  - quarkus.flag-exporter.store.capcity: is not a known key. Did you mean quarkus.flag-exporter.store.capacity? If not, remove it.""";
        return problems.replace("EXPORTERS", "quarkus.flag-exporter.exporters")
                .replace("PACKAGE", "dev.flagexporter.deployment")
                .replace(
                        "COMMON",
                        "attempt-timeout, batch.max-bytes, batch.max-events, dead-letter.directory, dead-letter.max-size, dead-letter.on-full, enabled, event-type, "
                                + "flush-interval, kind, max-event-in-memory, on-exhausted, on-rejected, "
                                + "retry.initial-backoff, retry.max-attempts, retry.max-backoff, retry.max-elapsed")
                .replace(
                        "KEYS",
                        "attempt-timeout, batch.max-bytes, batch.max-events, bulk, dead-letter.directory, dead-letter.max-size, dead-letter.on-full, enabled, "
                                + "event-type, flush-interval, greeting, http.port, http.proxy-host, "
                                + "http.tls.verify-host, keys, kind, labels.*, max-event-in-memory, note, on-exhausted, "
                                + "on-rejected, patience, pin, retry.initial-backoff, retry.max-attempts, "
                                + "retry.max-backoff, retry.max-elapsed, token, topics");
    }

    /** The one message, wherever the start has put it. */
    private static String messageOf(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null && !cause.getMessage().startsWith("The configuration of")) {
            cause = cause.getCause();
        }
        return cause.getMessage();
    }

    @Test
    void isNeverReached() {
        Assertions.fail("the application started");
    }

    /** A mandatory key, and free ones. */
    public interface StrictConfig {

        String target();

        Map<String, String> headers();
    }

    /** No keys at all. */
    public interface NoConfig {}

    /** Never content. */
    public static class StrictFactory implements ExporterFactory<StrictConfig> {

        @Override
        public String kind() {
            return "strict";
        }

        @Override
        public Class<StrictConfig> configType() {
            return StrictConfig.class;
        }

        @Override
        public CommonExporter create(StrictConfig config, ExporterEnvironment environment)
                throws InvalidConfigurationException {
            String header = config.headers().get("Authorization");
            InvalidConfigurationException.throwIfAny(List.of(
                    new ConfigurationProblem("target", config.target(), "is never right", "Give up"),
                    new ConfigurationProblem("password", "***", "is too short", "Use a longer one"),
                    new ConfigurationProblem(
                            "headers.Authorization",
                            header,
                            "has no scheme before " + header,
                            "Use for example Bearer " + header)));
            throw new AssertionError();
        }
    }

    /** Fails in its own way. */
    public static class DefectiveFactory implements ExporterFactory<NoConfig> {

        @Override
        public String kind() {
            return "defective";
        }

        @Override
        public Class<NoConfig> configType() {
            return NoConfig.class;
        }

        @Override
        public CommonExporter create(NoConfig config, ExporterEnvironment environment) {
            throw new IllegalStateException("no licence");
        }
    }

    /** Makes exporters of the first interface. */
    @SuppressWarnings("deprecation")
    public static class OldFactory implements ExporterFactory<NoConfig> {

        @Override
        public String kind() {
            return "old";
        }

        @Override
        public Class<NoConfig> configType() {
            return NoConfig.class;
        }

        @Override
        public CommonExporter create(NoConfig config, ExporterEnvironment environment) {
            return new OldExporter();
        }
    }

    /** Of the first interface. */
    @SuppressWarnings("deprecation")
    public static class OldExporter implements DeprecatedExporterV1 {

        @Override
        public boolean isBulk() {
            return true;
        }

        @Override
        public void export(
                dev.flagexporter.spi.ExportContext context,
                java.util.logging.Logger logger,
                List<dev.flagexporter.spi.event.FeatureEvent> events) {}
    }

    /** A bean of the first interface. */
    @Dependent
    @Identifier("old-bean")
    public static class OldBean extends OldExporter {}
}
