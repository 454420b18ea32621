package dev.flagexporter.runtime.delivery;

import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Tells the model of an exporter how its calls ended. */
final class ModelledCalls implements ExporterCalls {

    /** How a call ended for the delivery. */
    enum End {
        RETURNED,
        INTERRUPTED,
        ABANDONED;

        private static End of(Optional<Throwable> thrown) {
            if (thrown.filter(AbandonedCallException.class::isInstance).isPresent()) {
                return ABANDONED;
            }
            return thrown.filter(InterruptedCallException.class::isInstance).isPresent() ? INTERRUPTED : RETURNED;
        }
    }

    private final ExporterCalls calls;
    private final Runnable begins;
    private final Consumer<End> ended;

    ModelledCalls(ExporterCalls calls, Runnable begins, Consumer<End> ended) {
        this.calls = calls;
        this.begins = begins;
        this.ended = ended;
    }

    @Override
    public Optional<Throwable> run(Call call, Supplier<Deadline> deadline) {
        return observed(() -> calls.run(call, deadline));
    }

    @Override
    public Optional<Throwable> runClose(Call call, Supplier<Deadline> deadline) {
        return observed(() -> calls.runClose(call, deadline));
    }

    private Optional<Throwable> observed(Supplier<Optional<Throwable>> call) {
        // of a call of another exporter, which would have a thread of its own
        boolean ignored = Thread.interrupted();
        begins.run();
        Optional<Throwable> thrown = call.get();
        ended.accept(End.of(thrown));
        return thrown;
    }

    @Override
    public void runAside(Runnable action) {
        calls.runAside(action);
    }

    @Override
    public int hanging() {
        return calls.hanging();
    }

    @Override
    public void stop() {
        calls.stop();
    }
}
