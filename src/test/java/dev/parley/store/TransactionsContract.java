package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.ErrorCode;
import dev.parley.core.ParleyException;
import dev.parley.testing.Race;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;

/** What {@link dev.parley.core.Transactions} promises. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class TransactionsContract {

    private static final String ADD = """
            insert into agent_state (session_id, status, context, pending_actions, updated_at) values (?, '', '', '', 0)""";

    final Engines engines;

    TransactionsContract(Engines engines) {
        this.engines = engines;
    }

    @BeforeEach
    void empty() {
        engines.empty();
    }

    @AfterAll
    void close() {
        engines.close();
    }

    @Test
    void whatABodyWroteIsThereAfterReopening() throws SQLException {
        engines.engine().write(() -> add("kept"));

        engines.reopen();

        assertThat(rows()).containsExactly("kept");
    }

    @Test
    void aThrowingBodyIsUndoneAloneAndItsExceptionReachesTheCallerAsItIs() {
        // The first keeps the writer busy until the others have come, so that one writer commits them together.
        var others = new CountDownLatch(20);
        var outcomes = Race.of(21, i -> {
            if (i > 0) {
                others.countDown();
            }
            try {
                engines.engine().write(() -> {
                    if (i == 0) {
                        await(others);
                    }
                    add("row" + i);
                    if (i % 2 == 1) {
                        throw new Refusal(i);
                    }
                });
                return Optional.<Refusal>empty();
            } catch (Refusal refusal) {
                return Optional.of(refusal);
            }
        });

        assertThat(outcomes).hasSize(21);
        IntStream.range(0, 21).forEach(i -> assertThat(outcomes.get(i).map(refusal -> refusal.number))
                .isEqualTo(i % 2 == 1 ? Optional.of(i) : Optional.empty()));
        assertThat(rows())
                .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(0, 10)
                        .mapToObj(i -> "row" + 2 * i)
                        .toList());
    }

    @Test
    void anErrorReachesTheCallerAsItIs() {
        var error = new AssertionError("of the body");

        assertThatThrownBy(() -> engines.engine().write(() -> {
                    add("row");
                    throw error;
                }))
                .isSameAs(error);
        assertThat(rows()).isEmpty();
    }

    @Test
    void aFailedStatementUndoesItsBodyOnly() {
        engines.engine().write(() -> add("row"));

        assertThatThrownBy(() -> engines.engine().write(() -> {
                    add("other");
                    add("row");
                }))
                .isInstanceOf(IllegalStateException.class);

        engines.engine().write(() -> add("next"));
        assertThat(rows()).containsExactlyInAnyOrder("row", "next");
    }

    @Test
    void aNestedWriteBelongsToTheOuterOne() {
        assertThatThrownBy(() -> engines.engine().write(() -> {
                    engines.engine().write(() -> add("inner"));
                    assertThat(rows()).containsExactly("inner");
                    throw new Refusal(1);
                }))
                .isInstanceOf(Refusal.class);
        assertThat(rows()).isEmpty();
    }

    @Test
    void aReadThatTriesToWriteFailsAndWritesNothing() {
        assertThatThrownBy(() -> engines.engine().read(() -> {
                    add("row");
                    return 1;
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(rows()).isEmpty();
    }

    @Test
    void readersAreGivenBackWhenTheirBodiesThrow() {
        for (int i = 0; i < 50; i++) {
            int number = i;
            assertThatThrownBy(() -> engines.engine().read(() -> {
                        throw new Refusal(number);
                    }))
                    .isInstanceOf(Refusal.class);
        }
        assertThat(rows()).isEmpty();
    }

    @Test
    void manyThreadsLoseNothing() {
        Race.of(40, thread -> {
            for (int i = 0; i < 25; i++) {
                var id = thread + "-" + i;
                engines.engine().write(() -> add(id));
                assertThat(rows()).contains(id);
            }
            return thread;
        });

        assertThat(rows()).hasSize(1000).doesNotHaveDuplicates();
    }

    @Test
    void aTextThatNoEngineCanKeepIsRefusedByBoth() {
        assertThatThrownBy(() -> engines.engine().write(() -> add("a\0b")))
                .isInstanceOfSatisfying(
                        ParleyException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_MESSAGE));
    }

    final void add(String id) {
        engines.sql().update(ADD, id);
    }

    final List<String> rows() {
        return engines.sql().list("select session_id from agent_state", row -> row.text(1));
    }

    static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;
        final int number;

        Refusal(int number) {
            super("refused " + number, null, false, false);
            this.number = number;
        }
    }
}
