package dev.parley.privacy;

import dev.parley.conversation.Asker;
import dev.parley.conversation.Conversation;
import dev.parley.core.ErrorCode;
import dev.parley.core.ParleyException;
import dev.parley.identity.Tokens;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Consumer;

/** What is kept of one user, to be handed out and to be erased. */
@ApplicationScoped
public class PersonalData {

    private static final int BATCH = 100;

    private final Holdings holdings;
    private final Conversation conversation;
    private final Tokens tokens;

    PersonalData(Holdings holdings, Conversation conversation, Tokens tokens) {
        this.holdings = holdings;
        this.conversation = conversation;
        this.tokens = tokens;
    }

    /** Tells all of it, one entry after the other, so that nothing is held in memory. */
    public void export(String userId, Consumer<Holdings.Entry> reader) {
        holdings.ofUser(userId, reader);
        eachSession(userId, session -> holdings.ofSession(session, reader));
    }

    /**
     * Signs the user out everywhere, ends what runs, and removes all of it. Called again after a failure it goes on; whoever
     * signs in by an external issuer may come back as if for the first time.
     */
    public void erase(String userId) {
        remove(userId);
        remove(userId); // once more, for who signed in while it went on: now there is no account to sign in to
    }

    private void remove(String userId) {
        tokens.revokeAll(userId);
        eachSession(userId, session -> {
            end(userId, session);
            holdings.removeSession(session);
        });
        holdings.removeUser(userId);
    }

    private void end(String userId, String session) {
        try {
            conversation.end(userId, session, Asker.NOBODY);
        } catch (ParleyException e) {
            if (e.code() != ErrorCode.SESSION_NOT_FOUND) { // else retention was faster
                throw e;
            }
        }
    }

    private void eachSession(String userId, Consumer<String> action) {
        var batch = holdings.sessions(userId, "", BATCH);
        while (!batch.isEmpty()) {
            batch.forEach(action);
            batch = holdings.sessions(userId, batch.getLast(), BATCH);
        }
    }
}
