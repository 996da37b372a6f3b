package dev.parley.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.conversation.Letterbox;
import dev.parley.core.ErrorCode;
import dev.parley.core.ParleyException;
import dev.parley.feedback.Answer;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Takes what members fill in on Slack. */
@Singleton
class SlackSubmissions {

    private final Letterbox letterbox;
    private final SlackRefusals refusals;

    SlackSubmissions(Letterbox letterbox, SlackRefusals refusals) {
        this.letterbox = letterbox;
        this.refusals = refusals;
    }

    /** Takes a form; answers what Slack is to do with it, other than close it. What may work later is thrown. */
    Optional<ObjectNode> submitted(SlackPayload submission) {
        var reader = submission.reader(submission.text("/view/private_metadata"));
        try {
            return answered(submission, reader);
        } catch (ParleyException e) {
            if (e.code().retryable()) {
                throw e;
            }
            return Optional.of(SlackModal.over(refusals.said(e, reader)));
        }
    }

    private Optional<ObjectNode> answered(SlackPayload submission, Letterbox.Reader reader) {
        var key = SlackPayload.key(submission.text("/view/id"));
        var question = letterbox.question(reader);
        var form = AnswerForm.of(question);
        try {
            var reply = AnswerForm.reply(question, SlackModal.read(form, submission));
            letterbox.answer(reader, (responder, channel) -> keyed(reply.by(responder, channel), key));
            return Optional.empty();
        } catch (ParleyException e) {
            if (e.code() != ErrorCode.INVALID_MESSAGE && e.code() != ErrorCode.SCHEMA_MISMATCH) {
                throw e;
            }
            return Optional.of(SlackModal.faults(form, e));
        }
    }

    private static Answer keyed(Answer answer, Optional<String> key) {
        return new Answer(
                answer.responder(), answer.channel(), answer.action(), answer.content(), answer.values(), key);
    }
}
