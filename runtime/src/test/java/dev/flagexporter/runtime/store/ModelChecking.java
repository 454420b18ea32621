package dev.flagexporter.runtime.store;

import java.util.List;

import org.jetbrains.lincheck.LincheckAssertionError;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * How it is checked that the parts of the store are linearizable: what two threads see, however their steps are
 * interleaved, is what they would have seen had each call happened at one moment between its begin and its end. The
 * model checker tries hundreds of ways to interleave the accesses to shared memory in a scenario, always the same
 * ones, and a sequential model of the same calls tells right from wrong. The same check rejects a variant with the very
 * mistake that it is there for.
 *
 * <p><b>What it does not check.</b> Memory is sequentially consistent in these interleavings, as if every access were
 * volatile. That the weaker accesses suffice, of which there are few, is argued in {@link Chunk}.
 */
final class ModelChecking {

    private static final int INTERLEAVINGS = 250;

    private final Class<?> model;
    private final List<Scenario> scenarios;

    private ModelChecking(Class<?> model, List<Scenario> scenarios) {
        this.model = model;
        this.scenarios = scenarios;
    }

    /**
     * What to check.
     *
     * @param model has the same methods as what is checked, and is used by one thread
     * @param scenarios who calls what
     */
    static ModelChecking of(Class<?> model, Scenario... scenarios) {
        return new ModelChecking(model, List.of(scenarios));
    }

    /** Fails when a class does in a scenario what its model would not do. */
    void check(Class<?> checked) {
        ModelCheckingOptions options = new ModelCheckingOptions()
                .sequentialSpecification(model)
                .iterations(0)
                .invocationsPerIteration(INTERLEAVINGS)
                .minimizeFailedScenario(false);
        scenarios.forEach(scenario -> options.addCustomScenario(scenario.callsOf(checked)));
        options.check(checked);
    }

    /** Fails unless the check of a class fails. */
    void rejects(Class<?> broken) {
        assertThatExceptionOfType(LincheckAssertionError.class).isThrownBy(() -> check(broken));
    }
}
