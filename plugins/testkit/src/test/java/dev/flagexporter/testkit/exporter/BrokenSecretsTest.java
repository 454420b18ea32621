package dev.flagexporter.testkit.exporter;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

import static dev.flagexporter.testkit.exporter.Rejection.assertRejected;
import static dev.flagexporter.testkit.exporter.Rejection.failuresOf;
import static org.assertj.core.api.Assertions.assertThat;

@DisplayName("The contract of exporters rejects, for the right reason and no other, an exporter that")
class BrokenSecretsTest {

    @Test
    void showsASecret() {
        assertRejected(BrokenSecrets.ShowsItsSecret.class, "toString() of a new exporter", "keepsItsSecrets");
    }

    @Test
    void throwsASecret() {
        assertRejected(BrokenSecrets.ThrowsItsSecret.class, "what open() threw", "keepsItsSecrets");
    }

    @Test
    void logsASecret() {
        assertRejected(BrokenSecrets.LogsItsSecret.class, "the log (memory.client)", "keepsItsSecrets");
    }

    @Test
    void showsASecretThatIsWrong() {
        assertThat(failuresOf(BrokenSecrets.ShowsASecretThatIsWrong.class))
                .containsOnlyKeys("keepsItsSecrets", "isFoundByTheServiceLoader")
                .hasEntrySatisfying(
                        "keepsItsSecrets", message -> assertThat(message).contains("the problem with token"));
    }

    @Test
    void hasSecretsThatItsTestDoesNotName() {
        assertRejected(
                BrokenSecrets.KeepsQuietAboutItsSecrets.class,
                "The configuration has secrets: name their keys in secretKeys()",
                "declaresItsSecrets");
    }
}
