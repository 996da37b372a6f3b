package dev.parley.testing;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** Texts that are nearly frames, the same for the same seed. */
public final class Frames {

    private static final List<String> TYPES = List.of(
            "ping",
            "message",
            "start_session",
            "cancel",
            "authenticate",
            "submit_feedback",
            "mark_read",
            "end_session",
            "get_rate_limit_status",
            "nothing");
    private static final List<String> NAMES = List.of(
            "content",
            "session_id",
            "message_id",
            "after_seq",
            "metadata",
            "token",
            "request_id",
            "values",
            "action",
            "client_session_id",
            "client_message_id",
            "stream",
            "on_busy",
            "channel",
            "x",
            "");
    private static final List<String> VALUES = List.of(
            "1",
            "-1",
            "1e400",
            "9223372036854775808",
            "true",
            "null",
            "[]",
            "{}",
            "\"\"",
            "\"\\ud800\"",
            "\"\\u0000\"",
            "\"a\"",
            "\"'; drop table message; --\"",
            "\"\\uffff\"",
            "\"\t\"",
            "[[[{\"a\":[]}]]]",
            "{\"a\":\"\\u0000\"}");

    private Frames() {}

    public static Supplier<String> generator(Random random) {
        return () -> {
            var payload = new StringBuilder("{");
            for (int i = random.nextInt(4); i > 0; i--) {
                payload.append('"').append(any(NAMES, random)).append("\":").append(any(VALUES, random));
                payload.append(i > 1 ? "," : "");
            }
            var type = random.nextInt(10) == 0 ? any(VALUES, random) : '"' + any(TYPES, random) + '"';
            var text = "{\"type\":" + type + ",\"id\":" + any(VALUES, random) + ",\"payload\":"
                    + (random.nextInt(5) == 0 ? any(VALUES, random) : payload + "}") + "}";
            return random.nextInt(6) == 0 ? text.substring(0, random.nextInt(text.length())) : text;
        };
    }

    private static String any(List<String> some, Random random) {
        return some.get(random.nextInt(some.size()));
    }
}
