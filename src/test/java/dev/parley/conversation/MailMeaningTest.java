package dev.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.channel.mail.IncomingMail;
import dev.parley.feedback.Answer;
import dev.parley.feedback.FeedbackRequest;
import dev.parley.feedback.FeedbackStatus;
import dev.parley.feedback.FeedbackType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailMeaningTest {

    private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

    private static Optional<Answer> meaning(FeedbackType type, String text, FeedbackRequest.Option... options) {
        var question = new FeedbackRequest(
                "request",
                "session",
                "user",
                "message",
                true,
                type,
                "Well?",
                List.of(options),
                Optional.empty(),
                FeedbackStatus.PENDING,
                List.of(),
                NOW,
                NOW.plusSeconds(60),
                Optional.empty(),
                1);
        var mail = new IncomingMail(
                Optional.of("ann@example.com"), List.of(), Optional.of("1@example.com"), List.of(), false, text);
        return MailMeaning.of(question, mail).map(reply -> reply.by("user", "email"));
    }

    private static FeedbackRequest.Option option(String id, String label) {
        return new FeedbackRequest.Option(id, label);
    }

    @ParameterizedTest
    @CsvSource({
        "approve, approve",
        "'Approved.', approve",
        "'YES!\n\nAnn', approve",
        "'\n\nok', approve",
        "'*Yes*\n> no', approve",
        "reject, reject",
        "Rejected, reject",
        "'No, ', reject"
    })
    void anApprovalIsOneWord(String text, String action) {
        assertThat(meaning(FeedbackType.APPROVAL, text).flatMap(Answer::action)).contains(action);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "yes and no",
                "no problem",
                "not yet",
                "I approve of it",
                "Hello,\nyes",
                "> yes",
                "okay",
                "approve reject"
            })
    void whatMightMeanSomethingElseApprovesNothing(String text) {
        assertThat(meaning(FeedbackType.APPROVAL, text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"New York, ny", "new  york!, ny", "ny, ny", "1, ny", "'2.', cpp", "C++, cpp", "'3', c", "'C', c"})
    void aChoiceIsAName(String text, String id) {
        assertThat(meaning(FeedbackType.CHOICE, text, option("ny", "New York"), option("cpp", "C++"), option("c", "C"))
                        .flatMap(Answer::action))
                .contains(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "!", "4", "0", "New", "1 or 2", "-1x"})
    void whatNamesNoOptionChoosesNone(String text) {
        assertThat(meaning(FeedbackType.CHOICE, text, option("ny", "New York"), option("x", "!")))
                .isEmpty();
    }

    @Test
    void whatNamesTwoOptionsChoosesNone() {
        assertThat(meaning(FeedbackType.CHOICE, "2", option("a", "2"), option("b", "3")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"TEXT", "CLARIFICATION"})
    void aTextIsAllThatWasWritten(FeedbackType type) {
        assertThat(meaning(type, "The green one.\n\nThanks\n> Which?").flatMap(Answer::content))
                .contains("The green one.\n\nThanks");
        assertThat(meaning(type, "> Which?")).isEmpty();
    }

    @Test
    void aFormIsNotFilledInByMail() {
        assertThat(meaning(FeedbackType.FORM, "{\"a\": 1}")).isEmpty();
    }

    @Test
    void theMailsOwnNameIsTheKeyOfTheAnswer() {
        var key = meaning(FeedbackType.APPROVAL, "yes").flatMap(Answer::idempotencyKey);
        assertThat(key)
                .isPresent()
                .isEqualTo(meaning(FeedbackType.APPROVAL, "no").flatMap(Answer::idempotencyKey));
        assertThat(key.get()).hasSizeBetween(1, 64);
    }
}
