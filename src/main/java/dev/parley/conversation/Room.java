package dev.parley.conversation;

import dev.parley.session.SessionEvent;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Those who follow one session, and what is live in it.
 *
 * <p>Events come from several threads after their commits and leave in the order of their numbers. Chunks of the running
 * answer leave between its {@code stream_start} and its {@code stream_end}, however early they come.
 */
final class Room {

    private final String sessionId;
    private final Clock clock;
    private final Audience audience;
    private final Relay relay;
    private final Stage stage;
    private final Sequence sequence = new Sequence();
    /** Completed when another replica was heard of. */
    private final CompletableFuture<Void> heard = new CompletableFuture<>();

    /** Guarded by the map of {@link Rooms}. */
    int holders;

    Room(String sessionId, Clock clock, Broadcast broadcast) {
        this.sessionId = sessionId;
        this.clock = clock;
        this.audience = new Audience(sessionId, clock);
        this.relay = new Relay(broadcast, sessionId);
        this.stage = new Stage(audience, relay);
    }

    /** Learns where the log stands; until then events wait. The number must be read after the room can be found. */
    void load(LongSupplier lastSeq) {
        if (last() < 0) {
            stands(lastSeq.getAsLong()); // asks the store, so not under the lock
        }
    }

    /** The newest event that was told; less than 0 while it is not known. */
    synchronized long last() {
        return sequence.last();
    }

    private synchronized void stands(long seq) {
        sequence.stands(seq);
        deliver();
    }

    /** Tells committed events to all who follow. */
    void publish(List<SessionEvent> events, Asker asker) {
        publish(events, asker, null);
    }

    /** Tells committed events to all who follow, and right after the last of them what no log holds. */
    synchronized void publish(List<SessionEvent> events, Asker asker, Audience.@Nullable Aside then) {
        for (int i = 0; i < events.size(); i++) {
            var event = events.get(i);
            sequence.happened(new Sequence.Told(event, true, asker, i == events.size() - 1 ? then : null));
        }
        deliver();
    }

    /** Tells events that others brought about to those who follow here. */
    synchronized void learn(List<SessionEvent> events) {
        events.forEach(event -> sequence.heard(new Sequence.Told(event, false, Asker.NOBODY, null)));
        deliver();
    }

    /** Completed when the event is told, or one after it. */
    synchronized CompletableFuture<Void> told(long seq) {
        return sequence.told(seq).copy();
    }

    /** What has not come though something later has. */
    synchronized Optional<Sequence.Gap> gap() {
        return sequence.gap();
    }

    /** What has not come though it is in the log, and was when this was asked before. */
    synchronized Optional<Sequence.Gap> behind(long inLog) {
        return sequence.behind(inLog);
    }

    private void deliver() {
        for (var next = sequence.next(); next.isPresent(); next = sequence.next()) {
            tell(next.get());
            sequence.settle();
        }
    }

    private void tell(Sequence.Told told) {
        stage.closes(told.event());
        if (told.ours()) {
            relay.happened(told.event());
        }
        audience.tell(told.event(), told.asker());
        stage.opens(told.event());
        if (told.then() != null) {
            relay.aside(told.then());
            audience.tell(told.then(), told.asker());
        }
    }

    /** Others can be heard from now on, and are told that we follow. */
    synchronized void joined() {
        relay.joined();
        relay.say(new Word.Joined());
    }

    /** Hears what another replica says of the session. */
    synchronized void hear(Word.OfRoom word) {
        switch (word) {
            case Word.Happened(var event) -> learn(List.of(event));
            case Word.Aside(var type, var text) -> audience.tell(new Audience.Aside(type, text, text), Asker.NOBODY);
            case Word.Grew grew -> {
                if (!stage.hear(grew)) {
                    relay.say(new Word.Joined());
                }
            }
            case Word.Standing standing -> stage.hear(standing, sequence.last());
            case Word.Joined joined -> {
                relay.joined();
                stage.standing().ifPresent(relay::say);
            }
        }
        heard.complete(null);
    }

    /** Waits a little to hear of an answer that is said to run on another replica. */
    void listen(Duration most) {
        heard.copy()
                .completeOnTimeout(null, most.toMillis(), TimeUnit.MILLISECONDS)
                .join();
    }

    /** An answer begins; its text may grow from now on. */
    synchronized LiveAnswer begin(String answerId) {
        return stage.begin(answerId);
    }

    /** The answer's text grows; shown at once if its {@code stream_start} has been. */
    synchronized void append(LiveAnswer answer, String text) {
        stage.append(answer, text);
    }

    /** The beginning of an answer's text. */
    synchronized String soFar(LiveAnswer answer, int most) {
        return answer.text.substring(0, Math.min(answer.showable(), most));
    }

    /** The whole text of an answer, which grows no more. */
    synchronized String seal(LiveAnswer answer) {
        answer.sealed = true;
        return answer.text.toString();
    }

    /** Forgets an answer that has no {@code stream_end}. */
    synchronized void forget(LiveAnswer answer) {
        stage.forget(answer);
    }

    /** Lets a connection follow; what happens from now on waits until it has {@link #catchUp caught up}. */
    synchronized Entrance enter(Listener listener) {
        var follower = audience.admit(listener);
        follower.hold();
        var running = stage.open();
        running.ifPresent(answer -> follower.shown = answer.shown);
        return new Entrance(
                sequence.last(),
                running.map(answer -> answer.opened),
                running.flatMap(answer -> answer.soFar(sessionId, clock)));
    }

    /** Sends what waited since the entrance; from now on the connection is told at once. */
    synchronized void catchUp(Listener listener) {
        audience.find(listener).ifPresent(Follower::release);
    }

    /** Answers whether the connection followed until now. */
    synchronized boolean leave(Listener listener) {
        return audience.dismiss(listener);
    }

    synchronized boolean follows(Listener listener) {
        return audience.find(listener).isPresent();
    }
}
