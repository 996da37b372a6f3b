package dev.parley.rest;

import dev.parley.channel.slack.SlackCard;
import dev.parley.channel.slack.SlackReplies;
import dev.parley.conversation.Letterbox;
import dev.parley.core.ErrorCode;
import dev.parley.core.ParleyException;
import dev.parley.feedback.Answer;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Optional;

/** What the buttons of a card on Slack do. A click that changes nothing is answered so that only its maker sees it. */
@Singleton
class SlackClicks {

    private final Letterbox letterbox;
    private final SlackRefusals refusals;
    private final SlackReplies replies;
    private final Clock clock;

    SlackClicks(Letterbox letterbox, SlackRefusals refusals, SlackReplies replies, Clock clock) {
        this.letterbox = letterbox;
        this.refusals = refusals;
        this.replies = replies;
        this.clock = clock;
    }

    /** Takes a click; refusals are said to the member, what may work later is thrown. */
    void clicked(SlackPayload click) {
        SlackCard.notice(click.text("/actions/0/block_id")).ifPresent(noticeId -> clicked(click, noticeId));
    }

    private void clicked(SlackPayload click, String noticeId) {
        var button = click.text("/actions/0/action_id");
        var reader = click.reader(noticeId);
        try {
            if (button.equals(SlackCard.FILL)) {
                fill(click, reader);
            } else if (button.startsWith(SlackCard.ANSWER)) {
                answer(click, reader);
            }
        } catch (ParleyException e) {
            if (e.code().retryable()) {
                throw e;
            }
            replies.whisper(place(click), refusals.said(e, reader));
        }
    }

    private void answer(SlackPayload click, Letterbox.Reader reader) {
        var action = Optional.of(click.text("/actions/0/value"));
        var key = SlackPayload.key(click.text("/trigger_id"));
        letterbox.answer(
                reader,
                (responder, channel) ->
                        new Answer(responder, channel, action, Optional.empty(), Optional.empty(), key));
    }

    private void fill(SlackPayload click, Letterbox.Reader reader) {
        var question = letterbox.question(reader);
        if (!question.open(clock.instant())) {
            throw new ParleyException(ErrorCode.FEEDBACK_EXPIRED, "The time to answer is over.");
        }
        replies.open(place(click), click.text("/trigger_id"), SlackModal.of(reader.noticeId(), question));
    }

    private static SlackReplies.Place place(SlackPayload click) {
        return new SlackReplies.Place(click.text("/channel/id"), click.member());
    }
}
