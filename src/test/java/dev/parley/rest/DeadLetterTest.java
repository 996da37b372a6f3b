package dev.parley.rest;

import static dev.parley.testing.Refusals.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import dev.parley.channel.ChannelType;
import dev.parley.channel.CommunicationChannel;
import dev.parley.channel.Notice;
import dev.parley.channel.Outbox;
import dev.parley.channel.Progress;
import dev.parley.core.Ids;
import dev.parley.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class DeadLetterTest {

    private static final String LIST = "/api/dead-letters";

    @Inject
    Outbox outbox;

    @Inject
    Ids ids;

    @Inject
    Clock clock;

    private static RequestSpecification administrator() {
        var root = Map.of("email", "root@example.com", "password", Person.PASSWORD);
        Person.json(root).post("/api/auth/register");
        String token = Person.json(root).post("/api/auth/login").path("access_token");
        return io.restassured.RestAssured.given().auth().oauth2(token).contentType("application/json");
    }

    static Notice givenUp(Outbox outbox, Ids ids, Clock clock) {
        var mailbox = new CommunicationChannel(
                "ann", ChannelType.EMAIL, "ann@example.com", 1, 3, Duration.ofHours(1), true, Optional.empty());
        var notice = Notice.question(
                ids.next(),
                new Notice.Subject("session", "request", Optional.empty()),
                mailbox,
                Duration.ofDays(1),
                clock.instant());
        outbox.add(List.of(notice));
        assertThat(outbox.note(notice, new Progress.Dead("no such address"))).isTrue();
        return notice;
    }

    @Test
    void whatCouldNotBeDeliveredIsShownToAdministratorsWhoMayLetItBeTriedAnew() {
        var notice = givenUp(outbox, ids, clock);
        var mine = "items.find { it.notice_id == '" + notice.noticeId() + "' }";

        administrator()
                .get(LIST)
                .then()
                .statusCode(200)
                .body(mine + ".reason", equalTo("no such address"), mine + ".kind", equalTo("question"))
                .body(mine + ".subject_id", equalTo("request"), mine + ".user_id", equalTo("ann"))
                .body(mine + ".channel", equalTo("email"));
        administrator().post(LIST + "/" + notice.noticeId() + "/retry").then().statusCode(204);
        administrator().get(LIST).then().body(mine, nullValue());
        problem(administrator().post(LIST + "/" + notice.noticeId() + "/retry"), 404, "not_found");
    }

    @Test
    void nobodyElseSeesThem() {
        var person = Person.signedIn();
        var retry = LIST + "/" + givenUp(outbox, ids, clock).noticeId() + "/retry";
        problem(person.calls().get(LIST), 403, "forbidden");
        problem(person.calls().contentType("application/json").post(retry), 403, "forbidden");
        administrator().post(retry).then().statusCode(204);
        problem(administrator().post(LIST + "/" + UUID.randomUUID() + "/retry"), 404, "not_found");
        problem(administrator().post(LIST + "/nope/retry"), 404, "not_found");
    }
}
