package dev.flagexporter.collector;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * The random choices of one run, which depend on its seed only: how the exporters are configured, and how the collector
 * ends when.
 *
 * @param seed the seed
 * @param kill whether the collector ends by SIGKILL instead of SIGTERM
 * @param senders number of connections
 * @param acknowledgements number of answers before the signal may come
 * @param delayMillis time from then on to the signal
 * @param restart whether the collector starts again after the end and replays its dead letters
 * @param configuration the configuration
 */
record KillPlan(
        long seed,
        boolean kill,
        int senders,
        int acknowledgements,
        long delayMillis,
        boolean restart,
        Map<String, String> configuration) {

    static final String HEALTHY = "events";
    /** Exporters of the kind {@code faulty}, by the fault that each of them has. */
    static final Map<String, String> FAULTY = Map.of(
            "dead", "dead",
            "slow", "slow",
            "hanging", "hanging",
            "rejecting", "rejecting",
            "named", "named-poison",
            "unnamed", "unnamed-poison");

    static final long SHUTDOWN_SECONDS = 2;
    /** How long requests in flight may take at SIGTERM, before the exporters stop. */
    static final long REQUEST_SECONDS = 2;

    private static final String EXPORTERS = "quarkus.flag-exporter.exporters.";

    static KillPlan of(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return new KillPlan(
                seed,
                random.nextBoolean(),
                1 + random.nextInt(4),
                random.nextInt(60),
                random.nextInt(700),
                random.nextInt(5) == 0,
                configuration(random));
    }

    private static Map<String, String> configuration(SplittableRandom random) {
        Map<String, String> keys = new TreeMap<>();
        keys.put("quarkus.flag-exporter.shutdown-timeout", SHUTDOWN_SECONDS + "s");
        keys.put("quarkus.shutdown.timeout", REQUEST_SECONDS + "s");
        keys.put("quarkus.flag-exporter.store.capacity", choose(random, "1000", "200000"));
        keys.put(EXPORTERS + HEALTHY + ".kind", "file");
        keys.put(EXPORTERS + HEALTHY + ".output-dir", "./flag-events");
        common(HEALTHY, keys, random);
        // each of its batches is a file that is synced: few of them, so that the last flush is in time on a busy
        // machine
        keys.put(EXPORTERS + HEALTHY + ".batch.max-events", choose(random, "500", "100000"));
        FAULTY.keySet().stream().sorted().forEach(name -> {
            keys.put(EXPORTERS + name + ".kind", "faulty");
            keys.put(EXPORTERS + name + ".fault", FAULTY.get(name));
            keys.put(EXPORTERS + name + ".delivered-file", "delivered-by-" + name);
            keys.put(EXPORTERS + name + ".dead-letter.directory", "dead-letters");
            keys.put(EXPORTERS + name + ".on-rejected", choose(random, "drop", "dead-letter"));
            common(name, keys, random);
        });
        keys.put(EXPORTERS + "dead.retry.max-attempts", "2");
        keys.put(EXPORTERS + "dead.on-exhausted", choose(random, "keep", "drop", "dead-letter"));
        keys.put(EXPORTERS + "named.on-rejected", "dead-letter");
        keys.put(EXPORTERS + "slow.delay", choose(random, "5ms", "50ms", "400ms"));
        keys.put(EXPORTERS + "hanging.attempt-timeout", choose(random, "100ms", "60s"));
        return keys;
    }

    private static void common(String name, Map<String, String> keys, SplittableRandom random) {
        keys.put(EXPORTERS + name + ".flush-interval", "1s");
        keys.put(EXPORTERS + name + ".max-event-in-memory", choose(random, "20", "300", "100000"));
        keys.put(EXPORTERS + name + ".batch.max-events", choose(random, "30", "200", "100000"));
        keys.put(EXPORTERS + name + ".retry.initial-backoff", "10ms");
        keys.put(EXPORTERS + name + ".retry.max-backoff", "100ms");
    }

    private static String choose(SplittableRandom random, String... values) {
        return values[random.nextInt(values.length)];
    }

    /** The same exporters without their faults: each one writes to files of its own. */
    Map<String, String> afterRestart() {
        Map<String, String> keys = new TreeMap<>(configuration);
        for (String name : FAULTY.keySet()) {
            for (String key : List.of("fault", "delivered-file", "delay")) {
                keys.remove(EXPORTERS + name + "." + key);
            }
            keys.put(EXPORTERS + name + ".kind", "file");
            keys.put(EXPORTERS + name + ".output-dir", "replayed-by-" + name);
        }
        return keys;
    }

    boolean isDeadLettering(String name) {
        return "dead-letter".equals(configuration.get(EXPORTERS + name + ".on-rejected"))
                || "dead-letter".equals(configuration.get(EXPORTERS + name + ".on-exhausted"));
    }
}
