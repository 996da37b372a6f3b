package dev.parley.store;

import dev.parley.feedback.Panel;
import dev.parley.feedback.PanelStore;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

@Singleton
final class ResponderRows implements PanelStore {

    private static final String ALLOW = """
            insert into feedback_responder (request_id, user_id, from_at) values (?, ?, ?) on conflict do nothing""";

    private static final String MAY_ANSWER =
            "select 1 from feedback_responder where request_id = ? and user_id = ? and from_at <= ?";

    private static final String COUNT = "select count(*) from feedback_responder where request_id = ? and from_at <= ?";

    private final Sql sql;

    ResponderRows(Sql sql) {
        this.sql = sql;
    }

    @Override
    public void allow(String requestId, List<Panel.Responder> responders) {
        responders.forEach(
                each -> sql.update(ALLOW, requestId, each.userId(), each.from().toEpochMilli()));
    }

    @Override
    public boolean mayAnswer(String requestId, String userId, Instant now) {
        return sql.first(MAY_ANSWER, row -> row.flag(1), requestId, userId, now.toEpochMilli())
                .isPresent();
    }

    @Override
    public int responders(String requestId, Instant now) {
        return sql.one(COUNT, row -> (int) row.number(1), requestId, now.toEpochMilli());
    }
}
