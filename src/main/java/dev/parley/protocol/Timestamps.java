package dev.parley.protocol;

import java.time.Instant;

/** Times as RFC 3339 has them: what {@link Instant#toString} writes, but most of it only once a second. */
final class Timestamps {

    private static final int NANOS_A_MILLI = 1_000_000;

    /** The second that was written last, by whomever: to write another costs time, never correctness. */
    private static volatile Second last = new Second(0);

    private Timestamps() {}

    private record Second(long epoch, String text) {
        Second(long epoch) {
            this(epoch, withoutZone(Instant.ofEpochSecond(epoch).toString()));
        }

        private static String withoutZone(String text) {
            return text.substring(0, text.length() - 1);
        }
    }

    static void append(StringBuilder out, Instant at) {
        int nanos = at.getNano();
        if (nanos == 0 || nanos % NANOS_A_MILLI != 0) {
            out.append(at);
            return;
        }
        var second = last;
        if (second.epoch != at.getEpochSecond()) {
            second = new Second(at.getEpochSecond());
            last = second;
        }
        int millis = nanos / NANOS_A_MILLI;
        out.append(second.text)
                .append('.')
                .append((char) ('0' + millis / 100))
                .append((char) ('0' + millis / 10 % 10))
                .append((char) ('0' + millis % 10))
                .append('Z');
    }
}
