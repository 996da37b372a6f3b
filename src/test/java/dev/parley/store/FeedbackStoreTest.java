package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.Race;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class FeedbackStoreTest {

    @Nested
    class OnSqlite extends FeedbackStoreContract {
        OnSqlite() {
            super(Database.sqlite());
        }
    }

    @Nested
    class OnPostgresql extends FeedbackStoreContract {
        OnPostgresql() {
            super(Database.postgresql());
        }

        @Test
        void expiryPassesOverWhatIsHeldInsteadOfWaiting() {
            var asked = asking.approval();
            var held = new CountDownLatch(1);
            var looked = new CountDownLatch(1);
            var sessions = new SessionRows(database.sql(), database.engine());

            var expired = Race.of(
                    2,
                    i -> i == 0
                            ? database.engine().write(() -> {
                                sessions.hold(asked.sessionId());
                                held.countDown();
                                Race.await(looked);
                                return 0;
                            })
                            : database.engine().write(() -> {
                                Race.await(held);
                                int found =
                                        feedback.expire(asked.expiresAt(), 10).size();
                                looked.countDown();
                                return found;
                            }));

            assertThat(expired).containsExactly(0, 0);
            assertThat(feedback.expire(asked.expiresAt(), 10)).hasSize(1);
        }
    }
}
