package dev.parley.store;

import dev.parley.conversation.SpendingStore;
import jakarta.inject.Singleton;
import java.time.LocalDate;

@Singleton
final class SpendingRows implements SpendingStore {

    private static final String SPENT = "select tokens from spending where user_id = ? and day = ?";

    private static final String ADD = """
            insert into spending (user_id, day, tokens) values (?, ?, ?)
            on conflict (user_id, day) do update set tokens = spending.tokens + excluded.tokens""";

    private static final String FORGET = "delete from spending where day < ?";

    private final Sql sql;

    SpendingRows(Sql sql) {
        this.sql = sql;
    }

    @Override
    public long spent(String userId, LocalDate day) {
        return sql.first(SPENT, row -> row.number(1), userId, day.toEpochDay()).orElse(0L);
    }

    @Override
    public void add(String userId, LocalDate day, long tokens) {
        sql.update(ADD, userId, day.toEpochDay(), tokens);
    }

    @Override
    public int forgetBefore(LocalDate day) {
        return sql.update(FORGET, day.toEpochDay());
    }
}
