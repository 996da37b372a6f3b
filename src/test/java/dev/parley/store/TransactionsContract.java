package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.ErrorCode;
import dev.parley.core.ParleyException;
import dev.parley.testing.Race;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@link dev.parley.core.Transactions} promises. */
abstract class TransactionsContract extends WithDatabase {

    private static final String ADD = """
            insert into agent_state (session_id, status, context, pending_actions, updated_at) values (?, '', '', '', 0)""";

    TransactionsContract(Database database) {
        super(database);
    }

    @Test
    void whatABodyWroteIsThereAfterReopening() throws SQLException {
        database.engine().write(() -> add("kept"));

        database.reopen();

        assertThat(rows()).containsExactly("kept");
    }

    @Test
    void theResultIsToldWhileItIsOnItsWayToTheDiskAndNotWhenTheBodyThrows() {
        var told = new ArrayList<String>();

        String result = database.engine()
                .write(
                        () -> {
                            add("kept");
                            return "kept";
                        },
                        early -> {
                            told.add(early);
                            assertThat(CompletableFuture.supplyAsync(this::rows).join())
                                    .isEmpty();
                        });
        assertThatThrownBy(() -> database.engine()
                        .write(
                                () -> {
                                    throw new IllegalStateException("no");
                                },
                                early -> told.add("never")))
                .hasMessage("no");

        assertThat(result).isEqualTo("kept");
        assertThat(told).containsExactly("kept");
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
                database.engine().write(() -> {
                    if (i == 0) {
                        Race.await(others);
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

        assertThatThrownBy(() -> database.engine().write(() -> {
                    add("row");
                    throw error;
                }))
                .isSameAs(error);
        assertThat(rows()).isEmpty();
    }

    @Test
    void aFailedStatementUndoesItsBodyOnly() {
        database.engine().write(() -> add("row"));

        assertThatThrownBy(() -> database.engine().write(() -> {
                    add("other");
                    add("row");
                }))
                .isInstanceOf(IllegalStateException.class);

        database.engine().write(() -> add("next"));
        assertThat(rows()).containsExactlyInAnyOrder("row", "next");
    }

    @Test
    void aNestedWriteBelongsToTheOuterOne() {
        assertThatThrownBy(() -> database.engine().write(() -> {
                    database.engine().write(() -> add("inner"));
                    assertThat(rows()).containsExactly("inner");
                    throw new Refusal(1);
                }))
                .isInstanceOf(Refusal.class);
        assertThat(rows()).isEmpty();
    }

    @Test
    void aReadThatTriesToWriteFailsAndWritesNothing() {
        assertThatThrownBy(() -> database.engine().read(() -> {
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
            assertThatThrownBy(() -> database.engine().read(() -> {
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
                database.engine().write(() -> add(id));
                assertThat(rows()).contains(id);
            }
            return thread;
        });

        assertThat(rows()).hasSize(1000).doesNotHaveDuplicates();
    }

    @Test
    void aTextThatNoEngineCanKeepIsRefusedByBoth() {
        assertThatThrownBy(() -> database.engine().write(() -> add("a\0b")))
                .isInstanceOfSatisfying(
                        ParleyException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_MESSAGE));
    }

    final void add(String id) {
        database.sql().update(ADD, id);
    }

    final List<String> rows() {
        return database.sql().list("select session_id from agent_state", row -> row.text(1));
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
