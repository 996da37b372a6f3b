package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parley.testing.Chat;
import dev.parley.testing.Packaged;
import dev.parley.testing.Person;
import dev.parley.testing.SlackMember;
import dev.parley.testing.SlackStub;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionTimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged program is killed again and again while it sends a thousand cards to a Slack that often fails. */
class DeliveryCrashIT {

    private static final int SESSIONS = 50;
    private static final int QUESTIONS = 20;
    /** Taken out together; of these a death may leave some that Slack took and nobody heard of. */
    private static final int UNDER_WAY = 16;

    private static final int MOST_TRIES = 11 + 2;

    @TempDir
    Path data;

    @Test
    void none_is_lost_and_none_is_given_up() throws Exception {
        var slack = new SlackStub();
        var settings = new HashMap<>(slack.start());
        var environment = settings.entrySet().stream()
                .collect(Collectors.toMap(
                        each -> each.getKey().toUpperCase(java.util.Locale.ROOT).replaceAll("[.-]", "_"),
                        Map.Entry::getValue));
        environment.putAll(Map.of(
                "PARLEY_CHANNEL_BACKOFF", "100ms",
                "PARLEY_CHANNEL_BACKOFF_MOST", "500ms",
                "PARLEY_CHANNEL_SEND_TIMEOUT", "1s",
                "PARLEY_CHANNEL_BREAKER_FAILURES", "1000",
                "PARLEY_LIMIT_SIGN_IN", "1000000"));
        try {
            delivered(slack, environment);
        } finally {
            slack.stop();
        }
    }

    private void delivered(SlackStub slack, Map<String, String> environment) throws Exception {
        SlackMember member;
        Person person;
        try (var first = Packaged.start(data, environment)) {
            var chat = Chat.open();
            person = chat.person();
            member = SlackMember.of(chat, slack, Clock.systemUTC());
            patient(person, member);
            slack.behave(() -> Optional.of(SlackStub.Fault.ratelimited(Duration.ofSeconds(1))));
            ask(person, first);
        }
        var random = new Random(1);
        slack.behave(() -> random.nextDouble() < 0.3 ? Optional.of(SlackStub.Fault.status(500)) : Optional.empty());
        int kills = 1;
        while (!allSent(slack, member)) {
            try (var next = Packaged.start(data, environment)) {
                await().atMost(Duration.ofMillis(ThreadLocalRandom.current().nextInt(1_500, 3_500)))
                        .until(() -> allSent(slack, member));
            } catch (ConditionTimeoutException e) {
                kills++;
            }
            assertThat(kills).isLessThan(40);
        }

        var cards = slack.calls("chat.postMessage", member.id()).stream()
                .filter(call -> call.error().isEmpty())
                .map(DeliveryCrashIT::prompt)
                .filter(prompt -> !prompt.isEmpty())
                .collect(Collectors.groupingBy(prompt -> prompt, Collectors.counting()));
        var tries = slack.calls("chat.postMessage", member.id()).stream()
                .map(DeliveryCrashIT::prompt)
                .filter(prompt -> !prompt.isEmpty())
                .collect(Collectors.groupingBy(prompt -> prompt, Collectors.counting()));
        assertThat(kills).isGreaterThan(2);
        assertThat(cards).hasSize(SESSIONS * QUESTIONS);
        long doubled = cards.values().stream().mapToLong(count -> count - 1).sum();
        assertThat(doubled).isLessThanOrEqualTo((long) kills * UNDER_WAY);
        assertThat(tries.values()).allMatch(count -> count <= MOST_TRIES);
    }

    /** With as many tries as there can be. */
    private static void patient(Person person, SlackMember member) {
        person.reachableBy(Map.of("type", "slack", "address", member.id(), "retry_limit", 10));
    }

    private static void ask(Person person, Packaged program) throws InterruptedException {
        var sessions =
                IntStream.range(0, SESSIONS).mapToObj(i -> Chat.open(person)).toList();
        for (int question = 0; question < QUESTIONS; question++) {
            for (int session = 0; session < SESSIONS; session++) {
                sessions.get(session).say("/ask question " + session + "-" + question + ".");
            }
        }
        await().atMost(Duration.ofSeconds(120)).until(() -> sessions.stream().allMatch(DeliveryCrashIT::asked));
        program.kill();
    }

    private static boolean asked(Chat chat) {
        List<String> open = chat.get("/feedback?limit=50").extract().path("items.request_id");
        return open.size() == QUESTIONS;
    }

    private static boolean allSent(SlackStub slack, SlackMember member) {
        return slack.calls("chat.postMessage", member.id()).stream()
                        .filter(call -> call.error().isEmpty())
                        .map(DeliveryCrashIT::prompt)
                        .filter(prompt -> !prompt.isEmpty())
                        .distinct()
                        .count()
                == SESSIONS * QUESTIONS;
    }

    private static String prompt(SlackStub.Call call) {
        var text = call.arguments().toString();
        int at = text.indexOf("question ");
        return at < 0 ? "" : text.substring(at, text.indexOf('.', at));
    }
}
