package com.example.exporter;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import dev.flagexporter.spi.ExportException;

/** How destinations answer a batch, and which exception each answer becomes. */
final class Answers {

    /** What a queue answers for one event. */
    enum Result {
        STORED,
        BUSY,
        INVALID
    }

    private Answers() {}

    /** A queue such as SQS answers for each event, and says whether a retry helps. */
    static void ofQueue(List<Result> results) throws ExportException {
        Set<Integer> failed = positions(results, result -> result == Result.BUSY);
        Set<Integer> rejected = positions(results, result -> result == Result.INVALID);
        if (!failed.isEmpty() || !rejected.isEmpty()) {
            throw ExportException.partial("the queue did not store all events", null, failed, rejected);
        }
    }

    /** A stream such as Kinesis limits the throughput: some events are stored, the others need a retry after a wait. */
    static void ofStream(List<Optional<String>> errors) throws ExportException {
        Set<Integer> failed = positions(errors, Optional::isPresent);
        if (!failed.isEmpty()) {
            throw ExportException.partial("the stream is throttled", null, failed, Set.of())
                    .retryAfter(Duration.ofSeconds(1));
        }
    }

    /** A warehouse such as BigQuery stores no row of a request that contains an invalid row. */
    static void ofWarehouse(int rows, Set<Integer> invalid) throws ExportException {
        if (!invalid.isEmpty()) {
            Set<Integer> others = IntStream.range(0, rows)
                    .filter(row -> !invalid.contains(row))
                    .boxed()
                    .collect(Collectors.toSet());
            throw ExportException.partial("the table does not accept all rows", null, others, invalid);
        }
    }

    /** An HTTP endpoint answers for the batch as a whole. */
    static void ofEndpoint(int status, Optional<Duration> retryAfter) throws ExportException {
        if (status == 400 || status == 413 || status == 422) {
            throw ExportException.rejected("the endpoint answered " + status, null);
        }
        if (status >= 300) {
            ExportException failure = new ExportException("the endpoint answered " + status);
            retryAfter.ifPresent(failure::retryAfter);
            throw failure;
        }
    }

    private static <T> Set<Integer> positions(List<T> answers, Predicate<T> wanted) {
        return IntStream.range(0, answers.size())
                .filter(position -> wanted.test(answers.get(position)))
                .boxed()
                .collect(Collectors.toSet());
    }
}
