package dev.parley.channel.slack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.channel.Card;
import dev.parley.channel.ChannelType;
import dev.parley.channel.Delivery;
import dev.parley.channel.Notice;
import dev.parley.testing.SlackMember;
import dev.parley.testing.SlackStub;
import dev.parley.testing.TestClock;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** An answer that grows in Slack, where time passes when a test says so. */
abstract class WithSlackLive {

    static final String THREAD = "1767323045.000000";

    private static Vertx vertx;
    static SlackStub slack;
    private static URI address;

    record Step(Duration pause, Runnable then) {}

    final TestClock clock = TestClock.at("2026-01-02T03:04:05Z");
    final ArrayDeque<Step> steps = new ArrayDeque<>();
    final String member = SlackMember.at(clock).id();
    private final SlackApi api = new SlackApi(
            vertx, new SlackSenderTest.Settings(Optional.of("xoxb-e2e-token"), Optional.empty(), address), clock);
    final SlackLive live = new SlackLive(
            api, SlackSenderTest.channels("PT20S"), clock, (pause, then) -> steps.add(new Step(pause, then)));
    private final SlackSender sender = new SlackSender(api, live, SlackSenderTest.channels("PT20S"));

    volatile Optional<String> text = Optional.empty();

    @BeforeAll
    static void start() {
        vertx = Vertx.vertx();
        slack = new SlackStub();
        address = URI.create(slack.start().get("parley.slack.base-url"));
    }

    @AfterAll
    static void stop() {
        slack.stop();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    Notice notice(String answer) {
        var thread = Notice.confirmation("notice", "user", ChannelType.SLACK, member, clock.instant())
                .sentAs(SlackStub.conversation(member) + ":" + THREAD);
        return Notice.answer(
                "notice", new Notice.Subject("session", answer, Optional.empty()), thread, clock.instant());
    }

    void show() {
        live.show(notice("answer"), most -> text.map(all -> all.substring(0, Math.min(most, all.length()))));
    }

    Delivery whole(String all) {
        return sender.send(notice("answer"), new Card.Answer("", all));
    }

    /** Lets the time pass until the next edit; answers how long that was. */
    Duration pass() {
        var next = steps.remove();
        clock.advance(next.pause());
        next.then().run();
        return next.pause();
    }

    void grows(String soFar) {
        text = Optional.of(soFar);
        pass();
    }

    String shown() {
        assertThat(slack.calls("chat.postMessage", member)).as("one message").hasSize(1);
        return slack.shown(member, 1).path("text").asText();
    }

    int edits() {
        return slack.calls("chat.update", member).size();
    }
}
