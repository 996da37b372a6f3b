package dev.parley.core;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** What people read alike in cards, mails and pages. */
public final class Readable {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private Readable() {}

    /** Such as {@code 3 March 2026, 09:05 UTC}. */
    public static String time(Instant time) {
        return TIME.format(time);
    }

    /** When a question is decided, as a sentence; so many must say the same. */
    public static String rule(int needed) {
        return needed == 1
                ? "The first valid answer counts."
                : "It is decided when " + needed + " of those who are asked say the same, or no longer can.";
    }
}
