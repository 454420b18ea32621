package dev.flagexporter.benchmarks;

/** The targets by their names: {@code NAME:NUMBER:NUMBER:NUMBER}, where numbers may be left out at the end. */
final class Targets {

    private static final int PENDING = 1000;

    private Targets() {}

    /**
     * A target.
     * <ul>
     *   <li>What takes nothing out by itself: {@code mpsc:EXPORTERS:PENDING:ROOM}, {@code mpscBatches:EXPORTERS:PENDING},
     *       {@code blocking:EXPORTERS:PENDING},
     *       {@code otel:EXPORTERS:PENDING:ATTRIBUTES}, of which there are 4 or 9, and
     *       {@code store:EXPORTERS:PENDING:DEAD}. Queues have one reader, whatever is said of exporters.
     *   <li>What is exported from meanwhile: {@code exportMpsc}, {@code exportBlocking}, {@code exportOtel} and
     *       {@code exportStore:EXPORTERS:DEAD}.
     *   <li>The same with a wake-up at every append: {@code streamMpsc}, {@code streamBlocking} and
     *       {@code streamStore:EXPORTERS:DEAD}.
     *   <li>What is only a part of an append: {@code event} makes events, {@code clock} reads the time.
     * </ul>
     */
    static Target of(String name) {
        String[] parts = name.split(":", -1);
        int exporters = number(parts, 1, 1);
        int pending = number(parts, 2, PENDING);
        return switch (parts[0]) {
            case "mpsc" -> new MpscTarget(name, pending, number(parts, 3, Target.roomFor(pending)));
            case "mpscBatches" -> MpscTarget.inBatches(name, pending);
            case "blocking" -> new BlockingQueueTarget(name, pending);
            case "otel" -> otel(name, exporters, pending, parts);
            case "store" -> store(name, exporters, pending, parts);
            case "exportMpsc" -> ExportedMpscTarget.polled(name);
            case "streamMpsc" -> ExportedMpscTarget.woken(name);
            case "exportBlocking", "streamBlocking" -> new ExportedBlockingQueueTarget(name);
            case "exportOtel" -> OpenTelemetryTarget.exporting(name);
            case "exportStore" -> new ExportedStoreTarget(name, true, exporters, number(parts, 2, 0));
            case "streamStore" -> new ExportedStoreTarget(name, false, exporters, number(parts, 2, 0));
            case "event" -> new EventTarget(name);
            case "clock" -> new ClockTarget(name);
            default -> throw new IllegalArgumentException("there is no target " + name);
        };
    }

    private static Target otel(String name, int exporters, int pending, String[] parts) {
        int attributes = number(parts, 3, OpenTelemetryTarget.FEW);
        return OpenTelemetryTarget.asleep(name, exporters, pending, attributes > OpenTelemetryTarget.FEW);
    }

    private static Target store(String name, int exporters, int pending, String[] parts) {
        return parts.length < 4
                ? new FlagExporterTarget(name, exporters, pending)
                : new FlagExporterTarget(name, exporters, pending, number(parts, 3, 0));
    }

    private static int number(String[] parts, int position, int absent) {
        return position < parts.length ? Integer.parseInt(parts[position]) : absent;
    }
}
