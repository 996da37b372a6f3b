package dev.parley.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.channel.Delivery;
import dev.parley.testing.SlackStub.Fault;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Whatever happens while an answer grows in Slack, the whole comes, and once. */
class SlackLiveFaultsTest extends WithSlackLive {

    @Test
    void slackIsLeftAloneForAsLongAsItAsksAndThenGetsTheWhole() {
        show();
        grows("One");
        slack.plan(member, Fault.ratelimited(Duration.ofSeconds(30)));
        grows("One, two");
        assertThat(edits()).isEqualTo(1);
        assertThat(steps.peek().pause()).isEqualTo(Duration.ofSeconds(30));

        clock.advance(Duration.ofSeconds(10));
        assertThat(whole("All")).isInstanceOfSatisfying(Delivery.Failed.class, failed -> assertThat(failed.retryAfter())
                .contains(Duration.ofSeconds(20)));
        assertThat(edits()).as("nothing was sent").isEqualTo(1);
        clock.advance(Duration.ofSeconds(20));
        assertThat(whole("All")).isInstanceOf(Delivery.Sent.class);
        assertThat(shown()).isEqualTo("All");
    }

    @Test
    void itGoesOnToGrowWhenSlackMayBeCalledAgain() {
        show();
        grows("One");
        slack.plan(member, Fault.ratelimited(Duration.ofSeconds(30)));
        grows("One, two");
        pass();
        assertThat(shown()).isEqualTo("One, two");
    }

    @Test
    void anEditThatFailsIsTheLastAndTheWholeTakesItsPlace() {
        show();
        grows("One");
        slack.plan(member, Fault.status(503));
        grows("One, two");
        assertThat(steps.peek().pause()).isEqualTo(Duration.ofHours(1));
        assertThat(edits()).isEqualTo(1);
        assertThat(whole("All")).isInstanceOf(Delivery.Sent.class);
        assertThat(shown()).isEqualTo("All");
    }

    @Test
    void aPostThatFailsLeavesTheWholeToItsNotice() {
        show();
        slack.plan(member, Fault.error("internal_error"));
        grows("One");
        assertThat(whole("All")).isInstanceOf(Delivery.Sent.class);
        assertThat(slack.shown(member, 1).path("text").asText()).isEqualTo("All");
        assertThat(edits()).isZero();
    }

    @Test
    void theWholeIsSentAnewWhereTheMessageIsGone() {
        show();
        grows("One");
        slack.plan(member, Fault.error("message_not_found"));
        assertThat(whole("All")).isInstanceOf(Delivery.Sent.class);
        assertThat(slack.shown(member, 2).path("text").asText()).isEqualTo("All");
        assertThat(slack.shown(member, 2).path("thread_ts").asText()).isEqualTo(THREAD);
    }

    @Test
    void aWholeThatFailsIsTriedOnTheSameMessage() {
        show();
        grows("One");
        slack.plan(member, Fault.status(503));
        assertThat(whole("All")).isInstanceOf(Delivery.Failed.class);
        assertThat(whole("All")).isInstanceOf(Delivery.Sent.class);
        assertThat(shown()).isEqualTo("All");
    }
}
