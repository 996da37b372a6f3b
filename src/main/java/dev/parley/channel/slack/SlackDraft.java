package dev.parley.channel.slack;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.channel.Card;
import dev.parley.channel.LiveSender.Growing;
import dev.parley.channel.Notice;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** One message in Slack that grows. Its edits come one after the other, and none after its {@link #end}. */
final class SlackDraft {

    private static final Logger LOG = Logger.getLogger(SlackDraft.class);
    private static final Growing WHOLE = most -> Optional.empty();

    final Notice notice;

    private final SlackApi slack;
    private final Duration timeout;
    /** Held while Slack is called, so never by what the answer waits for. */
    private final ReentrantLock edit = new ReentrantLock();

    private volatile Growing text;
    private @Nullable String reference;
    private String shown = "";

    SlackDraft(Notice notice, Growing text, SlackApi slack, Duration timeout) {
        this.notice = notice;
        this.text = text;
        this.slack = slack;
        this.timeout = timeout;
    }

    /** Shows what there is; answers how long to wait at least before it is to be done again, or nothing when it is not. */
    Optional<Duration> show() {
        edit.lock();
        try {
            var pause = text.soFar(SlackCards.MOST_SHOWN).flatMap(this::show);
            if (pause.isEmpty()) {
                text = WHOLE;
                shown = "";
            }
            return pause;
        } finally {
            edit.unlock();
        }
    }

    private Optional<Duration> show(String soFar) {
        if (soFar.isBlank() || soFar.equals(shown)) {
            return Optional.of(SlackPace.BETWEEN);
        }
        return switch (call(SlackCards.message(notice, new Card.Answer("", soFar)))) {
            case SlackApi.Done(var said) -> {
                shown = soFar;
                reference = SlackCards.reference(said);
                yield Optional.of(SlackPace.BETWEEN);
            }
            case SlackApi.Failed failed when failed.retryAfter().isPresent() -> failed.retryAfter();
            case SlackApi.Outcome failed -> {
                LOG.warnf("answer %s grows no more in Slack, and comes whole: %s", SlackLive.id(notice), failed);
                yield Optional.empty();
            }
        };
    }

    private SlackApi.Outcome call(ObjectNode message) {
        return reference == null
                ? slack.call("chat.postMessage", SlackCards.inThread(notice, message), timeout)
                : slack.call("chat.update", SlackCards.changed(reference, message), timeout);
    }

    /** Returns when no edit is under way nor to come; answers how Slack knows the message, if there is one. */
    Optional<String> end() {
        text = WHOLE;
        edit.lock();
        try {
            return Optional.ofNullable(reference);
        } finally {
            edit.unlock();
        }
    }
}
