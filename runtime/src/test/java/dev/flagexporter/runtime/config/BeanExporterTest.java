package dev.flagexporter.runtime.config;

import java.util.ArrayList;
import java.util.List;

import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.spi.Bean;

import dev.flagexporter.spi.CommonExporter;
import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.ExportableEvent;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class BeanExporterTest {

    private final List<String> calls = new ArrayList<>();

    /** Made by a container that keeps a journal. */
    private final class Handle implements Instance.Handle<CommonExporter> {

        private final CommonExporter exporter;

        Handle(CommonExporter exporter) {
            this.exporter = exporter;
        }

        @Override
        public CommonExporter get() {
            return exporter;
        }

        @Override
        public Bean<CommonExporter> getBean() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void destroy() {
            calls.add("destroyed");
        }

        @Override
        public void close() {
            destroy();
        }
    }

    /** Cannot be closed properly. */
    private final class Broken implements Exporter {

        @Override
        public boolean isBulk() {
            return false;
        }

        @Override
        public void open() {
            calls.add("opened");
        }

        @Override
        public void export(ExportContext context, List<? extends ExportableEvent> events) {
            calls.add("exported");
        }

        @Override
        public void close() {
            calls.add("closed");
            throw new IllegalStateException("does not close");
        }
    }

    @Test
    void isMadeWhenItIsOpenedAndAnewAfterItWasClosed() throws Exception {
        Exporter exporter = new BeanExporter("audit", true, this::make);
        assertThat(exporter.isBulk()).isTrue();
        assertThat(calls).isEmpty();
        exporter.open();
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(exporter::close);
        exporter.open();
        assertThat(calls).containsExactly("made", "opened", "closed", "destroyed", "made", "opened");
    }

    @Test
    void canBeClosedWhenTheContainerCouldNotMakeIt() {
        Exporter exporter = new BeanExporter("audit", true, () -> {
            throw new IllegalStateException("cannot be made");
        });
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(exporter::open);
        assertThatCode(exporter::close).doesNotThrowAnyException();
    }

    @Test
    void isDestroyedAfterItWasClosedEvenIfThatFails() throws Exception {
        Exporter exporter = new BeanExporter("audit", true, this::make);
        exporter.open();
        assertThatExceptionOfType(IllegalStateException.class)
                .isThrownBy(exporter::close)
                .withMessage("does not close");
        assertThat(calls).containsExactly("made", "opened", "closed", "destroyed");
    }

    private Instance.Handle<CommonExporter> make() {
        calls.add("made");
        return new Handle(new Broken());
    }
}
