package dev.parley.conversation;

import dev.parley.core.Digest;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Names a message by the {@code Idempotency-Key} of the call that brought it, so that it is stored once also where the server
 * died before it could answer. Such a name is longer than the ids of clients, so it is none of theirs, and nobody is shown it.
 */
public final class CallKey {

    private static final String MARK = "Idempotency-Key:";
    private static final Pattern FORM = Pattern.compile(MARK + "[0-9a-f]{64}");

    private CallKey() {}

    public static String of(String key) {
        return MARK + Digest.hex(key);
    }

    static boolean is(String id) {
        return FORM.matcher(id).matches();
    }

    /** The id, if it is one that a client gave. */
    public static Optional<String> hidden(Optional<String> id) {
        return id.filter(known -> !is(known));
    }
}
