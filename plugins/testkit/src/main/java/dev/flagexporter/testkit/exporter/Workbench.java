package dev.flagexporter.testkit.exporter;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import dev.flagexporter.spi.ConfigurationProblem;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.ExporterFactory;
import dev.flagexporter.spi.InvalidConfigurationException;
import dev.flagexporter.spi.event.EventType;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.object.ObjectConfig;
import dev.flagexporter.testkit.Configurations;
import dev.flagexporter.testkit.TestEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/** Makes the exporters of a contract's plugin, and uses them as an application does. */
final class Workbench {

    /** The size of a batch where it does not matter. */
    static final int FEW = 10;

    private final ExporterContract contract;
    private final Batches batches;
    private boolean broken;

    Workbench(ExporterContract contract) {
        this.contract = contract;
        this.batches = new Batches(contract.logger());
    }

    /** The next events. */
    Batch few() {
        return batch(anyType(), FEW);
    }

    /** The next events of a type. */
    Batch batch(EventType type, int count) {
        return batches.of(type, count);
    }

    /** The next batch, of certain events. */
    Batch batch(EventType type, List<? extends ExportableEvent> events) {
        return batches.of(type, events);
    }

    /** Whether the destination fails now. */
    boolean tryToBreak() throws Exception {
        broken = contract.breakDestination();
        return broken;
    }

    /** Has the destination work again. */
    void repair() throws Exception {
        if (broken) {
            broken = false;
            contract.repairDestination();
        }
    }

    EventType anyType() {
        return contract.eventTypes().iterator().next();
    }

    Exporter create() throws InvalidConfigurationException {
        return create(anyType());
    }

    Exporter create(EventType type) throws InvalidConfigurationException {
        return create(contract.factory(), type, contract.keys());
    }

    private static <C> Exporter create(ExporterFactory<C> factory, EventType type, Map<String, String> keys)
            throws InvalidConfigurationException {
        C config = Configurations.of(factory.configType(), keys);
        if (factory.create(config, TestEnvironment.of(type)) instanceof Exporter exporter) {
            return exporter;
        }
        return fail("create() made no dev.flagexporter.spi.Exporter; the deprecated interfaces have no contract");
    }

    /** What the factory finds wrong when some keys have other values. */
    List<ConfigurationProblem> problemsWith(Map<String, String> otherKeys) {
        Map<String, String> keys = new HashMap<>(contract.keys());
        keys.putAll(otherKeys);
        try {
            create(contract.factory(), anyType(), keys);
            return List.of();
        } catch (InvalidConfigurationException e) {
            return e.problems();
        }
    }

    Exporter open() throws Exception {
        return open(anyType());
    }

    Exporter open(EventType type) throws Exception {
        Exporter exporter = create(type);
        exporter.open();
        return exporter;
    }

    /** What an export threw, which has to be within the rules; empty when it returned. */
    Optional<Throwable> attempt(Exporter exporter, Batch batch) {
        Optional<Throwable> thrown = Running.thrownBy(() -> exporter.export(batch.context(), batch.events()));
        thrown.ifPresent(failure -> failureRules().check(failure, batch.size()));
        return thrown;
    }

    private FailureRules failureRules() {
        return new FailureRules(
                ObjectConfig.class.isAssignableFrom(contract.factory().configType()));
    }

    /** An export that has to work. */
    void export(Exporter exporter, Batch batch) {
        Optional<Throwable> thrown = attempt(exporter, batch);
        if (thrown.isPresent()) {
            throw new AssertionError(
                    "export() threw " + thrown.get() + ", though the destination works and the " + batch.size()
                            + " events are such as every exporter has to take",
                    thrown.get());
        }
    }

    /** All of an exporter's life, for one batch. */
    void exportAndClose(EventType type, Batch batch) throws Exception {
        Exporter exporter = open(type);
        export(exporter, batch);
        exporter.close();
    }

    void assertArrived(Batch... batches) throws Exception {
        Optional<List<String>> texts = contract.arrived();
        if (texts.isPresent()) {
            Arrivals.check(texts.get(), batches);
        }
    }

    void assertArrivedAtLeastOnce(Batch... batches) throws Exception {
        Optional<List<String>> texts = contract.arrived();
        if (texts.isPresent()) {
            Arrivals.checkAll(texts.get(), batches);
        }
    }

    void assertNothingNew(Resources before, String rule) throws InterruptedException {
        assertThat(before.newThreads(contract.patience()))
                .as("%s leave threads behind", rule)
                .isEmpty();
        assertThat(before.newFiles(contract.patience()))
                .as("%s leave files or connections open", rule)
                .isEmpty();
    }
}
