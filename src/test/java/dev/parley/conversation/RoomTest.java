package dev.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.session.SessionEvent;
import dev.parley.testing.Race;
import dev.parley.testing.TestClock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RoomTest {

    private final TestClock clock = TestClock.at("2026-11-23T00:00:00Z");
    private final Room room = new Room("s", clock, Broadcast.NOBODY);

    private Ear ear() {
        var ear = new Ear();
        room.enter(ear);
        room.catchUp(ear);
        return ear;
    }

    private SessionEvent event(long seq, String type) {
        return new SessionEvent("s", seq, type, clock.instant(), "{\"message_id\":\"a\"}");
    }

    private void publish(long seq, String type) {
        room.publish(List.of(event(seq, type)), Asker.NOBODY);
    }

    @Test
    void whoWaitsForAnEventHearsThatItWasTold() {
        room.load(() -> 4);
        var sixth = room.told(6);
        publish(6, "message_status");
        assertThat(sixth).isNotDone();
        publish(5, "message_status");
        assertThat(sixth).isCompleted();
        assertThat(room.told(6)).isCompleted();
        assertThat(room.told(7)).isNotDone();
    }

    @Test
    void theBeginningOfAnAnswerIsNotHalfOfACharacter() {
        var answer = room.begin("a");
        room.append(answer, "ab\ud83d");
        assertThat(room.soFar(answer, 9)).isEqualTo("ab");
        room.append(answer, "\ude00c");
        assertThat(room.soFar(answer, 9)).isEqualTo("ab😀c");
        assertThat(room.soFar(answer, 1)).isEqualTo("a");
    }

    @Test
    void eventsLeaveInTheOrderOfTheirNumbersWhoeverBringsThem() throws Exception {
        room.load(() -> 0);
        var ear = ear();
        var next = new AtomicInteger();
        var order = new ArrayList<>(IntStream.rangeClosed(1, 800).boxed().toList());
        Collections.shuffle(order, new java.util.Random(1));
        Race.run(8, () -> {
            for (int i = next.getAndIncrement(); i < order.size(); i = next.getAndIncrement()) {
                publish(order.get(i), "e");
                publish(order.get(i), "e");
            }
        });
        assertThat(ear.seqs())
                .isEqualTo(IntStream.rangeClosed(1, 800).asLongStream().boxed().toList());
    }

    @Test
    void eventsWaitUntilItIsKnownWhereTheLogStands() {
        var ear = ear();
        publish(6, "e");
        publish(5, "e");
        assertThat(ear.frames).isEmpty();
        room.load(() -> 5);
        assertThat(ear.seqs()).containsExactly(6L);
    }

    @Test
    void chunksLeaveBetweenTheirStartAndTheirEnd() {
        room.load(() -> 0);
        var ear = ear();
        var live = room.begin("a");
        room.append(live, "one ");
        room.append(live, "two ");
        assertThat(ear.frames).isEmpty();
        publish(2, "stream_end");
        room.append(live, "three");
        publish(1, "stream_start");
        assertThat(ear.types()).containsExactly("stream_start", "stream_chunk", "stream_end");
        assertThat(ear.frames.get(1).text()).contains("\"content\":\"one two three\"");
    }

    @Test
    void nothingComesAfterTheTextWasTaken() {
        room.load(() -> 0);
        var ear = ear();
        var live = room.begin("a");
        publish(1, "stream_start");
        room.append(live, "all");
        assertThat(room.seal(live)).isEqualTo("all");
        room.append(live, " too late");
        publish(2, "stream_end");
        assertThat(ear.types()).containsExactly("stream_start", "stream_chunk", "stream_end");
    }

    @Test
    void theNextAnswerMayBeginBeforeTheEndOfTheOneBeforeIsTold() {
        room.load(() -> 0);
        var ear = ear();
        var live = room.begin("a");
        room.append(live, "first");
        var next = room.begin("b");
        room.append(next, "second");
        publish(1, "stream_start");
        publish(2, "stream_end");
        assertThat(ear.types()).containsExactly("stream_start", "stream_chunk", "stream_end");
        assertThat(ear.frames.get(1).text()).contains("first");
    }

    @Test
    void aPairOfSurrogatesIsNotTornApart() {
        room.load(() -> 0);
        var ear = ear();
        var live = room.begin("a");
        publish(1, "stream_start");
        room.append(live, "x\ud83d");
        room.append(live, "\ude00y");
        assertThat(ear.frames.get(1).text()).contains("\"content\":\"x\"");
        assertThat(ear.frames.get(2).text()).contains("\"offset\":1").contains("\ud83d\ude00y");
    }

    @Test
    void whoComesLateIsToldAllSoFarAndThenTheRest() {
        room.load(() -> 0);
        var live = room.begin("a");
        publish(1, "stream_start");
        room.append(live, "one ");
        room.append(live, "two ");
        var late = new Ear();
        var entrance = room.enter(late);
        room.append(live, "three");
        assertThat(late.frames).isEmpty();
        room.catchUp(late);
        assertThat(entrance.last()).isEqualTo(1);
        assertThat(entrance.opened()).map(SessionEvent::seq).contains(1L);
        assertThat(entrance.soFar().orElseThrow()).contains("\"index\":1,\"offset\":0,\"content\":\"one two \"");
        assertThat(late.frames.getFirst().text()).contains("\"index\":2,\"offset\":8,\"content\":\"three\"");
    }

    @Test
    void onlyTheAskersFrameNamesItsId() {
        room.load(() -> 0);
        var asking = ear();
        var other = ear();
        room.publish(List.of(event(1, "e")), Asker.of(asking, Optional.of("mine")));
        assertThat(asking.frames.getFirst().text()).contains("\"in_reply_to\":\"mine\"");
        assertThat(other.frames.getFirst().text()).doesNotContain("in_reply_to");
    }

    @Test
    void whoTakesTooLongToReadThePastIsCutOff() {
        room.load(() -> 0);
        var slow = new Ear();
        room.enter(slow);
        var live = room.begin("a");
        publish(1, "stream_start");
        for (int i = 0; i < 30; i++) {
            room.append(live, "x".repeat(100_000));
        }
        assertThat(slow.cut).isTrue();
        room.catchUp(slow);
        assertThat(slow.frames).hasSizeLessThan(30);
    }
}
