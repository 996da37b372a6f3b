package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.Json;
import dev.parley.identity.Account;
import dev.parley.identity.TokenStore;
import dev.parley.privacy.Holdings;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link Holdings} promises. Every table holds something of ann's, and something of bob's. */
abstract class HoldingsContract extends WithOutbox {

    /** A text in every column that takes what a person wrote; {user} and {session} are theirs. */
    private static final List<String> ROWS = List.of(
            "insert into refresh_token (token_hash, family_id, created_at, expires_at) values ('t{user}', 'f{user}', 1, 2)",
            "insert into ticket (ticket_hash, user_id, roles, token_until, expires_at) values ('{user}', '{user}', '', 1, 2)",
            "insert into idempotency_key (scope, name, body_hash, created_at) values ('{user} /api/sessions', 'n', 'h', 1)",
            """
            insert into session_event (session_id, seq, type, ts, payload) values ('{session}', 1, 'message', 1, 'canary')""",
            """
            insert into message (session_id, seq, message_id, role, channel, content, status, created_at)
            values ('{session}', 1, 'm{user}', 'user', 'websocket', 'canary', 'sent', 1)""",
            """
            insert into turn (turn_id, session_id, message_id, answer_id, place, status, streamed, started)
            values ('t{user}', '{session}', 'm{user}', 'a', 1, 'queued', 1, 0)""",
            """
            insert into agent_state (session_id, status, context, pending_actions, updated_at)
            values ('{session}', 'idle', '{}', '[]', 1)""",
            """
            insert into feedback_request (request_id, session_id, user_id, message_id, streamed, type, prompt, options,
                status, channels, created_at, expires_at)
            values ('q{user}', '{session}', '{user}', 'm', 1, 'text', 'canary', '[]', 'pending', '[]', 1, 2)""",
            """
            insert into feedback_response (response_id, request_id, responder, channel, content, verdict, created_at)
            values ('r{user}', 'q{user}', '{user}', 'api', 'canary', 'won', 1)""",
            "insert into feedback_responder (request_id, user_id, from_at) values ('q{user}', '{user}', 1)",
            "insert into audit_link (request_id, place, entry, hash) values ('q{user}', 1, '{}', 'h')",
            """
            insert into channel (user_id, type, address, place, priority, retry_limit, timeout_ms, enabled)
            values ('{user}', 'email', 'canary', 1, 1, 1, 1, 1)""",
            """
            insert into notice (notice_id, kind, user_id, session_id, subject_id, channel, address, retry_limit, attempt,
                due_at, status, created_at)
            values ('n{user}', 'question', '{user}', '{session}', 'q{user}', 'email', 'canary', 1, 0, 1, 'waiting', 1)""",
            """
            insert into notice (notice_id, kind, user_id, channel, address, retry_limit, attempt, due_at, status, created_at)
            values ('c{user}', 'confirmation', '{user}', 'email', 'canary', 1, 0, 1, 'waiting', 1)""",
            "insert into notice_link (token_hash, notice_id, created_at) values ('l{user}', 'n{user}', 1)",
            "insert into notice_link (token_hash, notice_id, created_at) values ('k{user}', 'c{user}', 1)");

    private final HoldingRows holdings;
    private String annsSession = "";

    HoldingsContract(Database database) {
        super(database);
        this.holdings = new HoldingRows(database.sql(), database.engine());
    }

    @BeforeEach
    void fill() {
        annsSession = fill("ann");
        fill("bob");
    }

    private String fill(String user) {
        var sql = database.sql();
        new AccountRows(sql, database.engine())
                .create(new Account(user, user + "@example.com", user, "secret", Set.of(), Samples.START, false));
        new TokenRows(sql).open(new TokenStore.Family("f" + user, user), stored(user), Samples.START);
        new SpendingRows(sql).add(user, LocalDate.EPOCH, 1);
        var session = new Samples(database, ids).session(user);
        ROWS.forEach(row -> sql.update(row.replace("{user}", user).replace("{session}", session)));
        return session;
    }

    private static TokenStore.Stored stored(String user) {
        return new TokenStore.Stored("first" + user, Samples.START.plus(Duration.ofDays(1)));
    }

    private Map<String, Long> rows() {
        var counts = new LinkedHashMap<String, Long>();
        for (var table : Database.TABLES) {
            counts.put(
                    table,
                    database.sql()
                            .first("select count(*) from " + table, row -> row.number(1))
                            .orElseThrow());
        }
        return counts;
    }

    @Test
    void aUsersThingsGoAndNobodyElses() {
        var all = rows();
        assertThat(all.values()).allMatch(count -> count >= 2);

        holdings.removeSession(annsSession);
        holdings.removeUser("ann");

        var left = rows();
        for (var table : Database.TABLES) {
            boolean stays = Set.of("token_family", "refresh_token").contains(table);
            assertThat(left.get(table)).as(table).isEqualTo(stays ? all.get(table) : all.get(table) / 2);
        }
        holdings.removeSession(annsSession);
        assertThat(rows()).isEqualTo(left);
    }

    @Test
    void whatIsKeptIsToldWithoutSecrets() {
        var told = new ArrayList<Holdings.Entry>();
        holdings.ofUser("ann", told::add);
        holdings.ofSession(annsSession, told::add);

        assertThat(told)
                .extracting(Holdings.Entry::kind)
                .containsExactly(
                        "account",
                        "channel",
                        "notice",
                        "notice",
                        "spending",
                        "answer",
                        "session",
                        "agent_state",
                        "question",
                        "audit",
                        "message");
        assertThat(told).extracting(Holdings.Entry::json).noneMatch(json -> json.contains("secret"));
        var account = Json.readOwn(told.getFirst().json());
        assertThat(account.path("created_at").asText()).isEqualTo(Samples.START.toString());
        assertThat(account.has("disabled_at")).isFalse();
        var message = Json.readOwn(told.getLast().json());
        assertThat(message.path("content").asText()).isEqualTo("canary");
        assertThat(message.path("seq").isNumber()).isTrue();
    }

    @Test
    void aLongSessionIsToldPageByPage() {
        for (int seq = 2; seq <= 1_100; seq++) {
            database.sql()
                    .update(ROWS.get(4).replace("{session}', 1, 'm{user}", annsSession + "', " + seq + ", 'm" + seq));
        }
        var told = new ArrayList<Holdings.Entry>();
        holdings.ofSession(annsSession, told::add);
        assertThat(told).filteredOn(entry -> entry.kind().equals("message")).hasSize(1_100);
    }

    @Test
    void sessionsAreFoundByTheirOwnerAndByTheirEnd() {
        var second = new Samples(database, ids).session("ann");
        assertThat(holdings.sessions("ann", "", 10)).containsExactly(annsSession, second);
        assertThat(holdings.sessions("ann", annsSession, 10)).containsExactly(second);
        assertThat(holdings.endedBefore(Samples.START, 10)).isEmpty();
        database.sql().update("update chat_session set status = 'ended', ended_at = 1000 where session_id = ?", second);
        assertThat(holdings.endedBefore(Instant.ofEpochMilli(1000), 10)).isEmpty();
        assertThat(holdings.endedBefore(Instant.ofEpochMilli(1001), 10)).containsExactly(second);
    }
}
