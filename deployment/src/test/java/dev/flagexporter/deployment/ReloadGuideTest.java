package dev.flagexporter.deployment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import jakarta.inject.Inject;

import io.quarkus.test.QuarkusUnitTest;
import io.smallrye.config.Secret;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import static dev.flagexporter.deployment.FakePlugin.EXPORTERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The code of {@code docs/reload.md}, at work. */
class ReloadGuideTest {

    private static final Path GUIDE = Path.of("../docs/reload.md");
    private static final Path CODE = Path.of("src/test/java/dev/flagexporter/deployment/RenewedSecrets.java");

    @RegisterExtension
    static final QuarkusUnitTest APPLICATION = new QuarkusUnitTest()
            .withApplicationRoot(application -> {
                FakePlugin.addTo(application);
                ChangingSource.addTo(application);
                application.addClass(RenewedSecrets.class);
            })
            .overrideConfigKey(EXPORTERS + "lake.kind", "fake")
            .overrideConfigKey(EXPORTERS + "lake.token", "${vault::token}")
            .setLogRecordPredicate(entry -> entry.getLoggerName().equals(RenewedSecrets.class.getName()))
            .assertLogRecords(entries -> assertThat(entries)
                    .extracting(entry -> ((ExtLogRecord) entry).getFormattedMessage())
                    .contains("APPLIED: [" + EXPORTERS + "\"lake\".token]"));

    @Inject
    RenewedSecrets renewedSecrets;

    @Test
    void takesANewSecretIntoUse() {
        ChangingSource.SECRETS.put("token", "renewed");
        renewedSecrets.renew();
        await().untilAsserted(() -> assertThat(
                        FakeExporter.BY_NAME.get("lake").config.token().map(Secret::get))
                .contains("renewed"));
        renewedSecrets.reload.reload().toCompletableFuture().join();
    }

    @Test
    void isWhatTheGuideShows() throws IOException {
        Matcher block = Pattern.compile("```java\\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(GUIDE));
        assertThat(block.results().map(found -> found.group(1)))
                .singleElement()
                .satisfies(code -> assertThat(CODE).content().endsWith(code));
    }
}
