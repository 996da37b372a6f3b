package dev.parley.store;

import dev.parley.feedback.AuditStore;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

@Singleton
final class AuditRows implements AuditStore {

    private static final String HOLD = "select request_id from feedback_request where request_id = ?";

    private static final String LAST =
            "select entry, hash from audit_link where request_id = ? order by place desc limit 1";

    private static final String APPEND = """
            insert into audit_link (request_id, place, entry, hash)
            select ?, coalesce(max(place), 0) + 1, ?, ? from audit_link where request_id = ?""";

    private static final String IN_ORDER = "select entry, hash from audit_link where request_id = ? order by place";

    private final Sql sql;
    private final Engine engine;

    AuditRows(Sql sql, Engine engine) {
        this.sql = sql;
        this.engine = engine;
    }

    @Override
    public Optional<Link> holdLast(String requestId) {
        sql.first(engine.holding(HOLD), row -> row.text(1), requestId);
        return sql.first(LAST, AuditRows::link, requestId);
    }

    @Override
    public void append(String requestId, Link link) {
        sql.update(APPEND, requestId, link.entry(), link.hash(), requestId);
    }

    @Override
    public List<Link> of(String requestId) {
        return sql.list(IN_ORDER, AuditRows::link, requestId);
    }

    private static Link link(Row row) throws SQLException {
        return new Link(row.text(1), row.text(2));
    }
}
