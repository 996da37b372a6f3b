package dev.parley.core;

import java.util.HashMap;
import java.util.Map;
import org.jboss.logging.MDC;

/** What every line of the log says beside its words, so that all lines about one thing are found: fields in JSON logs. */
public final class LogContext {

    private static final String SESSION = "session_id";
    private static final String TURN = "turn_id";

    private LogContext() {}

    /** Does some work, not on an event loop, of which all that is logged has these fields beside those around it. */
    public static void during(Map<String, String> fields, Runnable work) {
        var before = new HashMap<String, Object>();
        fields.forEach((name, value) -> before.put(name, MDC.put(name, value)));
        try {
            work.run();
        } finally {
            before.forEach((name, value) -> {
                if (value == null) {
                    MDC.remove(name);
                } else {
                    MDC.put(name, value);
                }
            });
        }
    }

    /** Names these fields in all that is logged of a call over HTTP, which has a context of its own and forgets it at its end. */
    public static void untilTheCallEnds(Map<String, String> fields) {
        fields.forEach(MDC::put);
    }

    public static Map<String, String> session(String sessionId) {
        return Map.of(SESSION, sessionId);
    }

    public static Map<String, String> turn(String sessionId, String turnId) {
        return Map.of(SESSION, sessionId, TURN, turnId);
    }
}
