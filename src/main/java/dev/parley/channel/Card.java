package dev.parley.channel;

import dev.parley.core.Readable;
import java.time.Instant;
import java.util.List;

/** What a notice says, in no channel's own form. */
public sealed interface Card {

    /** Where the reader acts on it; whoever has this address is taken for the reader. */
    String link();

    /**
     * A question of the agent's.
     *
     * @param type {@code approval}, {@code choice}, {@code form}, {@code text} or {@code clarification}
     * @param options of a choice
     * @param needed how many must say the same
     */
    record Question(String link, String type, String prompt, List<Option> options, Instant expiresAt, int needed)
            implements Card {

        /** The time until which an answer counts, for people. */
        public String until() {
            return Readable.time(expiresAt);
        }

        /** When it is decided, for people. */
        public String rule() {
            return Readable.rule(needed);
        }
    }

    /**
     * A question that came to its end.
     *
     * @param decision what became of it
     * @param by who decided it, where and when; empty where nobody did
     */
    record Closed(String link, String prompt, String decision, String by) implements Card {}

    /**
     * What the agent says.
     *
     * @param link leads nowhere; its last part is what proves that a reply is the reader's
     */
    record Answer(String link, String text) implements Card {}

    /** One way to answer. */
    record Option(String id, String label) {}

    /** Asks whether the address is the reader's; the name is what the account signs in with. */
    record Confirmation(String link, String name) implements Card {}
}
