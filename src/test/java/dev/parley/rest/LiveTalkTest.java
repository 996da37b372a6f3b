package dev.parley.rest;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.testing.Chat;
import dev.parley.testing.SlackMember;
import dev.parley.testing.SlackStub;
import dev.parley.testing.SlackStub.Fault;
import dev.parley.testing.TestClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the agent says to a member of Slack grows in one message of the thread. */
@QuarkusTest
@QuarkusTestResource(SlackStub.class)
class LiveTalkTest {

    /** The message with the answer: a request to confirm and a card come before it. */
    private static final int ANSWER = 3;

    private static final int WORDS = 40;
    private static final String WHOLE =
            IntStream.rangeClosed(1, WORDS).mapToObj(Integer::toString).collect(Collectors.joining(" "));

    @Inject
    TestClock clock;

    SlackStub slack;

    private Chat chat;
    private SlackMember member;

    @BeforeEach
    void asked() {
        chat = Chat.open();
        member = SlackMember.of(chat, slack, clock);
        chat.question("/ask May I?");
        slack.await("chat.postMessage", member.id(), ANSWER - 1);
    }

    /** Lets the agent count for about three seconds; answers the message that begins with its first words. */
    private JsonNode count() {
        member.tell(member.says("/stream " + WORDS + " 75", Optional.empty())).statusCode(200);
        return slack.await("chat.postMessage", member.id(), ANSWER);
    }

    private String shown() {
        return slack.shown(member.id(), ANSWER).path("text").asText();
    }

    private void awaitWhole() {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> shown().equals(WHOLE));
        assertThat(slack.calls("chat.postMessage", member.id()))
                .as("no further message")
                .hasSize(ANSWER);
    }

    private void awaitEdits(int count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> slack.calls("chat.update", member.id()).size() >= count);
    }

    @Test
    void anAnswerIsPostedWithItsFirstWordsAndEditedUntilItIsWhole() {
        var first = count();
        assertThat(first.path("text").asText()).startsWith("1").doesNotContain("30");
        assertThat(first.path("thread_ts").asText()).isNotEmpty();
        var edit = slack.await("chat.update", member.id(), 1);
        assertThat(edit.path("text").asText())
                .startsWith(first.path("text").asText() + " ")
                .isNotEqualTo(WHOLE);
        awaitWhole();
        assertThat(slack.calls("chat.update", member.id()).size())
                .as("at a polite pace")
                .isBetween(2, 8);
    }

    @Test
    void whenSlackAsksForPeaceTheWholeComesAfterIt() {
        count();
        slack.plan(member.id(), Fault.ratelimited(Duration.ofMinutes(4)));
        awaitEdits(1);
        chat.awaitRest();
        clock.advance(Duration.ofMinutes(3));
        assertThat(slack.calls("chat.update", member.id())).hasSize(1);
        assertThat(shown()).isNotEqualTo(WHOLE);
        clock.advance(Duration.ofMinutes(1));
        awaitWhole();
        assertThat(slack.calls("chat.update", member.id())).hasSize(2);
    }

    @Test
    void whenAnEditFailsTheWholeComesAllTheSame() {
        count();
        slack.plan(member.id(), Fault.status(500));
        awaitEdits(1);
        awaitWhole();
        assertThat(slack.calls("chat.update", member.id())).hasSize(2);
    }

    @Test
    void whatWasNotSaidInSlackIsNotAnsweredThere() {
        chat.sayAndWait("Not here");
        member.tell(member.says("But here", Optional.empty())).statusCode(200);
        slack.await("chat.postMessage", member.id(), ANSWER);
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> shown().contains("But here"));
    }
}
