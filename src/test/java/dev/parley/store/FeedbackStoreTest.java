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
            super(Engines.sqlite());
        }
    }

    @Nested
    class OnPostgresql extends FeedbackStoreContract {
        OnPostgresql() {
            super(Engines.postgresql());
        }

        @Test
        void expiryPassesOverWhatIsHeldInsteadOfWaiting() {
            var asked = approval();
            var held = new CountDownLatch(1);
            var looked = new CountDownLatch(1);
            var sessions = new SessionRows(engines.sql(), engines.engine());

            var expired = Race.of(
                    2,
                    i -> i == 0
                            ? engines.engine().write(() -> {
                                sessions.hold(asked.sessionId());
                                held.countDown();
                                TransactionsContract.await(looked);
                                return 0;
                            })
                            : engines.engine().write(() -> {
                                TransactionsContract.await(held);
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
