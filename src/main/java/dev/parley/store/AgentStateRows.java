package dev.parley.store;

import dev.parley.agent.AgentState;
import dev.parley.agent.AgentStateStore;
import dev.parley.agent.AgentStatus;
import dev.parley.core.Json;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.StreamSupport;

@Singleton
final class AgentStateRows implements AgentStateStore {

    private static final String NOTHING = "[]";

    private static final String FIND =
            "select status, context, pending_actions, updated_at from agent_state where session_id = ?";

    private static final String SAVE = """
            insert into agent_state (session_id, status, context, pending_actions, updated_at) values (?, ?, ?, ?, ?)
            on conflict (session_id) do update
            set status = excluded.status, context = excluded.context,
                pending_actions = excluded.pending_actions, updated_at = excluded.updated_at""";

    private final Sql sql;

    AgentStateRows(Sql sql) {
        this.sql = sql;
    }

    @Override
    public Optional<AgentState> find(String sessionId) {
        return sql.first(
                FIND,
                row -> new AgentState(
                        sessionId,
                        AgentStatus.valueOf(row.text(1).toUpperCase(Locale.ROOT)),
                        row.text(2),
                        pending(row.text(3)),
                        row.time(4)),
                sessionId);
    }

    @Override
    public void save(AgentState state) {
        sql.update(
                SAVE,
                state.sessionId(),
                state.status().wire(),
                state.context(),
                state.pending().isEmpty() ? NOTHING : Json.write(state.pending()),
                state.updatedAt().toEpochMilli());
    }

    private static List<AgentState.Pending> pending(String json) {
        if (json.equals(NOTHING)) {
            return List.of();
        }
        return StreamSupport.stream(Json.readOwn(json).spliterator(), false)
                .map(each -> new AgentState.Pending(
                        each.path("type").asText(), each.path("request_id").asText()))
                .toList();
    }
}
