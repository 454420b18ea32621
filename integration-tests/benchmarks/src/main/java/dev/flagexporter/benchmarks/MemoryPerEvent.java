package dev.flagexporter.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.Locale;

import javax.management.JMException;
import javax.management.ObjectName;

import dev.flagexporter.spi.event.FeatureEvent;
import dev.flagexporter.spi.store.EventStore;
import dev.flagexporter.spi.store.Lease;
import dev.flagexporter.spi.store.LeaseLimits;

/**
 * What the heap holds for a store beside the events, after a full collection: for an empty store, and per event that is
 * pending for all of its consumers, one of which never comes back with the batch that it has on lease.
 *
 * <p>Arguments: exporters, pending events, events of the hanging lease (0 for none).
 */
public final class MemoryPerEvent {

    private static final int WARMUP = 3;

    /** An array of the events holds references to them, which are not part of the events. */
    private static final int REFERENCE = 4;

    private MemoryPerEvent() {}

    /**
     * Prints three lines: the exporters, then the bytes of the empty store, the bytes per pending event, or the estimated
     * size of the events as a multiple of what they hold.
     *
     * @param arguments see the class
     * @throws JMException when this JVM does not tell what its heap holds
     */
    public static void main(String[] arguments) throws JMException {
        int exporterCount = Integer.parseInt(arguments[0]);
        int pending = Integer.parseInt(arguments[1]);
        int leased = Integer.parseInt(arguments[2]);
        long before = heldBytes();
        FeatureEvent[] events = events(pending);
        double held = heldBytes() - before - (double) REFERENCE * pending;
        try (Exporters warm = new Exporters(Target.roomFor(pending), exporterCount, 0)) {
            fill(warm.store(), events);
            warm.drain();
        }
        for (int i = 0; i < WARMUP; i++) {
            heldBytes();
        }
        long nothing = heldBytes();
        Exporters exporters = new Exporters(Target.roomFor(pending), exporterCount, 0);
        long empty = heldBytes();
        fill(exporters.store(), events);
        Lease<FeatureEvent> lease =
                leased == 0 ? null : exporters.store().lease("exporter-0", new LeaseLimits(leased, Long.MAX_VALUE));
        long full = heldBytes();
        long count = exporters.store().pendingEventCount("exporter-0");
        int onLease = lease == null ? 0 : lease.events().size();
        if (count != pending || onLease != leased) {
            throw new IllegalStateException("of " + pending + " events " + count + " are pending");
        }
        double estimated = exporters.store().pendingBytes("exporter-0");
        exporters.close();
        String what = exporterCount + " exporters, " + leased + " events on a lease";
        System.out.printf(Locale.ROOT, "%s\tempty store\t%d%n", what, empty - nothing);
        System.out.printf(Locale.ROOT, "%s\t%d pending\t%.2f%n", what, pending, (full - empty) / (double) pending);
        System.out.printf(Locale.ROOT, "%s\t%d events, estimated / held\t%.2f%n", what, pending, estimated / held);
    }

    private static FeatureEvent[] events(int count) {
        FeatureEvent[] events = new FeatureEvent[count];
        for (int i = 0; i < count; i++) {
            events[i] = SampleEvents.fresh(i);
        }
        return events;
    }

    private static void fill(EventStore<FeatureEvent> store, FeatureEvent[] events) {
        for (FeatureEvent event : events) {
            store.append(event);
        }
    }

    /** The bytes of all objects that can be reached, as the JVM's class histogram counts them. */
    private static long heldBytes() throws JMException {
        String histogram = (String) ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        int total = histogram.lastIndexOf("Total");
        String[] columns = histogram.substring(total).trim().split("\\s+", -1);
        return Long.parseLong(columns[2]);
    }
}
