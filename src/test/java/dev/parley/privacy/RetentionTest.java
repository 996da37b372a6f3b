package dev.parley.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.Chat;
import dev.parley.testing.TestClock;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sessions are kept for thirty days after their end. */
@QuarkusTest
@TestProfile(RetentionTest.Kept.class)
class RetentionTest {

    public static final class Kept implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "parley.session.retention", "30d",
                    "parley.session.timeout", "1000d",
                    "parley.limit.api", "1000000");
        }
    }

    @Inject
    Retention retention;

    @Inject
    TestClock clock;

    @Test
    void whatEndedLongAgoIsRemovedAndNothingElse() {
        var open = Chat.open();
        var person = open.person();
        var ended = IntStream.range(0, 120)
                .mapToObj(i -> Chat.open(person))
                .peek(this::end)
                .toList();
        clock.advance(Duration.ofDays(29));
        var late = new Chat(person.again(), Chat.open(person.again()).sessionId());
        end(late);
        assertThat(retention.run()).isZero();

        clock.advance(Duration.ofDays(1).plusSeconds(1));
        assertThat(retention.run()).isEqualTo(120);
        assertThat(retention.run()).isZero();

        var now = person.again();
        ended.forEach(chat -> now.calls().get(chat.path()).then().statusCode(404));
        now.calls().get(open.path()).then().statusCode(200);
        now.calls().get(late.path()).then().statusCode(200);
    }

    private void end(Chat chat) {
        chat.person().calls().delete(chat.path()).then().statusCode(204);
    }
}
