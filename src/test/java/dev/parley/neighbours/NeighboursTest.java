package dev.parley.neighbours;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import dev.parley.testing.Chat;
import dev.parley.testing.Packaged;
import dev.parley.testing.Person;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What the page of the neighbours calls, against the program that was told of them as the README tells people to. */
@QuarkusTest
@QuarkusTestResource(value = NeighboursTest.Nearby.class, restrictToAnnotatedClass = true)
class NeighboursTest {

    private static int page;

    /** The neighbours, and their settings as the program reads them. */
    public static final class Nearby implements QuarkusTestResourceLifecycleManager {
        private Neighbours neighbours;

        @Override
        public Map<String, String> start() {
            page = Packaged.freePort();
            neighbours = new Neighbours(page, Packaged.freePort(), Packaged.freePort(), 0);
            return neighbours
                    .settings()
                    .lines()
                    .map(line -> line.replace("export ", ""))
                    .flatMap(line -> List.of(line.split(" (?=[A-Z_]+=)")).stream())
                    .map(pair -> pair.split("=", 2))
                    .collect(Collectors.toMap(
                            pair -> pair[0].toLowerCase(java.util.Locale.ROOT)
                                    .replaceFirst("_", ".")
                                    .replaceFirst("_", ".")
                                    .replace('_', '-'),
                            pair -> pair[1].replace("'", "")));
        }

        @Override
        public void stop() {
            neighbours.close();
        }
    }

    private static io.restassured.response.ValidatableResponse state() {
        return given().get("http://127.0.0.1:" + page + "/state").then().statusCode(200);
    }

    private static void does(String what, Map<String, ?> how) {
        given().body(how).post("http://127.0.0.1:" + page + what).then().statusCode(200);
    }

    private static void awaits(String path, Object value) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                        state().extract().<Object>path(path))
                .isEqualTo(value));
    }

    @Test
    void aQuestionIsAnsweredInThePretendSlackAndByReply() {
        var chat = Chat.open();
        var address = Person.newEmail();
        var member = "U012AB3CD";
        chat.person()
                .reachableBy(Map.of("type", "slack", "address", member), Map.of("type", "email", "address", address));
        awaits("mails.size()", 1);
        awaits("slack." + member + ".size()", 1);
        String mail = state().extract().path("mails[0].text");
        given().post(URI.create(mail.replaceAll("(?s).*(http\\S+/confirmations/\\S+).*", "$1"))
                        .getPath())
                .then()
                .statusCode(200);
        String card = state().extract().path("slack." + member + "[0].blocks.toString()");
        given().post(URI.create(card.replaceAll("(?s).*(http\\S+?/confirmations/[\\w-]+).*", "$1"))
                        .getPath())
                .then()
                .statusCode(200);

        chat.question("/ask May I?");
        awaits("slack." + member + ".size()", 2);
        awaits("mails.size()", 2); // once the question is answered, no mail goes out any more
        does("/click", Map.of("member", member, "message", 1, "action", "answer:0"));
        awaitsOutcome(chat, "slack");

        chat.awaitRest();
        chat.question("/ask And now?");
        awaits("mails.size()", 3);
        does("/reply", Map.of("mail", 2, "words", "approve"));
        awaitsOutcome(chat, "email");
        does("/say", Map.of("member", member, "words", "hello"));
        awaits("slack." + member + ".size()", 4);
        fillsIn(chat, member);
        given().get("http://127.0.0.1:" + page + "/").then().statusCode(200);
    }

    private static void fillsIn(Chat chat, String member) {
        chat.awaitRest();
        chat.question("/form");
        awaits("slack." + member + ".size()", 5);
        does("/click", Map.of("member", member, "message", 4, "action", "fill"));
        awaits("modals." + member + ".size()", 1);
        var filled = Map.of(
                "field:0", Map.of("input", Map.of("type", "plain_text_input", "value", "Ann")),
                "field:1", Map.of("input", Map.of("type", "number_input", "value", "4")));
        given().body(Map.of("member", member, "values", Map.of()))
                .post("http://127.0.0.1:" + page + "/submit")
                .then()
                .statusCode(200)
                .body(containsString("\"response_action\":\"errors\""));
        does("/submit", Map.of("member", member, "values", filled));
        awaitsOutcome(chat, "slack");
    }

    private static void awaitsOutcome(Chat chat, String channel) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(
                        chat.get("/feedback").extract().<String>path("items[0].outcome.channel"))
                .isEqualTo(channel));
    }
}
