package dev.parley.rest;

import static dev.parley.testing.Refusals.problem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import dev.parley.channel.Notices;
import dev.parley.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
class ChannelTest {

    private static final String WHOLE = """
            {"type":"email","address":"ann@example.com","priority":2,"retry_limit":0,"timeout_seconds":3600,"enabled":false}""";

    @Inject
    Notices notices;

    @Inject
    Clock clock;

    private Person person;

    @BeforeEach
    void signIn() {
        person = Person.signedIn();
    }

    private Response put(String items) {
        return person.calls()
                .contentType("application/json")
                .body("{\"items\":[" + items + "]}")
                .put("/api/channels");
    }

    @Test
    void whatIsPutIsStoredAndGivenBackInTheSameShape() {
        person.calls().get("/api/channels").then().statusCode(200).body("items", empty());
        var slack = "{\"type\":\"slack\",\"address\":\"U012AB3CD\"}";
        put(WHOLE + "," + slack)
                .then()
                .statusCode(200)
                .body("items.type", contains("slack", "email"), "size()", equalTo(1))
                .body(
                        "items[0]",
                        equalTo(Map.of(
                                "type",
                                "slack",
                                "address",
                                "U012AB3CD",
                                "priority",
                                1,
                                "retry_limit",
                                3,
                                "timeout_seconds",
                                300,
                                "enabled",
                                true)))
                .body(
                        "items[1]",
                        equalTo(Map.of(
                                "type",
                                "email",
                                "address",
                                "ann@example.com",
                                "priority",
                                2,
                                "retry_limit",
                                0,
                                "timeout_seconds",
                                3600,
                                "enabled",
                                false)));
        String stored = person.calls().get("/api/channels").asString();
        person.calls()
                .contentType("application/json")
                .body(stored)
                .put("/api/channels")
                .then()
                .statusCode(200);
        person.calls()
                .get("/api/channels/confirmations")
                .then()
                .body("items.address", contains("U012AB3CD", "ann@example.com"))
                .body("items[0].confirmed_at", nullValue());
        Person.signedIn().calls().get("/api/channels").then().body("items", empty());
        put("").then().statusCode(200).body("items", empty());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`\"type\":\"pigeon\",\"address\":\"ann\"`|items[0].type",
                "`\"type\":\"websocket\",\"address\":\"ann\"`|items[0].type",
                "`\"address\":\"ann@example.com\"`|items[0].type",
                "`\"type\":\"email\"`|items[0].address",
                "`\"type\":\"email\",\"address\":\"ann\"`|items[0].address",
                "`\"type\":\"email\",\"address\":\"a@example.com\\r\\nBcc: b@example.com\"`|items[0].address",
                "`\"type\":\"email\",\"address\":\"Ann <a@example.com>\"`|items[0].address",
                "`\"type\":\"email\",\"address\":\"a@localhost\"`|items[0].address",
                "`\"type\":\"email\",\"address\":\"a@169.254.169.254\"`|items[0].address",
                "`\"type\":\"slack\",\"address\":\"https://127.0.0.1/\"`|items[0].address",
                "`\"type\":\"slack\",\"address\":\"#general\"`|items[0].address",
                "`\"type\":\"email\",\"address\":\"a@example.com\",\"priority\":0`|items[0].priority",
                "`\"type\":\"email\",\"address\":\"a@example.com\",\"priority\":4`|items[0].priority",
                "`\"type\":\"email\",\"address\":\"a@example.com\",\"retry_limit\":-1`|items[0].retry_limit",
                "`\"type\":\"email\",\"address\":\"a@example.com\",\"retry_limit\":11`|items[0].retry_limit",
                "`\"type\":\"email\",\"address\":\"a@example.com\",\"timeout_seconds\":0`|items[0].timeout_seconds",
                "`\"type\":\"email\",\"address\":\"a@example.com\",\"timeout_seconds\":1.5`|items[0].timeout_seconds",
                "`\"type\":\"email\",\"address\":\"a@example.com\",\"timeout_seconds\":3601`|items[0].timeout_seconds",
                "`\"type\":\"email\",\"address\":\"a@example.com\",\"verified_at\":1`|items[0].verified_at",
                "`\"type\":\"email\",\"address\":\"a@example.com\",\"user_id\":\"me\"`|items[0].user_id",
            })
    void whatBreaksARuleIsRefusedAndNothingIsStored(String item, String field) {
        put(WHOLE).then().statusCode(200);
        problem(put("{" + item + "}"), 400, "invalid_message").body("errors.field", hasItem(field));
        person.calls().get("/api/channels").then().body("items.address", contains("ann@example.com"));
    }

    @Test
    void anItemThatIsNothingIsNamedByItsIndex() {
        problem(put(WHOLE + ",null"), 400, "invalid_message").body("errors.field", contains("items[1]"));
    }

    @Test
    void anAddressIsGivenOnceAndOnlySoMany() {
        var again = WHOLE.replace("ann@", "Ann@");
        problem(put(WHOLE + "," + again), 400, "invalid_message").body("errors.field", hasItem("items[1].address"));
        var many = IntStream.range(0, 11)
                .mapToObj(i -> "{\"type\":\"email\",\"address\":\"a" + i + "@example.com\"}")
                .toList();
        problem(put(String.join(",", many)), 400, "invalid_message").body("errors.field", hasItem("items"));
    }

    @Test
    void strangersAreNotFloodedWithRequestsToConfirm() {
        var first = IntStream.range(0, 5)
                .mapToObj(i -> "{\"type\":\"email\",\"address\":\"a" + i + "@example.com\"}")
                .toList();
        put(String.join(",", first)).then().statusCode(200);
        var more = IntStream.range(0, 9)
                .mapToObj(i -> "{\"type\":\"email\",\"address\":\"b" + i + "@example.com\"}")
                .toList();
        put(first.get(1) + "," + String.join(",", more)).then().statusCode(200).body("items", hasSize(10));
        assertThat(notices.confirmationsSince(person.userId(), clock.instant().minusSeconds(3600)))
                .isEqualTo(5);
        var again = person.calls()
                .contentType("application/json")
                .body(Map.of("type", "email", "address", "a1@example.com"))
                .post("/api/channels/confirmations");
        problem(again, 429, "rate_limited");
        put(String.join(",", List.of(first.get(2), first.get(0))))
                .then()
                .statusCode(200)
                .body("items", hasSize(2));
    }

    @Test
    void oneStrangerIsNotFloodedByManyAccounts() {
        var stranger = Person.newEmail();
        var item = "{\"type\":\"email\",\"address\":\"" + stranger + "\"}";
        for (int i = 0; i < 6; i++) {
            signIn();
            put(item).then().statusCode(200);
        }
        assertThat(notices.confirmationsTo(stranger, clock.instant().minusSeconds(3600)))
                .isEqualTo(5);
        var again = person.calls()
                .contentType("application/json")
                .body(Map.of("type", "email", "address", stranger))
                .post("/api/channels/confirmations");
        problem(again, 429, "rate_limited");
    }
}
