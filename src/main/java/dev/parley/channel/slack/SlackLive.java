package dev.parley.channel.slack;

import dev.parley.channel.ChannelConfig;
import dev.parley.channel.ChannelType;
import dev.parley.channel.LiveSender;
import dev.parley.channel.Notice;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Lets answers grow in Slack: a message is posted with what there is at first, and edited at a polite pace. */
@Singleton
class SlackLive implements LiveSender {

    /** For so long a message is known after it stopped to grow; what is sent later than that is sent anew. */
    private static final Duration KNOWN = Duration.ofHours(1);
    /** Of a try to send, so that the whole answer can wait for the last edit and still be sent in time. */
    private static final int SHARE = 2;

    /** Does something later, on a thread that may wait. */
    @FunctionalInterface
    interface Timer {
        void after(Duration pause, Runnable then);
    }

    /** By the answer's id. */
    private final ConcurrentHashMap<String, SlackDraft> drafts = new ConcurrentHashMap<>();

    private final SlackApi slack;
    private final Duration timeout;
    private final SlackPace pace;
    private final Timer timer;

    @Inject
    SlackLive(SlackApi slack, ChannelConfig config, Clock clock, Vertx vertx) {
        this(slack, config, clock, (pause, then) -> {
            long millis = Math.max(1, pause.toMillis());
            vertx.setTimer(millis, rung -> Thread.startVirtualThread(then));
        });
    }

    SlackLive(SlackApi slack, ChannelConfig config, Clock clock, Timer timer) {
        this.slack = slack;
        this.timeout = config.sendTimeout().dividedBy(SHARE);
        this.pace = new SlackPace(clock);
        this.timer = timer;
    }

    @Override
    public ChannelType type() {
        return ChannelType.SLACK;
    }

    @Override
    public void show(Notice notice, Growing text) {
        var draft = new SlackDraft(notice, text, slack, timeout);
        if (drafts.putIfAbsent(id(notice), draft) == null) {
            timer.after(Duration.ZERO, () -> show(draft));
        }
    }

    private void show(SlackDraft draft) {
        draft.show()
                .ifPresentOrElse(
                        pause -> timer.after(pace.next(pause), () -> show(draft)),
                        () -> timer.after(KNOWN, () -> drafts.remove(id(draft.notice), draft)));
    }

    /** Shows no more of an answer; returns when no edit of it is under way, with the message that it grew in. */
    Optional<String> end(Notice notice) {
        return Optional.ofNullable(drafts.get(id(notice))).flatMap(SlackDraft::end);
    }

    static String id(Notice notice) {
        return notice.about().orElseThrow().id();
    }
}
