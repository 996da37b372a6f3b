package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.ErrorCode;
import dev.parley.core.ParleyException;
import dev.parley.testing.Race;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TransactionsTest {

    @Nested
    class OnSqlite extends TransactionsContract {
        OnSqlite() {
            super(Database.sqlite());
        }
    }

    @Nested
    class OnPostgresql extends TransactionsContract {
        OnPostgresql() {
            super(Database.postgresql());
        }
    }

    @Test
    void writesDuringTheCloseOfTheOneWriterEitherStandOrAreRefused() throws Exception {
        for (int round = 0; round < 20; round++) {
            try (var database = Database.sqlite()) {
                var sql = database.sql();
                var answers = Race.of(9, i -> {
                    if (i == 0) {
                        database.engine().close();
                        return true;
                    }
                    try {
                        for (int n = 0; n < 20; n++) {
                            sql.update("insert into ticket values (?, '', '', null, 0, 0)", i + "-" + n);
                        }
                        return true;
                    } catch (ParleyException e) {
                        assertThat(e.code()).isEqualTo(ErrorCode.STORE_UNAVAILABLE);
                        return false;
                    }
                });
                assertThat(answers).hasSize(9);
                assertThatThrownBy(() -> sql.update("delete from ticket"))
                        .isInstanceOfSatisfying(ParleyException.class, e -> assertThat(e.code())
                                .isEqualTo(ErrorCode.STORE_UNAVAILABLE));
                assertThatThrownBy(() -> sql.list("select 1 from ticket", row -> row.number(1)))
                        .isInstanceOfSatisfying(ParleyException.class, e -> assertThat(e.code())
                                .isEqualTo(ErrorCode.STORE_UNAVAILABLE));
            }
        }
    }
}
