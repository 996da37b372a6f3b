package dev.parley.conversation;

import dev.parley.channel.ChannelConfig;
import dev.parley.channel.ChannelType;
import dev.parley.channel.Channels;
import dev.parley.channel.CommunicationChannel;
import dev.parley.channel.Notice;
import dev.parley.channel.Notices;
import dev.parley.channel.Outbox;
import dev.parley.core.Ids;
import dev.parley.core.Trace;
import dev.parley.feedback.FeedbackRequest;
import dev.parley.feedback.Panel;
import dev.parley.feedback.PolicyConfig;
import dev.parley.session.ChatSession;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Takes questions to people who may not be looking at the page, by the channels that they prefer. */
@ApplicationScoped
class Outreach {

    private static final String NONE = "";
    private static final String PAGE = "websocket";

    private final Channels channels;
    private final Outbox outbox;
    private final Notices notices;
    private final ChannelConfig config;
    private final PolicyConfig policy;
    private final Ids ids;
    private final Clock clock;

    Outreach(
            Channels channels,
            Outbox outbox,
            Notices notices,
            ChannelConfig config,
            PolicyConfig policy,
            Ids ids,
            Clock clock) {
        this.channels = channels;
        this.outbox = outbox;
        this.notices = notices;
        this.config = config;
        this.policy = policy;
        this.ids = ids;
        this.clock = clock;
    }

    /** One channel, and how long after the question was asked it is used. */
    record Step(CommunicationChannel channel, Duration after) {}

    /** Where a question of this session goes, besides to those who follow it. */
    List<Step> plan(ChatSession session, Panel panel) {
        return panel.responders().stream()
                .flatMap(responder -> plan(session, responder).stream())
                .toList();
    }

    private List<Step> plan(ChatSession session, Panel.Responder responder) {
        var usable = channels.usable(responder.userId());
        var wait = Duration.between(clock.instant(), responder.from());
        return switch (config.strategy()) {
            case BROADCAST ->
                usable.stream().map(channel -> new Step(channel, wait)).toList();
            case FALLBACK -> {
                boolean owner = responder.userId().equals(session.userId());
                yield oneByOne(usable, owner ? session.preferredChannel() : NONE, wait);
            }
        };
    }

    /** The page is a channel too, for whoever has no other that is preferred; only the owner is thought to look at it. */
    private List<Step> oneByOne(List<CommunicationChannel> usable, String preferred, Duration wait) {
        var steps = new ArrayList<Step>();
        boolean pageFirst = !preferred.equals(NONE) && usable.stream().noneMatch(channel -> is(channel, preferred));
        var after = pageFirst ? wait.plus(config.pageTimeout()) : wait;
        var preferredFirst = usable.stream()
                .sorted(Comparator.comparing(channel -> !is(channel, preferred)))
                .toList();
        for (var channel : preferredFirst) {
            steps.add(new Step(channel, after));
            after = after.plus(channel.timeout());
        }
        return steps;
    }

    private static boolean is(CommunicationChannel channel, String name) {
        return channel.type().wire().equals(name);
    }

    /** By which channels a question goes: the preferred one, or the page if that has no address; and those of the steps. */
    static List<String> channels(ChatSession session, List<Step> steps) {
        var preferred = session.preferredChannel();
        boolean elsewhere = ChannelType.of(preferred).isPresent();
        boolean used = steps.stream().anyMatch(step -> is(step.channel(), preferred));
        var first = elsewhere && !used ? PAGE : preferred;
        return Stream.concat(
                        Stream.of(first),
                        steps.stream().map(step -> step.channel().type().wire()))
                .distinct()
                .toList();
    }

    /** Puts the steps into the outbox, in the transaction of the question. */
    void send(List<Step> steps, FeedbackRequest request) {
        var about = about(request.sessionId(), request.requestId());
        outbox.add(steps.stream()
                .map(step -> Notice.question(ids.next(), about, step.channel(), step.after(), clock.instant()))
                .toList());
        for (var after : policy.remindAfter().orElse(List.of())) {
            outbox.add(steps.stream()
                    .map(step -> Notice.reminder(
                            ids.next(), about, step.channel(), step.after().plus(after), clock.instant()))
                    .toList());
        }
    }

    /** Sends what the agent says to whoever spoke to it from there, where something was sent before; in the same transaction. */
    void answer(ChatSession session, String answerId, String channel) {
        answering(session, answerId, channel).ifPresent(notice -> outbox.add(List.of(notice)));
    }

    /** By what notice an answer goes to whoever spoke from this channel. */
    Optional<Notice> answering(ChatSession session, String answerId, String channel) {
        return ChannelType.of(channel)
                .flatMap(type -> notices.latest(session.sessionId(), session.userId(), type))
                .map(before ->
                        Notice.answer(ids.next(), about(session.sessionId(), answerId), before, clock.instant()));
    }

    /** Lets whoever spoke to a notice know that nothing comes of it: an answer to which there is no message says so. */
    void decline(Notice to) {
        var about = about(to.about().orElseThrow().sessionId(), ids.next());
        outbox.add(List.of(Notice.answer(ids.next(), about, to, clock.instant())));
    }

    private static Notice.Subject about(String sessionId, String id) {
        return new Notice.Subject(sessionId, id, Trace.current());
    }

    /** Sends no more of a question that came to its end, and lets its cards say so; in the same transaction. */
    void close(FeedbackRequest request) {
        outbox.withdraw(request.requestId());
        notices.sent(request.requestId()).forEach(this::close);
    }

    /** Lets the card of a question that came to its end say so. */
    void close(Notice sent) {
        if (sent.channel().changesCards()) {
            outbox.add(List.of(Notice.closing(ids.next(), sent, clock.instant())));
        }
    }
}
