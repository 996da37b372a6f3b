package dev.parley.conversation;

import dev.parley.core.Json;
import dev.parley.session.SessionEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The answers that run in a room, here or on another replica. Guarded by the room's lock. */
final class Stage {

    private final Audience audience;
    private final Relay relay;
    /** Seldom more than one: the next answer may begin while the end of the one before is still to be told. */
    private final List<LiveAnswer> answers = new ArrayList<>(1);

    Stage(Audience audience, Relay relay) {
        this.audience = audience;
        this.relay = relay;
    }

    LiveAnswer begin(String answerId) {
        var answer = LiveAnswer.ours(answerId);
        answers.add(answer);
        return answer;
    }

    void append(LiveAnswer answer, String text) {
        if (!answer.sealed) {
            answer.text.append(text);
            show(answer, false);
        }
    }

    void forget(LiveAnswer answer) {
        answers.remove(answer);
    }

    /** Before the end of a stream is told, all of it is shown. */
    void closes(SessionEvent event) {
        var live = event.type().equals("stream_end") ? find(event) : null;
        if (live != null) {
            if (!live.ours) {
                live.add(0, Json.readOwn(event.payload()).path("content").asText(""));
            }
            show(live, true);
            answers.remove(live);
        }
    }

    /** Once the beginning of a stream is told, what there is of it is shown. */
    void opens(SessionEvent event) {
        if (event.type().equals("stream_start")) {
            audience.begin();
            open(event);
        }
    }

    private LiveAnswer open(SessionEvent event) {
        var live = find(event);
        if (live == null) {
            // One answer runs in a session: what another replica left behind is over.
            answers.removeIf(answer -> !answer.ours);
            live = LiveAnswer.elsewhere(event);
            answers.add(live);
        }
        live.opened = event;
        show(live, false);
        return live;
    }

    /** The answer that has been opened. */
    Optional<LiveAnswer> open() {
        for (var answer : answers) {
            if (answer.opened != null) {
                return Optional.of(answer);
            }
        }
        return Optional.empty();
    }

    /** Another replica's answer grew; answers whether we can follow. */
    boolean hear(Word.Grew grew) {
        for (var answer : answers) {
            if (answer.id.equals(grew.answerId())) {
                boolean complete = answer.ours || answer.add(grew.from(), grew.text());
                show(answer, false);
                return complete;
            }
        }
        return false;
    }

    /** Another replica runs an answer, and this is how far it is. */
    void hear(Word.Standing standing, long last) {
        standing.opened().filter(opened -> opened.seq() <= last).ifPresent(opened -> {
            var known = find(opened);
            var live = known == null ? open(opened) : known;
            live.index = Math.max(live.index, standing.index() - 1);
            live.add(0, standing.soFar());
            show(live, false);
        });
    }

    /** What to say to a replica that joins: how far our answer is, if one runs here. */
    Optional<Word> standing() {
        return answers.stream()
                .filter(answer -> answer.ours)
                .findFirst()
                .map(answer -> new Word.Standing(
                        Optional.ofNullable(answer.opened), answer.index, answer.text.substring(0, answer.shown)));
    }

    private void show(LiveAnswer answer, boolean atEnd) {
        if (answer.opened != null) {
            int before = answer.shown;
            audience.show(answer, atEnd);
            if (answer.ours) {
                relay.grew(answer, before);
            }
        }
    }

    private @Nullable LiveAnswer find(SessionEvent event) {
        for (var answer : answers) {
            if (answer.is(event)) {
                return answer;
            }
        }
        return null;
    }
}
