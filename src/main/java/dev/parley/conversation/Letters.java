package dev.parley.conversation;

import dev.parley.channel.Card;
import dev.parley.channel.Channels;
import dev.parley.channel.Correspondence;
import dev.parley.channel.Notice;
import dev.parley.channel.Outbox;
import dev.parley.channel.Progress;
import dev.parley.core.Transactions;
import dev.parley.feedback.Audit;
import dev.parley.feedback.FeedbackRequest;
import dev.parley.feedback.FeedbackService;
import dev.parley.feedback.FeedbackStatus;
import dev.parley.feedback.Reception;
import dev.parley.protocol.ServerMessage.ChannelDelivery;
import dev.parley.session.ChatSession;
import dev.parley.session.Message;
import dev.parley.session.MessageStore;
import dev.parley.session.SessionEvent;
import dev.parley.session.SessionService;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Writes what notices say when they are sent, and tells those who follow a session how far they got. */
@ApplicationScoped
class Letters implements Correspondence {

    private final FeedbackService feedback;
    private final Reception reception;
    private final MessageStore messages;
    private final Audit audit;
    private final Channels channels;
    private final Recipients recipients;
    private final Outbox outbox;
    private final Outreach outreach;
    private final Decisions decisions;
    private final PublicAddress address;
    private final Transactions transactions;
    private final SessionService sessions;
    private final Rooms rooms;
    private final Clock clock;

    Letters(
            FeedbackService feedback,
            Reception reception,
            MessageStore messages,
            Audit audit,
            Channels channels,
            Recipients recipients,
            Outbox outbox,
            Outreach outreach,
            Decisions decisions,
            PublicAddress address,
            Transactions transactions,
            SessionService sessions,
            Rooms rooms,
            Clock clock) {
        this.feedback = feedback;
        this.reception = reception;
        this.messages = messages;
        this.audit = audit;
        this.channels = channels;
        this.recipients = recipients;
        this.outbox = outbox;
        this.outreach = outreach;
        this.decisions = decisions;
        this.address = address;
        this.transactions = transactions;
        this.sessions = sessions;
        this.rooms = rooms;
        this.clock = clock;
    }

    @Override
    public Optional<Card> card(Notice notice, String token) {
        return switch (notice.kind()) {
            case QUESTION, REMINDER ->
                request(notice)
                        .filter(request -> recipients.want(notice))
                        .filter(request -> request.open(clock.instant()))
                        .filter(request ->
                                request.needed() == 1 || !reception.counted(request.requestId(), notice.userId()))
                        .map(request -> question(notice, request, address.of("/answers/" + token)));
            case CLOSING -> request(notice).map(request -> closed(request, address.of("/answers/" + token)));
            case ANSWER ->
                notice.about()
                        .filter(about -> recipients.want(notice))
                        .map(about -> messages.find(about.sessionId(), about.id()))
                        .map(answer -> new Card.Answer(address.of("/answers/" + token), said(answer)));
            case CONFIRMATION ->
                channels.unconfirmed(notice)
                        .map(channel ->
                                new Card.Confirmation(address.of("/confirmations/" + token), recipients.name(notice)));
        };
    }

    private Optional<FeedbackRequest> request(Notice notice) {
        return notice.about().flatMap(about -> feedback.find(about.id()));
    }

    private Card closed(FeedbackRequest request, String link) {
        var decision = decisions.of(request);
        return new Card.Closed(link, request.prompt(), decision.what(), decision.by());
    }

    private static String said(Optional<Message> answer) {
        return answer.map(Message::content)
                .filter(content -> !content.isBlank())
                .orElse("The agent could not answer this.");
    }

    private static Card question(Notice notice, FeedbackRequest request, String link) {
        boolean again = notice.kind() == Notice.Kind.REMINDER;
        return new Card.Question(
                link,
                request.type().wire(),
                again ? "Reminder: " + request.prompt() : request.prompt(),
                request.options().stream()
                        .map(option -> new Card.Option(option.id(), option.label()))
                        .toList(),
                request.expiresAt(),
                request.needed());
    }

    @Override
    public void became(Notice notice, Progress progress) {
        var events = transactions.write(() -> {
            var session = notice.about().flatMap(about -> sessions.held(about.sessionId()));
            if (!outbox.note(notice, progress) || !notice.kind().asks()) {
                return List.<SessionEvent>of();
            }
            if (progress instanceof Progress.Dead && notice.kind() == Notice.Kind.QUESTION) {
                outbox.moveUp(notice, clock.instant());
            }
            if (progress instanceof Progress.Sent(var reference) && over(notice)) {
                outreach.close(notice.sentAs(reference));
            }
            return session.map(held -> tell(held, notice, progress)).orElse(List.of());
        });
        rooms.publish(events, Asker.NOBODY);
    }

    /** Whether the question came to its end while the notice was on its way. */
    private boolean over(Notice notice) {
        return request(notice)
                .filter(request -> request.status() == FeedbackStatus.PENDING)
                .isEmpty();
    }

    private List<SessionEvent> tell(ChatSession held, Notice notice, Progress progress) {
        var request = notice.about().orElseThrow().id();
        var channel = notice.channel().wire();
        boolean again = notice.kind() == Notice.Kind.REMINDER;
        var status =
                switch (progress) {
                    case Progress.Sent sent -> Optional.of(again ? "reminded" : "sent");
                    case Progress.Retrying retrying -> Optional.of("retrying");
                    case Progress.Dead dead -> Optional.of("failed");
                    case Progress.Postponed postponed -> Optional.<String>empty();
                    case Progress.Withdrawn withdrawn -> Optional.<String>empty();
                };
        if (status.isEmpty()) {
            return List.of();
        }
        if (!again) {
            feedback.delivered(request, channel, status.get());
        }
        audit.reached(
                request, clock.instant(), status.get(), channel, notice.userId(), notice.attempt(), reason(progress));
        if (held.ended()) {
            return List.of();
        }
        var event = new ChannelDelivery(request, channel, status.get(), notice.attempt());
        return sessions.append(held, List.of(Events.of(event)));
    }

    private static Optional<String> reason(Progress progress) {
        return switch (progress) {
            case Progress.Retrying(var reason, var due) -> Optional.of(reason);
            case Progress.Dead(var reason) -> Optional.of(reason);
            case Progress.Sent sent -> Optional.empty();
            case Progress.Postponed postponed -> Optional.empty();
            case Progress.Withdrawn withdrawn -> Optional.empty();
        };
    }
}
