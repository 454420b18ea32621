package dev.flagexporter.runtime.delivery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import dev.flagexporter.spi.ExportContext;
import dev.flagexporter.spi.ExportException;
import dev.flagexporter.spi.Exporter;
import dev.flagexporter.spi.event.ExportableEvent;

/** What could be wrong with what an exporter is given, and with what the delivery makes of its answers. */
enum ExporterDefect implements Parts {
    MIXES_UP_THE_ORDER {
        @Override
        public Exporter exporter(Exporter exporter) {
            return new ForwardingExporter(exporter) {
                @Override
                public void export(ExportContext context, List<? extends ExportableEvent> events) throws Exception {
                    List<ExportableEvent> reversed = new ArrayList<>(events);
                    Collections.reverse(reversed);
                    super.export(context, reversed);
                }
            };
        }
    },

    GIVES_EACH_ATTEMPT_ANOTHER_ID {
        @Override
        public Exporter exporter(Exporter exporter) {
            return new ForwardingExporter(exporter) {
                @Override
                public void export(ExportContext context, List<? extends ExportableEvent> events) throws Exception {
                    super.export(new OtherIds(context, true), events);
                }
            };
        }
    },

    FORGETS_FAILURES {
        @Override
        public Exporter exporter(Exporter exporter) {
            return new ForwardingExporter(exporter) {
                @Override
                public void export(ExportContext context, List<? extends ExportableEvent> events) {
                    try {
                        super.export(context, events);
                    } catch (Exception e) {
                        // it forgets it
                    }
                }
            };
        }
    },

    SENDS_EVERY_BATCH_TWICE {
        @Override
        public Exporter exporter(Exporter exporter) {
            return new ForwardingExporter(exporter) {
                @Override
                public void export(ExportContext context, List<? extends ExportableEvent> events) throws Exception {
                    super.export(context, events);
                    super.export(context, events);
                }
            };
        }
    },

    CLOSES_NO_EXPORTER {
        @Override
        public Exporter exporter(Exporter exporter) {
            return new ForwardingExporter(exporter) {
                @Override
                public void close() {
                    // it does not
                }
            };
        }
    },

    GIVES_EACH_EVENT_ANOTHER_ID {
        @Override
        public Exporter exporter(Exporter exporter) {
            return new ForwardingExporter(exporter) {
                @Override
                public void export(ExportContext context, List<? extends ExportableEvent> events) throws Exception {
                    super.export(new OtherIds(context, false), events);
                }
            };
        }
    },

    DOES_NOT_CLOSE_AFTER_A_FAILED_OPEN {
        @Override
        public Exporter exporter(Exporter exporter) {
            return new ForwardingExporter(exporter) {
                private boolean failed;

                @Override
                public void open() throws Exception {
                    failed = true;
                    super.open();
                    failed = false;
                }

                @Override
                public void close() throws Exception {
                    if (!failed) {
                        super.close();
                    }
                }
            };
        }
    },

    IGNORES_RETRY_AFTER {
        @Override
        public Exporter exporter(Exporter exporter) {
            return new OtherAnswers(exporter) {
                @Override
                ExportException instead(ExportException thrown, int size) {
                    return thrown.retryAfter().isEmpty() ? thrown : thrown.retryAfter(Duration.ZERO);
                }
            };
        }
    },

    FORGETS_A_REJECTED_EVENT {
        @Override
        public Exporter exporter(Exporter exporter) {
            return new OtherAnswers(exporter) {
                @Override
                ExportException instead(ExportException thrown, int size) {
                    Set<Integer> rejected = new HashSet<>(thrown.rejectedPositions());
                    rejected.stream().findFirst().ifPresent(rejected::remove);
                    return rejected.isEmpty() ? thrown : partial(thrown, thrown.failedPositions(), rejected);
                }
            };
        }
    },

    SENDS_REJECTED_EVENTS_AGAIN {
        @Override
        public Exporter exporter(Exporter exporter) {
            return new OtherAnswers(exporter) {
                @Override
                ExportException instead(ExportException thrown, int size) {
                    Set<Integer> all = new HashSet<>(thrown.failedPositions());
                    all.addAll(thrown.rejectedPositions());
                    return all.isEmpty() ? thrown : partial(thrown, all, Set.of());
                }
            };
        }
    },

    REJECTS_WHAT_HAS_FAILED {
        @Override
        public Exporter exporter(Exporter exporter) {
            return new OtherAnswers(exporter) {
                @Override
                ExportException instead(ExportException thrown, int size) {
                    Set<Integer> all = new HashSet<>(thrown.failedPositions());
                    all.addAll(thrown.rejectedPositions());
                    return all.isEmpty() ? thrown : partial(thrown, Set.of(), all);
                }
            };
        }
    },

    REJECTS_A_BATCH_AS_A_WHOLE {
        @Override
        public Exporter exporter(Exporter exporter) {
            return new OtherAnswers(exporter) {
                @Override
                ExportException instead(ExportException thrown, int size) {
                    return thrown.isPermanent() ? partial(thrown, Set.of(), Outcome.allPositions(size)) : thrown;
                }
            };
        }
    };

    private static ExportException partial(ExportException thrown, Set<Integer> failed, Set<Integer> rejected) {
        ExportException partial = ExportException.partial("other", thrown, failed, rejected);
        thrown.retryAfter().ifPresent(partial::retryAfter);
        return partial;
    }

    /** Something else is made of the answers of an exporter. */
    private abstract static class OtherAnswers extends ForwardingExporter {

        OtherAnswers(Exporter exporter) {
            super(exporter);
        }

        abstract ExportException instead(ExportException thrown, int size);

        @Override
        public void export(ExportContext context, List<? extends ExportableEvent> events) throws Exception {
            try {
                super.export(context, events);
            } catch (ExportException e) {
                throw instead(e, events.size());
            }
        }
    }
}
