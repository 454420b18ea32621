package dev.flagexporter.testkit.exporter;

import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.ServiceLoader;

import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.ExporterFactory;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What a factory is, and what it makes. */
abstract class MakingContract extends ContractPart {

    MakingContract(ExporterContract contract) {
        super(contract);
    }

    @Test
    void namesAKind() {
        assertThat(contract.factory().kind())
                .as("kind() is what users write: it needs at least one character and no spaces")
                .isNotNull()
                .matches("\\S+");
        assertThat(contract.factory().kind())
                .as("kind() must not change")
                .isEqualTo(contract.factory().kind());
    }

    @Test
    void isFoundByTheServiceLoader() {
        Class<?> type = contract.factory().getClass();
        assertThat(ServiceLoader.load(ExporterFactory.class))
                .as(
                        "Applications do not find the factory: name %s in META-INF/services/%s",
                        type.getName(), ExporterFactory.class.getName())
                .anyMatch(found -> found.getClass().equals(type));
    }

    @Test
    void mapsAPublicInterface() {
        assertThat(contract.factory().configType())
                .as("configType() has to be a public interface, or applications cannot map it")
                .isInterface()
                .isPublic();
    }

    @Test
    void isConstructedWithoutSideEffects() throws Exception {
        contract.factory();
        Properties properties = (Properties) System.getProperties().clone();
        Resources before = Resources.now();
        contract.factory();
        bench.assertNothingNew(before, "The factory's constructor also runs when an application is built; it must not");
        assertThat(System.getProperties())
                .as("The factory's constructor must not change system properties")
                .isEqualTo(properties);
    }

    @Test
    void createsWithoutAcquiring() throws Exception {
        bench.create();
        Resources before = Resources.now();
        bench.create();
        bench.assertNothingNew(
                before, "Nothing closes an exporter that was never opened; leave it to open(), create() must not");
    }

    @Test
    void isAlwaysBulkOrNever() throws Exception {
        Exporter exporter = bench.create();
        List<Boolean> answers = new ArrayList<>(List.of(exporter.isBulk()));
        exporter.open();
        answers.add(exporter.isBulk());
        bench.export(exporter, bench.few());
        answers.add(exporter.isBulk());
        exporter.close();
        answers.add(exporter.isBulk());
        assertThat(answers)
                .as("isBulk() before and after open(), after export() and close(): it must not change")
                .containsOnly(bench.create().isBulk());
    }
}
