package dev.parley.conversation;

import dev.parley.protocol.FrameWriter;
import dev.parley.protocol.ServerMessage;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Optional;

/** Tells a room how a turn ended, once that is durable. */
@ApplicationScoped
class Epilogue {

    private final Broadcast broadcast;
    private final Clock clock;

    Epilogue(Broadcast broadcast, Clock clock) {
        this.broadcast = broadcast;
        this.clock = clock;
    }

    /** @param unheard the failure of which no stream tells */
    void tell(Answer answer, Optional<Result.Failure> unheard, TurnLog.End end) {
        answer.room.publish(
                end.before(),
                answer.asker,
                unheard.map(failure -> aside(answer, failure)).orElse(null));
        answer.room.publish(end.after(), answer.asker);
        end.successor().ifPresent(replica -> broadcast.say(answer.turn.sessionId(), new Word.Next(replica)));
        if (unheard.isPresent() || end.before().isEmpty()) {
            answer.room.forget(answer.live);
        }
    }

    private Audience.Aside aside(Answer answer, Result.Failure failure) {
        var code = failure.code();
        var problem = new ServerMessage.Problem(
                code.wire(), failure.message(), code.retryable(), Optional.empty(), Optional.empty());
        var session = Optional.of(answer.turn.sessionId());
        return new Audience.Aside(
                problem.type(),
                FrameWriter.write(problem, clock.instant(), session, Optional.empty()),
                FrameWriter.write(problem, clock.instant(), session, answer.asker.id()));
    }
}
