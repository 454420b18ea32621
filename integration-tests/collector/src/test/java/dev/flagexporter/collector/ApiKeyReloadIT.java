package dev.flagexporter.collector;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** New API keys while events come in. */
class ApiKeyReloadIT {

    private static final String KEYS = ReloadedCollector.PREFIX + "collector.authorized-keys.evaluation";
    private static final String ALLOW_ANONYMOUS = ReloadedCollector.PREFIX + "collector.allow-anonymous";
    private static final String CHANGED = "2 unchanged; changed keys are " + KEYS;

    @TempDir
    Path directory;

    @Test
    void replacesAKeyWithoutRefusingARequest() throws Exception {
        try (ReloadedCollector collector = new ReloadedCollector(directory, KEYS, "old-key")) {
            EventSender sender = collector.sender();
            sender.useKey("old-key");
            try (PacedLoad load = new PacedLoad(sender)) {
                collector.change(KEYS, "old-key,new-key");
                collector.reloads().assertNextIsApplied(CHANGED);
                sender.useKey("new-key");
                load.awaitAnotherRequest();
                collector.change(KEYS, "new-key");
                collector.reloads().assertNextIsApplied(CHANGED);
                load.awaitAnotherRequest();
            }
            assertThat(isTaken(collector, "old-key")).isFalse();
            assertThat(isTaken(collector, "")).isFalse();
            assertThat(isTaken(collector, "new-key")).isTrue();
            assertThat(collector.log()).doesNotContain("old-key", "new-key");
        }
    }

    @Test
    void locksAndUnlocksTheCollector() throws Exception {
        try (ReloadedCollector collector = new ReloadedCollector(directory)) {
            assertThat(isTaken(collector, "")).isTrue();
            collector.change(KEYS, "a-key");
            collector.reloads().assertNextIsApplied(CHANGED);
            assertThat(isTaken(collector, "")).isFalse();
            collector.change(KEYS, "${NO_SUCH_KEY}");
            collector.reloads().assertNextIsInvalid();
            assertThat(isTaken(collector, "")).isFalse();
            collector.remove(KEYS);
            collector.reloads().assertNextIsInvalid();
            assertThat(isTaken(collector, "")).isFalse();
            collector.awaitInLog("set " + ALLOW_ANONYMOUS + "=true");
            collector.change(ALLOW_ANONYMOUS, "true");
            collector.reloads().assertNextIsApplied("2 unchanged; changed keys are " + ALLOW_ANONYMOUS + ", " + KEYS);
            assertThat(isTaken(collector, "")).isTrue();
        }
    }

    @Test
    void staysLockedWhenItsFileIsDeletedEmptiedOrBroken() throws Exception {
        Path file = directory.resolve("config/application.properties");
        try (ReloadedCollector collector = new ReloadedCollector(directory, KEYS, "a-key")) {
            for (String content : List.of("", KEYS + "=", KEYS + "=${NO_SUCH_KEY}")) {
                Files.writeString(file, content);
                collector.reloads().assertNextIsInvalid();
                assertThat(isTaken(collector, "")).isFalse();
            }
            Files.delete(file);
            collector.reloads().assertNextIsInvalid();
            assertThat(isTaken(collector, "")).isFalse();
            assertThat(isTaken(collector, "a-key")).isTrue();
        }
    }

    @Test
    void takesAKeyFromAFileWithAByteOrderMark() throws Exception {
        try (ReloadedCollector collector = new ReloadedCollector(directory, KEYS, "a-key")) {
            collector.prepend("\uFEFF" + ReloadedCollector.PREFIX + "collector.authorized-keys.admin=an-admin\n");
            collector
                    .reloads()
                    .assertNextIsApplied("2 unchanged; changed keys are " + ReloadedCollector.PREFIX
                            + "collector.authorized-keys.admin");
            assertThat(isTaken(collector, "an-admin")).isTrue();
        }
    }

    @Test
    void takesKeysFromAFileOfEnvironmentVariables() throws Exception {
        try (ReloadedCollector collector = new ReloadedCollector(directory)) {
            String variable = "QUARKUS_FLAG_EXPORTER_COLLECTOR_AUTHORIZED_KEYS_EVALUATION_";
            Files.writeString(directory.resolve(".env"), variable + "0_=a-key\n" + variable + "1_=another-key\n");
            collector.reloads().assertNextIsApplied(CHANGED);
            assertThat(isTaken(collector, "")).isFalse();
            assertThat(isTaken(collector, "a-key")).isTrue();
            assertThat(isTaken(collector, "another-key")).isTrue();
        }
    }

    private static boolean isTaken(ReloadedCollector collector, String key) throws Exception {
        EventSender sender = collector.sender();
        sender.useKey(key);
        return sender.send(1);
    }
}
