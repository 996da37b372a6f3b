package dev.parley.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import dev.parley.testing.Chat;
import dev.parley.testing.MailServer;
import dev.parley.testing.Person;
import dev.parley.testing.Race;
import dev.parley.testing.RawMail;
import dev.parley.testing.SlackMember;
import dev.parley.testing.SlackStub;
import dev.parley.testing.TestClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Somebody talks with the agent from where its question reached them. */
@QuarkusTest
@QuarkusTestResource(MailServer.class)
@QuarkusTestResource(SlackStub.class)
class TalkTest {

    @Inject
    TestClock clock;

    SlackStub slack;

    private Chat chat;

    @BeforeEach
    void open() {
        chat = Chat.open();
    }

    private static void comesBack(String raw) throws Exception {
        MailServer.comeBack(RawMail.of(raw));
        MailServer.awaitSeen();
    }

    private void heard(String channel, String content) {
        chat.get("/messages").body("items.findAll { it.channel == '" + channel + "' }.content", hasItem(content));
    }

    @Test
    void aReplyThatIsNoAnswerGoesToTheAgentWhoseAnswersComeByMailInOneThread() throws Exception {
        var address = Person.newEmail();
        chat.person().reachableBy(Map.of("type", "email", "address", address));
        MailServer.confirm(address, 1);
        chat.question("/ask May I?");
        MimeMessage question = MailServer.await(address, 2);

        comesBack(RawMail.reply(question, address, "Which version is it?"));
        var answer = MailServer.await(address, 3);
        assertThat(answer.getHeader("In-Reply-To")).containsExactly(question.getMessageID());
        assertThat(MailServer.part(answer, "text/plain")).contains("Which version is it?");
        heard("email", "Which version is it?");
        chat.get("/feedback").body("items[0].status", equalTo("pending"));

        comesBack(RawMail.reply(answer, address, "/stream 20 100"));
        assertThat(MailServer.part(MailServer.await(address, 4), "text/plain"))
                .as("whole")
                .contains("1 2 3", "19 20");
        comesBack(RawMail.reply(answer, address, "/fail"));
        assertThat(MailServer.part(MailServer.await(address, 5), "text/plain")).contains("could not answer this");
        chat.patch("", Map.of("status", "paused")).then().statusCode(200);
        comesBack(RawMail.reply(answer, address, "Anybody there?"));
        assertThat(MailServer.part(MailServer.await(address, 6), "text/plain"))
                .as("refused, as the session is paused")
                .contains("could not answer this");
        comesBack(RawMail.reply(answer, Person.newEmail(), "And me?"));
        chat.get("/messages").body("items.findAll { it.channel == 'email' && it.role == 'user' }", hasSize(3));
    }

    @Test
    void whatAMemberWritesToTheBotGoesToTheAgentAndItsAnswersIntoTheThread() {
        var member = SlackMember.of(chat, slack, clock);
        chat.question("/ask May I?");
        slack.await("chat.postMessage", member.id(), 2);

        member.tell(member.says("Is 1 &lt; 2 &amp; so on?", Optional.empty())).statusCode(200);
        var answer = slack.await("chat.postMessage", member.id(), 3);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> slack.shown(member.id(), 3).toString().contains("Is 1 &lt; 2 &amp; so on?"));
        heard("slack", "Is 1 < 2 & so on?");
        var thread = answer.path("thread_ts").asText();
        assertThat(thread).isNotEmpty();

        var said = member.says("Once more", Optional.of(thread));
        Race.run(4, () -> member.tell(said).statusCode(200));
        assertThat(slack.await("chat.postMessage", member.id(), 4)
                        .path("thread_ts")
                        .asText())
                .isEqualTo(thread);
        chat.get("/messages").body("items.findAll { it.content == 'Once more' }", hasSize(1));
        chat.get("/feedback").body("items[0].status", equalTo("pending"));
    }

    @Test
    void anAnswerGoesToTheThreadWhereTheAgentWasAsked() {
        var member = SlackMember.of(chat, slack, clock);
        chat.question("/ask May I?");
        slack.await("chat.postMessage", member.id(), 2);
        chat.question("/ask And this?");
        slack.await("chat.postMessage", member.id(), 3);

        for (int card : new int[] {2, 3, 2}) {
            var thread = slack.thread(member.id(), card);
            int before = slack.calls("chat.postMessage", member.id()).size();
            member.tell(member.says("About this one", Optional.of(thread))).statusCode(200);
            assertThat(slack.await("chat.postMessage", member.id(), before + 1)
                            .path("thread_ts")
                            .asText())
                    .isEqualTo(thread);
            Awaitility.await()
                    .until(() ->
                            chat.get("/agent-state").extract().path("status").equals("waiting_feedback"));
            clock.advance(Duration.ofSeconds(1));
        }
    }

    @Test
    void strangersAndRobotsAreNotHeard() {
        var member = SlackMember.of(chat, slack, clock);
        chat.question("/ask May I?");
        slack.await("chat.postMessage", member.id(), 2);
        var stranger = SlackMember.at(clock);
        stranger.tell(stranger.says("Hello", Optional.empty())).statusCode(200);
        assertThat(slack.await("chat.postEphemeral", stranger.id(), 1)
                        .path("text")
                        .asText())
                .contains("no conversation");
        var robot = member.says("Beep", Optional.empty());
        robot.withObject("/event").put("bot_id", "B1");
        member.tell(robot).statusCode(200);
        var edited = member.says("Changed", Optional.empty());
        edited.withObject("/event").put("subtype", "message_changed");
        member.tell(edited).statusCode(200);
        chat.get("/messages").body("items.findAll { it.channel == 'slack' }", hasSize(0));
    }
}
