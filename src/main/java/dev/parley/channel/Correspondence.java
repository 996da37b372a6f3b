package dev.parley.channel;

import java.util.Optional;

/** What the story knows of notices: what they say, and what became of them. */
public interface Correspondence {

    /**
     * What a notice says now.
     *
     * @param token the reader's, for the link
     * @return nothing where there is nothing to say any more
     */
    Optional<Card> card(Notice notice, String token);

    /** Notes how far a notice got, and tells those who follow the session. */
    void became(Notice notice, Progress progress);
}
