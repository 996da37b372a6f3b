package dev.parley.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.channel.Delivery;
import dev.parley.testing.SlackStub;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** An answer grows in Slack in one message, until it is whole. */
class SlackLiveTest extends WithSlackLive {

    @Test
    void oneMessageInTheThreadGrowsAtAPolitePaceUntilItIsWhole() {
        show();
        text = Optional.of(" ");
        assertThat(pass()).isZero();
        assertThat(slack.calls("chat.postMessage", member)).isEmpty();
        grows("One");
        assertThat(shown()).isEqualTo("One");
        assertThat(slack.shown(member, 1).path("thread_ts").asText()).isEqualTo(THREAD);
        text = Optional.of("One, two");
        assertThat(pass()).isEqualTo(Duration.ofMillis(1_500));
        assertThat(shown()).isEqualTo("One, two");
        pass();
        assertThat(edits()).as("nothing new").isEqualTo(1);

        text = Optional.of("One, two, th");
        assertThat(whole("One, two, three & done"))
                .isEqualTo(new Delivery.Sent(SlackStub.conversation(member) + ":" + THREAD));
        assertThat(shown()).isEqualTo("One, two, three &amp; done");
        pass();
        assertThat(shown()).as("no late edit").isEqualTo("One, two, three &amp; done");
        assertThat(edits()).isEqualTo(2);
        whole("One, two, three & done");
        assertThat(slack.calls("chat.postMessage", member)).as("sent again").hasSize(1);
    }

    @Test
    void nothingIsShownOfWhatIsWholeAlready() {
        show();
        assertThat(whole("All")).isInstanceOf(Delivery.Sent.class);
        grows("A");
        assertThat(shown()).isEqualTo("All");
        assertThat(edits()).isZero();
    }

    @Test
    void whatGrowsNoMoreIsLeftToItsNotice() {
        show();
        grows("One");
        text = Optional.empty();
        pass();
        assertThat(steps.peek().pause()).as("until it is forgotten").isEqualTo(Duration.ofHours(1));
        pass();
        assertThat(steps).isEmpty();
        whole("All");
        assertThat(slack.calls("chat.postMessage", member)).as("one more").hasSize(2);
    }

    @Test
    void allThatGrowShareThePace() {
        text = Optional.of("One");
        show();
        pass();
        live.show(notice("another"), most -> text);
        steps.removeLast().then().run();
        assertThat(steps.stream().map(Step::pause)).containsExactly(Duration.ofMillis(1_500), Duration.ofMillis(3_000));
    }

    @Test
    void theWholeWaitsForTheEditThatIsUnderWay() throws Exception {
        var asked = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        live.show(notice("answer"), most -> {
            asked.countDown();
            Awaitility.await().until(() -> goOn.getCount() == 0);
            return Optional.of("One");
        });
        Thread.startVirtualThread(() -> steps.remove().then().run());
        asked.await();
        var delivery = new CompletableFuture<Delivery>();
        var sending = Thread.ofPlatform().start(() -> delivery.complete(whole("All")));
        Awaitility.await().until(() -> sending.getState() == Thread.State.WAITING);
        assertThat(List.of(delivery.isDone(), edits() > 0)).containsOnly(false);
        goOn.countDown();
        assertThat(delivery.get()).isInstanceOf(Delivery.Sent.class);
        assertThat(shown()).isEqualTo("All");
    }

    @Test
    void aLongTextIsCutAsTheWholeIs() {
        show();
        grows("word ".repeat(10_000));
        assertThat(slack.shown(member, 1).path("blocks")).hasSize(4);
        assertThat(slack.shown(member, 1).at("/blocks/3/text/text").asText()).endsWith("…");
    }
}
