package dev.flagexporter.testkit.exporter;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

import dev.flagexporter.spi.CommonExporter;
import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.event.ExportableEvent;
import dev.flagexporter.spi.event.FeatureEvent;

/** Plugins whose events do not arrive as they should, each in a way of its own, as their tests. */
final class BrokenExports {

    private BrokenExports() {}

    static class StumblesOverAnEmptyBatch extends OwnExport {

        @Override
        void export(List<? extends ExportableEvent> events) throws Exception {
            events.get(0);
            destination.send(texts(events));
        }
    }

    /** In an order that each batch alone keeps. */
    static class PutsLaterBatchesFirst extends MemoryExporterContractTest {

        @Override
        CommonExporter exporter(MemoryExporterConfig config) {
            return new MemoryExporter(destination) {
                private final int start = destination.texts().size();

                @Override
                public void export(ExportContext context, List<? extends ExportableEvent> events) throws Exception {
                    super.export(context, events);
                    destination.moveTo(start, events.size());
                }
            };
        }
    }

    static class SendsTheLastFirst extends OwnExport {

        @Override
        void export(List<? extends ExportableEvent> events) throws Exception {
            List<String> texts = new ArrayList<>(texts(events));
            texts.sort(Comparator.reverseOrder());
            destination.send(texts);
        }
    }

    static class SendsTheFirstThousand extends OwnExport {

        @Override
        void export(List<? extends ExportableEvent> events) throws Exception {
            destination.send(texts(events).subList(0, Math.min(events.size(), 1000)));
        }
    }

    static class EscapesNothing extends OwnExport {

        @Override
        void export(List<? extends ExportableEvent> events) throws Exception {
            for (ExportableEvent event : events) {
                destination.send(Arrays.asList(event.userKey().split("\n", -1)));
            }
        }
    }

    static class KnowsFeatureEventsOnly extends OwnExport {

        @Override
        void export(List<? extends ExportableEvent> events) throws Exception {
            destination.send(events.stream()
                    .map(event -> (FeatureEvent) event)
                    .map(event -> texts(List.of(event)).get(0))
                    .toList());
        }
    }

    static class TakesSamplesOfTrackingEvents extends OwnExport {

        @Override
        void export(List<? extends ExportableEvent> events) throws Exception {
            boolean skips = events.size() == Workbench.FEW && !(events.get(0) instanceof FeatureEvent);
            destination.send(texts(skips ? events.subList(0, 1) : events));
        }
    }

    static class SortsTheList extends OwnExport {

        @Override
        void export(List<? extends ExportableEvent> events) throws Exception {
            try {
                events.sort(Comparator.comparing(ExportableEvent::key));
            } catch (UnsupportedOperationException e) {
                // as it is, then
            }
            destination.send(texts(events));
        }
    }
}
