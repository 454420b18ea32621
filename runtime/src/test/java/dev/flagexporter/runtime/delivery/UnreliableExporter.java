package dev.flagexporter.runtime.delivery;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

import dev.flagexporter.runtime.delivery.ModelledCalls.End;
import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.ExportException;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.testkit.InMemoryExporter.Batch;

import static org.assertj.core.api.Assertions.assertThat;

/** One instance of a modelled exporter: does at random what an exporter can do, and enters it into the ledger. */
final class UnreliableExporter implements Exporter {

    /** What a call does before it answers. */
    private enum Course {
        AT_ONCE,
        IS_LATE,
        RETURNS_TOO_LATE,
        HANGS
    }

    private final ModelledExporter model;
    private final ModelledExporter.Settings settings;
    private boolean mustBeClosed;
    private boolean abandoned;
    /** What to enter when it has been closed after an opening that failed. */
    private Runnable afterClosing = () -> {};

    UnreliableExporter(ModelledExporter model, ModelledExporter.Settings settings) {
        this.model = model;
        this.settings = settings;
    }

    @Override
    public boolean isBulk() {
        return true;
    }

    private Course anyCourse() {
        int course = model.works() ? 0 : model.random().nextInt(12);
        boolean mayTakeItsTime = course > 0 && course < Course.values().length && model.mayHang();
        return mayTakeItsTime ? Course.values()[course] : Course.AT_ONCE;
    }

    /** Takes the time; a call that hangs ends here. */
    private void take(Course course) {
        switch (course) {
            case AT_ONCE -> {}
            case IS_LATE -> model.passUntilInterrupted();
            case RETURNS_TOO_LATE -> model.passTooMuch();
            case HANGS -> model.hang();
        }
    }

    private static void hangIf(Course course) {
        if (course == Course.HANGS) {
            throw new ManualCalls.Hang();
        }
    }

    @Override
    public void open() throws Exception {
        model.check(
                () -> assertThat(mustBeClosed).as("opened before it is closed").isFalse());
        mustBeClosed = true;
        boolean live = model.beginsToOpen(settings);
        boolean attempt = live && model.ledger().isPending();
        if (attempt) {
            model.check(model.ledger()::beginsToOpen);
        }
        Course course = anyCourse();
        boolean fails =
                course != Course.AT_ONCE || (!model.works() && model.random().nextInt(4) == 0);
        Duration wait = Duration.ofSeconds(fails && model.random().nextInt(4) == 0 ? 11 : 0);
        model.note("open: " + course + (fails ? " fails " + wait : ""));
        take(course);
        model.isOpen(!fails);
        if (fails) {
            model.leaves(end ->
                    openingFailed(end, () -> failed(live, attempt, end == End.ABANDONED ? Duration.ZERO : wait)));
            hangIf(course);
            throw wait.isZero() ? new IOException("down") : new ExportException("busy").retryAfter(wait);
        }
    }

    private void openingFailed(End end, Runnable failure) {
        abandoned = end == End.ABANDONED;
        if (abandoned) {
            failure.run();
        } else {
            afterClosing = failure;
        }
    }

    private void failed(boolean live, boolean attempt, Duration wait) {
        if (attempt) {
            model.ledger().failsToOpen();
        }
        if (live) {
            model.waits().failed(wait);
        }
    }

    @Override
    public void export(ExportContext context, List<? extends ExportableEvent> events) throws Exception {
        List<Integer> numbers = new Batch(context, events).numbers();
        boolean replay = !context.storeId().equals(ModelledManager.STORE_ID);
        model.check(() -> assertThat(model.isOpen()).as("is open").isTrue());
        if (replay) {
            model.beginsToReplay(context, numbers);
        } else {
            model.beginsToExport(context, numbers);
        }
        Course course = anyCourse();
        Answer any = model.anyAnswer(numbers.size());
        Answer answer = course == Course.AT_ONCE ? any : any.late();
        model.note((replay ? "replay " : "export ") + numbers + ": " + course + " " + answer);
        take(course);
        model.leaves(end -> {
            if (replay) {
                replayed(end, answer, numbers);
            } else {
                exported(end, answer, numbers);
            }
        });
        hangIf(course);
        answer.raise();
    }

    private void exported(End end, Answer answer, List<Integer> numbers) {
        if (end == End.ABANDONED) {
            abandoned = true;
            model.ledger().abandoned();
            model.waits().failed(Duration.ZERO);
            return;
        }
        Answer believed = end == End.INTERRUPTED ? answer.interrupted() : answer;
        if (!believed.delivered(numbers).isEmpty()) {
            model.waits().delivered();
        }
        if (believed.enter(model.ledger())) {
            model.waits().failed(believed.pause());
        }
    }

    /** What is not delivered stays a dead letter, and is in no count. */
    private void replayed(End end, Answer answer, List<Integer> numbers) {
        if (end == End.ABANDONED) {
            abandoned = true;
        } else {
            Answer believed = end == End.INTERRUPTED ? answer.interrupted() : answer;
            model.letters().replays(believed.delivered(numbers));
            if (believed.asksToWait()) {
                model.replayIsOver();
            }
        }
    }

    @Override
    public void close() {
        model.check(() ->
                assertThat(mustBeClosed).as("was opened before it is closed").isTrue());
        mustBeClosed = false;
        model.isOpen(false);
        if (abandoned) {
            // this goes on beside the delivery, so it takes none of its time
            model.note("close: abandoned");
            return;
        }
        Course course = anyCourse();
        model.note("close: " + course);
        take(course);
        Runnable failure = afterClosing;
        afterClosing = () -> {};
        model.leaves(end -> failure.run());
        hangIf(course);
    }

    void assertClosed() {
        assertThat(mustBeClosed).as("was not closed after it was opened").isFalse();
    }
}
