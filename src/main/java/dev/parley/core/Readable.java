package dev.parley.core;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as people read them in cards, mails and pages, such as {@code 3 March 2026, 09:05 UTC}. */
public final class Readable {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private Readable() {}

    public static String time(Instant time) {
        return TIME.format(time);
    }
}
