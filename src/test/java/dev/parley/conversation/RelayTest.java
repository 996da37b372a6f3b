package dev.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.session.SessionEvent;
import dev.parley.testing.TestClock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Rooms of one session on two replicas, between which words may get lost. */
class RelayTest {

    private final TestClock clock = TestClock.at("2026-11-23T00:00:00Z");
    private final List<Word> said = new ArrayList<>();
    private Predicate<Word> lost = word -> false;
    private final Room here = room(() -> this.there);
    private final Room there = room(() -> this.here);

    private Room room(Supplier<Room> other) {
        return new Room("s", clock, broadcast((word, unheard) -> {
            if (!lost.test(word) && word instanceof Word.OfRoom told) {
                other.get().hear(told);
            }
        }));
    }

    /** One that does this with what is said. */
    private Broadcast broadcast(BiConsumer<Word, Runnable> carry) {
        return new Broadcast() {
            @Override
            public boolean on() {
                return true;
            }

            @Override
            public void join(String sessionId) {}

            @Override
            public void leave(String sessionId) {}

            @Override
            public void say(String sessionId, Word word, Runnable unheard) {
                said.add(word);
                carry.accept(word, unheard);
            }
        };
    }

    private Ear ear(Room room) {
        room.load(() -> 0);
        var ear = new Ear();
        room.enter(ear);
        room.catchUp(ear);
        return ear;
    }

    private SessionEvent event(long seq, String type) {
        return new SessionEvent(
                "s", seq, type, clock.instant(), "{\"message_id\":\"a\",\"content\":\"one two three\"}");
    }

    private void publish(long seq, String type) {
        here.publish(List.of(event(seq, type)), Asker.NOBODY);
    }

    @Test
    void anAnswerIsToldWholeAndInOrderOnTheOtherReplica() {
        here.load(() -> 0);
        var ear = ear(there);
        var live = here.begin("a");
        here.append(live, "one ");
        publish(1, "stream_start");
        here.append(live, "two ");
        here.append(live, "three");
        publish(2, "stream_end");

        assertThat(ear.types())
                .containsExactly("stream_start", "stream_chunk", "stream_chunk", "stream_chunk", "stream_end");
        assertThat(ear.text()).isEqualTo("one two three");
    }

    @Test
    void whatOneReplicaHearsItDoesNotSayAgain() {
        here.load(() -> 0);
        there.load(() -> 0);
        publish(1, "e");
        assertThat(said).containsExactly(new Word.Happened(event(1, "e")));
    }

    @Test
    void aReplicaThatJoinsLateIsToldHowFarTheAnswerIs() {
        here.load(() -> 0);
        lost = word -> true;
        var live = here.begin("a");
        publish(1, "stream_start");
        here.append(live, "one ");
        lost = word -> false;

        there.load(() -> 1);
        there.joined();
        var late = new Ear();
        var entrance = there.enter(late);
        there.catchUp(late);
        here.append(live, "two three");
        publish(2, "stream_end");

        assertThat(entrance.opened()).contains(event(1, "stream_start"));
        assertThat(entrance.soFar().orElseThrow()).contains("\"index\":0,\"offset\":0,\"content\":\"one \"");
        assertThat(late.frames.getFirst().text()).contains("\"index\":1,\"offset\":4,\"content\":\"two three\"");
        assertThat(late.types()).containsExactly("stream_chunk", "stream_end");
    }

    @Test
    void aChunkThatGotLostIsAskedFor() {
        here.load(() -> 0);
        var ear = ear(there);
        var live = here.begin("a");
        publish(1, "stream_start");
        here.append(live, "one ");
        lost = Word.Grew.class::isInstance;
        here.append(live, "two ");
        lost = word -> false;
        here.append(live, "three");

        assertThat(ear.text()).isEqualTo("one two three");
        assertThat(said).contains(new Word.Joined());
    }

    @Test
    void theEndBringsWhatIsMissing() {
        here.load(() -> 0);
        var ear = ear(there);
        var live = here.begin("a");
        publish(1, "stream_start");
        here.append(live, "one ");
        lost = Word.Grew.class::isInstance;
        here.append(live, "two three");
        publish(2, "stream_end");

        assertThat(ear.text()).isEqualTo("one two three");
        assertThat(ear.types()).endsWith("stream_end");
    }

    @Test
    void whatNobodyElseHearsIsNotSaidUntilAnotherJoins() {
        var quiet = new Relay(broadcast((word, unheard) -> unheard.run()), "s");
        quiet.happened(event(1, "e"));
        quiet.happened(event(2, "e"));
        assertThat(said).hasSize(1);
        quiet.joined();
        quiet.happened(event(3, "e"));
        assertThat(said).hasSize(2);
    }

    @Test
    void whatIsInTheLogAndWasNotHeardIsTakenFromItAtTheSecondLook() {
        there.load(() -> 0);
        assertThat(there.behind(2)).isEmpty();
        assertThat(there.behind(2)).contains(new Sequence.Gap(0, 2));
        there.learn(List.of(event(1, "e"), event(2, "e")));
        assertThat(there.behind(2)).isEmpty();
        assertThat(there.behind(2)).isEmpty();
    }
}
