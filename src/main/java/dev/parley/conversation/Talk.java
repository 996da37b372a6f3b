package dev.parley.conversation;

import dev.parley.core.Ids;
import dev.parley.protocol.ClientMessage;
import dev.parley.protocol.ClientMessage.OnBusy;
import dev.parley.session.Message;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Takes what a person says. The agent sets to work on it while it is on its way to the disk; nobody sees that before it is there. */
@ApplicationScoped
class Talk {

    private final Validator validator;
    private final Intake intake;
    private final Briefing briefing;
    private final Turns turns;
    private final Stops stops;
    private final Askers askers;
    private final Rooms rooms;
    private final TurnMeters meters;
    private final Ids ids;

    Talk(
            Validator validator,
            Intake intake,
            Briefing briefing,
            Turns turns,
            Stops stops,
            Askers askers,
            Rooms rooms,
            TurnMeters meters,
            Ids ids) {
        this.validator = validator;
        this.intake = intake;
        this.briefing = briefing;
        this.turns = turns;
        this.stops = stops;
        this.askers = askers;
        this.rooms = rooms;
        this.meters = meters;
        this.ids = ids;
    }

    Conversation.Sent say(String userId, String sessionId, ClientMessage.Say say, Asker asker) {
        var draft = new Intake.Draft(
                ids.next(),
                userId,
                sessionId,
                validator.content(say.content()),
                say.stream(),
                validator.clientId("client_message_id", say.clientMessageId()),
                validator.channel("channel", say.channel()),
                say.onBusy());
        askers.expect(draft.turnId(), asker);
        var taken = take(draft, asker);
        if (taken.duplicate()) {
            askers.forget(draft.turnId());
        } else {
            meters.said(draft.channel());
        }
        rooms.publish(taken.events(), asker);
        taken.turn()
                .filter(turn -> taken.position() > 0 && say.onBusy() == OnBusy.INTERRUPT)
                .ifPresent(stops::supersede);
        return new Conversation.Sent(taken.message(), taken.duplicate(), taken.position());
    }

    private Intake.Taken take(Intake.Draft draft, Asker asker) {
        var ahead = new AtomicReference<@Nullable Ahead>();
        try {
            var taken = intake.take(draft, begun -> begun.running()
                    .ifPresent(turn -> ahead.set(turns.ahead(turn, briefed(turn, begun.message(), asker)))));
            if (ahead.get() instanceof Ahead running) {
                running.stoppable();
            }
            return taken;
        } catch (RuntimeException | Error e) {
            askers.forget(draft.turnId());
            if (ahead.get() instanceof Ahead running) {
                running.abandon();
            }
            throw e;
        }
    }

    /** The pages that tell of the session are at hand in the transaction that has just changed it. */
    private Work.Briefed briefed(Turn turn, Message said, Asker asker) {
        return new Work.Briefed(said, briefing.of(turn, Optional.of(said), asker));
    }
}
