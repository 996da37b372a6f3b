package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.conversation.Turn;
import dev.parley.core.Ids;
import dev.parley.core.Page;
import dev.parley.core.ParleyException;
import dev.parley.session.Message;
import dev.parley.session.MessageStatus;
import dev.parley.session.MessageStore;
import dev.parley.testing.Race;
import dev.parley.testing.TestClock;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What {@link dev.parley.session.MessageStore} promises. */
abstract class MessageStoreContract extends WithDatabase {

    private static final String SESSION = "session";

    private final TestClock clock = TestClock.at(Samples.START.toString());
    private final Ids ids = new Ids(clock);
    private final MessageRows messages;

    MessageStoreContract(Database database) {
        super(database);
        this.messages = new MessageRows(database.sql());
    }

    @Test
    void keepsAMessageAsItIs() {
        var plain = add(1, Optional.empty());
        var full = new Message(
                ids.next(),
                SESSION,
                2,
                Message.Role.ASSISTANT,
                "websocket",
                "Grüße 👋\n",
                MessageStatus.DELIVERED,
                Optional.of("respond"),
                Optional.of("client"),
                Optional.of(plain.messageId()),
                Optional.of("complete"),
                clock.instant());
        messages.add(full);

        assertThat(messages.find(SESSION, plain.messageId())).contains(plain);
        assertThat(messages.find(SESSION, full.messageId())).contains(full);
        assertThat(messages.byClientId(SESSION, "client")).contains(full);
        assertThat(messages.find("other", full.messageId())).isEmpty();
        assertThat(messages.byClientId("other", "client")).isEmpty();
    }

    @Test
    void ofManyWithOneClientIdOneIsKept() {
        var kept = Race.of(10, i -> {
            try {
                add(i + 1, Optional.of("client"));
                return true;
            } catch (IllegalStateException e) {
                return false;
            }
        });

        assertThat(kept.stream().filter(stands -> stands)).hasSize(1);
        assertThat(messages.history(SESSION, new Page.Request(50, Optional.empty())))
                .hasSize(1);
    }

    @Test
    void pagesThroughHistoryOldestFirst() {
        var said = LongStream.rangeClosed(1, 5)
                .mapToObj(seq -> add(seq * 3, Optional.empty()))
                .toList();

        var first = messages.history(SESSION, new Page.Request(2, Optional.empty()));
        var rest = messages.history(SESSION, new Page.Request(10, Optional.of("6")));
        assertThat(first).containsExactly(said.get(0), said.get(1));
        assertThat(rest).containsExactly(said.get(2), said.get(3), said.get(4));
        assertThatThrownBy(() -> messages.history(SESSION, new Page.Request(10, Optional.of("six"))))
                .isInstanceOf(ParleyException.class);
    }

    @Test
    void whatWaitsInTheLineIsNotSaidYet() {
        var turns = new TurnRows(database.sql(), database.engine());
        var works = add(1, Optional.empty());
        var waits = add(2, Optional.empty());
        var waitsToGoOn = add(3, Optional.empty());
        turns.run(turn(works, Optional.empty()), new Turn.Lease("here", clock.instant()));
        turns.enqueue(turn(waits, Optional.empty()), 1, "here");
        turns.enqueue(turn(waitsToGoOn, Optional.of(ids.next())), 2, "here");

        assertThat(messages.latest(SESSION, 2))
                .extracting(MessageStore.Said::messageId)
                .containsExactly(works.messageId(), waitsToGoOn.messageId());
    }

    private Turn turn(Message message, Optional<String> requestId) {
        return new Turn(ids.next(), SESSION, message.messageId(), ids.next(), requestId, true, false);
    }

    @Test
    void readsTheLatestOldestFirst() {
        var said = LongStream.rangeClosed(1, 5)
                .mapToObj(seq -> add(seq, Optional.empty()))
                .map(message -> new MessageStore.Said(
                        message.messageId(), message.role(), message.content(), message.createdAt()))
                .toList();

        assertThat(messages.latest(SESSION, 2)).containsExactly(said.get(3), said.get(4));
        assertThat(messages.latest(SESSION, 100)).isEqualTo(said);
        assertThat(messages.latest("other", 100)).isEmpty();
    }

    @Test
    void movesAStatusOnceFromTheOneItHad() {
        var id = add(1, Optional.empty()).messageId();

        var moved = Race.of(8, i -> messages.move(SESSION, id, MessageStatus.SENT, MessageStatus.READ));

        assertThat(moved.stream().filter(won -> won)).hasSize(1);
        assertThat(messages.find(SESSION, id).orElseThrow().status()).isEqualTo(MessageStatus.READ);
        assertThat(messages.move("other", id, MessageStatus.READ, MessageStatus.SENT))
                .isFalse();
    }

    private Message add(long seq, Optional<String> clientId) {
        var message = new Message(
                ids.next(),
                SESSION,
                seq,
                Message.Role.USER,
                "api",
                "Hello",
                MessageStatus.SENT,
                Optional.empty(),
                clientId,
                Optional.empty(),
                Optional.empty(),
                clock.instant());
        messages.add(message);
        return message;
    }
}
