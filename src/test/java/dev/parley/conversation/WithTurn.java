package dev.parley.conversation;

import dev.parley.core.Ids;
import dev.parley.core.Transactions;
import dev.parley.testing.Chat;
import jakarta.inject.Inject;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;

/** A session with a message, and turns that run here with nobody working on them. */
abstract class WithTurn {

    @Inject
    TurnStore turns;

    @Inject
    Leases leases;

    @Inject
    Transactions transactions;

    @Inject
    Ids ids;

    Chat chat;
    private String message;

    @BeforeEach
    void talk() {
        chat = Chat.open();
        message = chat.sayAndWait("hello");
    }

    Turn running() {
        return running(leases.fresh());
    }

    Turn running(Turn.Lease lease) {
        var turn = new Turn(ids.next(), chat.sessionId(), message, ids.next(), Optional.empty(), true, false);
        transactions.write(() -> turns.run(turn, lease));
        return turn;
    }
}
