package dev.parley.store;

import dev.parley.feedback.Answer;
import dev.parley.feedback.AnswerStore;
import dev.parley.feedback.Received;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

@Singleton
final class ReceivedRows implements AnswerStore {

    private static final String COLUMNS = """
            response_id, request_id, responder, channel, action, content, field_values, idempotency_key,
            verdict, created_at""";

    private static final String RECORD = "insert into feedback_response (" + COLUMNS + """
            ) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing""";

    private static final String OF_REQUEST =
            "select " + COLUMNS + " from feedback_response where request_id = ? order by response_id";

    private static final String UNDER = "select " + COLUMNS
            + " from feedback_response where request_id = ? and responder = ? and idempotency_key = ?";

    private static final String REFUSED = """
            select count(*) from feedback_response
            where request_id = ? and responder = ? and verdict not in ('won', 'counted')""";

    private final Sql sql;

    ReceivedRows(Sql sql) {
        this.sql = sql;
    }

    @Override
    public boolean record(Received received) {
        var answer = received.answer();
        return sql.update(
                        RECORD,
                        received.responseId(),
                        received.requestId(),
                        answer.responder(),
                        answer.channel(),
                        answer.action().orElse(null),
                        answer.content().orElse(null),
                        answer.values().map(FeedbackJson::write).orElse(null),
                        answer.idempotencyKey().orElse(null),
                        received.ruling().wire(),
                        received.at().toEpochMilli())
                == 1;
    }

    @Override
    public List<Received> received(String requestId) {
        return sql.list(OF_REQUEST, ReceivedRows::received, requestId);
    }

    @Override
    public Optional<Received> receivedUnder(String requestId, String responder, String idempotencyKey) {
        return sql.first(UNDER, ReceivedRows::received, requestId, responder, idempotencyKey);
    }

    @Override
    public int refused(String requestId, String responder) {
        return sql.one(REFUSED, row -> (int) row.number(1), requestId, responder);
    }

    private static Received received(Row row) throws SQLException {
        var answer = new Answer(
                row.text(3),
                row.text(4),
                row.maybeText(5),
                row.maybeText(6),
                row.maybeText(7).map(FeedbackJson::read),
                row.maybeText(8));
        var ruling = Received.Ruling.valueOf(row.text(9).toUpperCase(Locale.ROOT));
        return new Received(row.text(1), row.text(2), answer, ruling, row.time(10));
    }
}
