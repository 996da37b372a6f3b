package dev.parley.store;

import dev.parley.core.Page;
import dev.parley.feedback.FeedbackRequest;
import dev.parley.feedback.FeedbackStatus;
import dev.parley.feedback.FeedbackStore;
import dev.parley.feedback.FeedbackType;
import dev.parley.feedback.Outcome;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

@Singleton
final class FeedbackRows implements FeedbackStore {

    private static final String COLUMNS = """
            request_id, session_id, user_id, message_id, streamed, type, prompt, options, response_schema,
            status, channels, created_at, expires_at, outcome, needed""";

    private static final String ADD =
            "insert into feedback_request (" + COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, null, ?)";

    private static final String BY_ID = "select " + COLUMNS + " from feedback_request where request_id = ?";

    /** What nobody may answer any more has expired, also before that is noted. */
    private static final String STATUS_AT =
            "case when status = 'pending' and expires_at <= ? then 'expired' else status end";

    private static final String OF_SESSION_NEWEST_FIRST = "select " + COLUMNS.replace("status,", STATUS_AT + ",")
            + " from feedback_request where session_id = ? and (" + STATUS_AT + """
             = ? or cast(? as text) is null) and request_id < ?
            order by request_id desc\s""" + Sql.LIMIT;

    private static final String PENDING_FOR = "select " + COLUMNS + """
             from feedback_request
            where request_id in (
                select request_id from feedback_responder where user_id = ? and request_id < ? and from_at <= ?)
            and status = 'pending' and expires_at > ? order by request_id desc limit ?""";

    private static final String RESOLVE = """
            update feedback_request set status = 'resolved', outcome = ?
            where request_id = ? and status = 'pending' and expires_at > ?
            returning\s""" + COLUMNS;

    // The sessions are joined to be held: their logs are written next.
    private static final String EXPIRE = """
            with due as materialized (
                select request.request_id
                from feedback_request request join chat_session session on session.session_id = request.session_id
                where request.status = 'pending' and request.expires_at <= ?
                order by request.expires_at limit ? %s)
            update feedback_request set status = 'expired'
            where request_id in (select request_id from due)
            returning\s""" + COLUMNS;

    private static final String DECIDE_EXPIRED = """
            update feedback_request set outcome = ? where request_id = ? and status = 'expired'
            returning\s""" + COLUMNS;

    private static final String SET_CHANNELS = "update feedback_request set channels = ? where request_id = ?";

    private static final String CANCEL_OF_SESSION = """
            update feedback_request set status = 'cancelled'
            where session_id = ? and status = 'pending' and expires_at > ?
            returning\s""" + COLUMNS;

    private final Sql sql;
    private final Engine engine;

    FeedbackRows(Sql sql, Engine engine) {
        this.sql = sql;
        this.engine = engine;
    }

    @Override
    public void add(FeedbackRequest request) {
        sql.update(
                ADD,
                request.requestId(),
                request.sessionId(),
                request.userId(),
                request.messageId(),
                request.streamed(),
                request.type().wire(),
                request.prompt(),
                FeedbackJson.write(FeedbackJson.options(request.options())),
                request.responseSchema().orElse(null),
                request.status().wire(),
                FeedbackJson.write(FeedbackJson.channels(request.channels())),
                request.createdAt().toEpochMilli(),
                request.expiresAt().toEpochMilli(),
                request.needed());
    }

    @Override
    public Optional<FeedbackRequest> find(String requestId) {
        return sql.first(BY_ID, FeedbackRows::request, requestId);
    }

    @Override
    public List<FeedbackRequest> ofSession(
            String sessionId, Optional<FeedbackStatus> status, Instant now, Page.Request page) {
        long at = now.toEpochMilli();
        var wanted = status.map(FeedbackStatus::wire).orElse(null);
        var before = page.cursor().orElse(Sql.AFTER_ALL_IDS);
        return sql.list(
                OF_SESSION_NEWEST_FIRST,
                FeedbackRows::request,
                at,
                sessionId,
                at,
                wanted,
                wanted,
                before,
                page.limit());
    }

    @Override
    public List<FeedbackRequest> pendingFor(String userId, Instant now, Page.Request page) {
        var before = page.cursor().orElse(Sql.AFTER_ALL_IDS);
        long at = now.toEpochMilli();
        return sql.list(PENDING_FOR, FeedbackRows::request, userId, before, at, at, page.limit());
    }

    @Override
    public Optional<FeedbackRequest> hold(String requestId) {
        return sql.first(engine.holding(BY_ID), FeedbackRows::request, requestId);
    }

    @Override
    public Optional<FeedbackRequest> resolve(String requestId, Outcome outcome) {
        var json = FeedbackJson.write(FeedbackJson.outcome(outcome));
        return sql
                .change(
                        RESOLVE,
                        FeedbackRows::request,
                        json,
                        requestId,
                        outcome.at().toEpochMilli())
                .stream()
                .findFirst();
    }

    @Override
    public List<FeedbackRequest> expire(Instant now, int batch) {
        return sql.change(EXPIRE.formatted(engine.skipsHeld()), FeedbackRows::request, now.toEpochMilli(), batch);
    }

    @Override
    public FeedbackRequest decideExpired(String requestId, Outcome outcome) {
        var json = FeedbackJson.write(FeedbackJson.outcome(outcome));
        return sql.change(DECIDE_EXPIRED, FeedbackRows::request, json, requestId)
                .getFirst();
    }

    @Override
    public void setChannels(String requestId, List<FeedbackRequest.ChannelStatus> channels) {
        sql.update(SET_CHANNELS, FeedbackJson.write(FeedbackJson.channels(channels)), requestId);
    }

    @Override
    public List<FeedbackRequest> cancelOfSession(String sessionId, Instant now) {
        return sql.change(CANCEL_OF_SESSION, FeedbackRows::request, sessionId, now.toEpochMilli());
    }

    private static FeedbackRequest request(Row row) throws SQLException {
        return new FeedbackRequest(
                row.text(1),
                row.text(2),
                row.text(3),
                row.text(4),
                row.flag(5),
                FeedbackType.valueOf(row.text(6).toUpperCase(Locale.ROOT)),
                row.text(7),
                FeedbackJson.options(FeedbackJson.read(row.text(8))),
                row.maybeText(9),
                FeedbackStatus.valueOf(row.text(10).toUpperCase(Locale.ROOT)),
                FeedbackJson.channels(FeedbackJson.read(row.text(11))),
                row.time(12),
                row.time(13),
                row.maybeText(14).map(FeedbackJson::read).map(FeedbackJson::outcome),
                (int) row.number(15));
    }
}
