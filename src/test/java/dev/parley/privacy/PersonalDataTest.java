package dev.parley.privacy;

import static io.restassured.RestAssured.given;

import dev.parley.conversation.Conversation;
import dev.parley.identity.Accounts;
import dev.parley.identity.Tokens;
import dev.parley.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PersonalDataTest {

    @Inject
    Holdings holdings;

    @Inject
    Conversation conversation;

    @Inject
    Accounts accounts;

    @Inject
    Tokens tokens;

    @Test
    void whoSignsInWhileTheyAreErasedIsSignedOutToo() {
        var person = Person.signedIn();
        var account = accounts.signIn(person.email(), Person.PASSWORD).orElseThrow();
        var grants = new ArrayList<Tokens.Grant>();
        Runnable signIn = () -> grants.addAll(grants.isEmpty() ? List.of(tokens.open(account)) : List.of());

        new PersonalData(new Meanwhile(holdings, signIn), conversation, tokens).erase(person.userId());

        given().auth()
                .oauth2(grants.getFirst().accessToken())
                .get("/api/sessions")
                .then()
                .statusCode(401);
    }

    /** Does something right before a user is removed. */
    private record Meanwhile(Holdings all, Runnable something) implements Holdings {

        @Override
        public void removeUser(String userId) {
            something.run();
            all.removeUser(userId);
        }

        @Override
        public List<String> sessions(String userId, String after, int most) {
            return all.sessions(userId, after, most);
        }

        @Override
        public List<String> endedBefore(Instant then, int most) {
            return all.endedBefore(then, most);
        }

        @Override
        public void ofUser(String userId, Consumer<Entry> reader) {
            all.ofUser(userId, reader);
        }

        @Override
        public void ofSession(String sessionId, Consumer<Entry> reader) {
            all.ofSession(sessionId, reader);
        }

        @Override
        public void removeSession(String sessionId) {
            all.removeSession(sessionId);
        }
    }
}
