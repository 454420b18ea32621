package dev.flagexporter.collector;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import dev.flagexporter.collector.BurstSender.Answer;
import dev.flagexporter.collector.BurstSender.Request;

import static org.assertj.core.api.Assertions.assertThat;

/** What must be true after a run, however it ended. */
final class KillRunChecks {

    private static final Pattern STOPPED = Pattern.compile(
            "Exporter \"(\\S+)\" stopped: \\d+ events delivered by its last flush, (\\d+) (?:pending|NOT delivered)");
    private static final Pattern REPLAYED =
            Pattern.compile("delivered=(\\d+), kept=0, quarantined=(\\d+), failure=Optional.empty");
    private static final String POISON = "#7";
    /** The interrupt, the close and the JVM. */
    private static final long MORE_SECONDS = 7;

    private final KillRun run;
    private final KillFiles files;
    private final List<String> exported;

    private KillRunChecks(KillRun run) throws IOException {
        this.run = run;
        this.files = run.files();
        this.exported = files.exported("flag-events");
    }

    static void check(KillRun run) throws Exception {
        KillRunChecks checks = new KillRunChecks(run);
        checks.healthyFiles();
        checks.faultyFiles();
        if (!run.plan().kill()) {
            checks.endOfTermination();
        }
        if (run.plan().restart()) {
            checks.replay();
        }
    }

    /** In order, without gaps and duplicates; and after SIGTERM as a whole. */
    private void healthyFiles() {
        Set<String> turnedAway = new HashSet<>(run.userKeys(Answer.TURNED_AWAY));
        assertThat(exported).doesNotHaveDuplicates().noneMatch(turnedAway::contains);
        for (List<Request> requests : run.requests()) {
            List<String> sent = requests.stream()
                    .filter(request -> request.answer() != Answer.TURNED_AWAY)
                    .flatMap(request -> request.userKeys().stream())
                    .toList();
            Set<String> ofSender = new HashSet<>(sent);
            List<String> arrived = exported.stream().filter(ofSender::contains).toList();
            assertThat(arrived).isEqualTo(sent.subList(0, arrived.size()));
        }
        if (!run.plan().kill() && !run.isLate()) {
            assertThat(new HashSet<>(exported)).containsAll(run.userKeys(Answer.ACKNOWLEDGED));
            Set<String> all = new HashSet<>(exported);
            run.requests().stream()
                    .flatMap(List::stream)
                    .filter(request -> request.answer() == Answer.UNKNOWN)
                    .forEach(request -> assertExportedAsAWholeOrNotAtAll(request, all));
        }
    }

    private static void assertExportedAsAWholeOrNotAtAll(Request request, Set<String> all) {
        long events = request.userKeys().stream().filter(all::contains).count();
        assertThat(events).as(request.id()).isIn(0L, (long) request.events());
    }

    private void faultyFiles() {
        for (String name : KillPlan.FAULTY.keySet()) {
            List<String> delivered = files.deliveredBy(name);
            List<String> deadLetters = files.deadLetterUsers(name);
            assertThat(delivered).as(name).doesNotHaveDuplicates();
            assertThat(deadLetters).as(name).doesNotHaveDuplicates().noneMatch(new HashSet<>(delivered)::contains);
            switch (name) {
                case "dead", "hanging", "rejecting" ->
                    assertThat(delivered).as(name).isEmpty();
                case "named", "unnamed" -> {
                    assertThat(delivered).as(name).noneMatch(user -> user.endsWith(POISON));
                    assertThat(deadLetters).as(name).allMatch(user -> user.endsWith(POISON));
                }
                default -> assertThat(deadLetters).as(name).isEmpty();
            }
        }
    }

    private void endOfTermination() throws IOException {
        assertThat(run.endMillis())
                .isLessThan((KillPlan.REQUEST_SECONDS + KillPlan.SHUTDOWN_SECONDS + MORE_SECONDS) * 1000);
        assertThat(files.temporaryFiles("flag-events")).isEmpty();
        Map<String, ReportedCounts> counts = ReportedCounts.in(run.log());
        assertThat(counts).hasSize(1 + KillPlan.FAULTY.size());
        ReportedCounts healthy = counts.get(KillPlan.HEALTHY);
        counts.values().forEach(report -> {
            report.assertAddUp();
            assertThat(report.get("appended")).as(report.toString()).isEqualTo(healthy.get("appended"));
        });
        assertThat((long) exported.size())
                .as(healthy.toString())
                .isBetween(healthy.get("delivered"), healthy.get("delivered") + healthy.get("pending"));
        assertThat(healthy.dropped() + healthy.get("deadLettered")).isZero();
        if (!run.isLate()) {
            assertThat(healthy.get("pending")).isZero();
            KillPlan.FAULTY.keySet().forEach(name -> countsAreTrue(counts.get(name)));
        }
        assertThat(pendingInStopLines()).hasSize(counts.size()).allSatisfy((name, pending) -> assertThat(pending)
                .as(name)
                .isEqualTo(counts.get(name).get("pending")));
    }

    private Map<String, Long> pendingInStopLines() {
        Matcher lines = STOPPED.matcher(run.log());
        Map<String, Long> pending = new HashMap<>();
        while (lines.find()) {
            assertThat(pending.put(lines.group(1), Long.valueOf(lines.group(2))))
                    .isNull();
        }
        return pending;
    }

    /** The counts of a faulty exporter are what its files say. */
    private void countsAreTrue(ReportedCounts report) {
        String name = report.exporter();
        assertThat((long) files.deadLetters(name).size()).as(report.toString()).isEqualTo(report.get("deadLettered"));
        // an export that the stop interrupts may have delivered
        assertThat((long) files.deliveredBy(name).size())
                .as(report.toString())
                .isBetween(report.get("delivered"), report.get("delivered") + report.get("pending"));
        Set<String> gone = new HashSet<>(exported);
        gone.removeAll(files.deliveredBy(name));
        gone.removeAll(files.deadLetterUsers(name));
        assertThat((long) gone.size())
                .as(report.toString())
                .isBetween(report.dropped(), report.dropped() + report.get("pending"));
        if (!"hanging".equals(name)) {
            assertThat(report.get("duplicated")).as(report.toString()).isZero();
        }
    }

    private void replay() throws Exception {
        Map<String, List<String>> before = new TreeMap<>();
        Map<String, Boolean> torn = new TreeMap<>();
        for (String name : KillPlan.FAULTY.keySet()) {
            before.put(name, files.deadLetterUsers(name));
            torn.put(name, files.isTorn(files.deadLetterFile(name)));
        }
        for (Map.Entry<String, String> answer : run.replay().entrySet()) {
            String name = answer.getKey();
            Matcher result = REPLAYED.matcher(answer.getValue());
            assertThat(result.find()).as(name + ": " + answer.getValue()).isTrue();
            assertThat(Integer.parseInt(result.group(1)))
                    .as(name)
                    .isEqualTo(before.get(name).size());
            assertThat(Integer.parseInt(result.group(2))).as(name).isLessThanOrEqualTo(torn.get(name) ? 1 : 0);
            List<String> replayed = files.exported("replayed-by-" + name);
            assertThat(replayed).as(name).isEqualTo(before.get(name));
            assertThat(files.deadLetters(name)).as(name).isEmpty();
        }
    }
}
