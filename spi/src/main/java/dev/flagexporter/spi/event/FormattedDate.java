package dev.flagexporter.spi.event;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;

/** GO Feature Flag's {@code .FormattedDate}: the creation date as RFC 3339 in the zone of the process. */
final class FormattedDate {

    private static final DateTimeFormatter RFC_3339 = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ssXXX");

    private FormattedDate() {}

    /** A date that the calendar cannot hold is shown as its number: an odd event must not stop an exporter. */
    static String of(long epochSecond) {
        try {
            return RFC_3339.format(Instant.ofEpochSecond(epochSecond)
                    .truncatedTo(ChronoUnit.SECONDS)
                    .atZone(ZoneId.systemDefault()));
        } catch (DateTimeException e) {
            return Long.toString(epochSecond);
        }
    }
}
