package dev.parley.core;

import org.jboss.logging.MDC;

/** What every line of the log says beside its words, so that all lines about one turn are found: fields in JSON logs. */
public final class LogContext {

    private static final String SESSION = "session_id";
    private static final String TURN = "turn_id";

    private LogContext() {}

    /** Does some work of a turn, not on an event loop, of which all that is logged names the turn and its session. */
    public static void during(String sessionId, String turnId, Runnable work) {
        MDC.put(SESSION, sessionId);
        MDC.put(TURN, turnId);
        try {
            work.run();
        } finally {
            MDC.remove(SESSION);
            MDC.remove(TURN);
        }
    }
}
