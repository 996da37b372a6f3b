package dev.parley.store;

import dev.parley.core.Page;
import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntConsumer;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.sqlite.SQLiteDataSource;

/**
 * Whether what is done every day stays fast as the tables grow: a page of a user's sessions, a page of history, what the agent is
 * told, a batch of expiry, the removal of a session. Milliseconds, medians, at three sizes, on both engines.
 */
public final class ScaleBench {

    private static final List<Integer> SESSIONS = List.of(10_000, 100_000, 1_000_000);
    private static final int MESSAGES = 20;
    /** Of one user, of which the last has not ended. */
    private static final int OF_A_USER = 50;

    private static final int CALLS = 400;
    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    /** How an engine writes a number as twelve hexadecimal digits. */
    private record Dialect(String hex) {
        static final Dialect SQLITE = new Dialect("printf('%%012x', %s)");
        static final Dialect POSTGRESQL = new Dialect("lpad(to_hex(%s), 12, '0')");

        String id(String number) {
            return "'019b7000-0000-7000-8000-' || " + hex.formatted(number);
        }
    }

    private final Connection bare;
    private final Engine engine;
    private final Dialect dialect;
    private final SessionRows sessions;
    private final MessageRows messages;
    private final HoldingRows holdings;
    private final Random random = new Random(7);

    private ScaleBench(Connection bare, Engine engine, Dialect dialect) {
        this.bare = bare;
        this.engine = engine;
        this.dialect = dialect;
        var sql = new Sql(engine);
        sessions = new SessionRows(sql, engine);
        messages = new MessageRows(sql);
        holdings = new HoldingRows(sql, engine);
    }

    public static void main(String... args) throws Exception {
        var folder = Files.createTempDirectory(Files.createDirectories(Path.of("target")), "scale");
        var file = new SQLiteDataSource();
        file.setUrl("jdbc:sqlite:" + folder.resolve("parley.db") + "?journal_mode=WAL&synchronous=FULL&busy_timeout=60000");
        run("SQLite", file, "db/sqlite", Dialect.SQLITE);
        try (var server = EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("postgresql"))
                .setServerConfig("max_wal_size", "16GB") // filling is not what is measured
                .setServerConfig("checkpoint_timeout", "1h")
                .start()) {
            try (var pool = pool(server.getJdbcUrl("postgres", "postgres"))) {
                run("PostgreSQL", pool, "db/postgresql", Dialect.POSTGRESQL);
            }
        } finally {
            try (var files = Files.walk(folder)) {
                files.sorted(java.util.Comparator.reverseOrder()).map(Path::toFile).forEach(java.io.File::delete);
            }
        }
    }

    private static AgroalDataSource pool(String url) throws SQLException {
        return AgroalDataSource.from(
                new AgroalDataSourceConfigurationSupplier().connectionPoolConfiguration(pool -> pool.maxSize(4)
                        .connectionFactoryConfiguration(
                                factory -> factory.jdbcUrl(url).principal(new NamePrincipal("postgres")))));
    }

    private static void run(String name, DataSource source, String schema, Dialect dialect) throws Exception {
        Flyway.configure().dataSource(source).locations(schema).load().migrate();
        try (var bare = source.getConnection();
                var engine = dialect == Dialect.SQLITE ? new SqliteEngine(source) : new PostgresqlEngine(source)) {
            var bench = new ScaleBench(bare, engine, dialect);
            var figures = new LinkedHashMap<String, List<Double>>();
            int filled = 0;
            for (int size : SESSIONS) {
                long began = System.nanoTime();
                bench.fill(filled, size);
                filled = size;
                System.out.printf(
                        "%s: %,d sessions, %,d messages (%.0f s)%n", name, size, size * MESSAGES, millis(began) / 1000);
                bench.measure(size).forEach((what, median) ->
                        figures.computeIfAbsent(what, none -> new ArrayList<>()).add(median));
            }
            System.out.printf("%n%-34s %10s %10s %10s   last / first%n", name + ", ms", "10,000", "100,000", "1,000,000");
            figures.forEach((what, median) -> System.out.printf(
                    "%-34s %10.3f %10.3f %10.3f   x %.1f%n",
                    what, median.get(0), median.get(1), median.get(2), median.get(2) / median.get(0)));
            System.out.println();
        }
    }

    private void fill(int from, int to) throws SQLException {
        var ended = "i %% %d <> %d".formatted(OF_A_USER, OF_A_USER - 1);
        var at = START.toEpochMilli() + " + i";
        execute("""
                with recursive n(i) as (select %d union all select i + 1 from n where i < %d)
                insert into chat_session (session_id, user_id, status, slot, preferred_channel, metadata, created_at,
                    updated_at, last_activity_at, ended_at, end_reason, last_seq)
                select %s, 'user' || (i / %d), case when %s then 'ended' else 'active' end, 1, 'websocket', '{}', %s, %s, %s,
                    case when %s then %s end, case when %s then 'expired' end, %d
                from n""".formatted(from, to - 1, dialect.id("i"), OF_A_USER, ended, at, at, at, ended, at, ended, MESSAGES));
        execute("""
                with recursive n(i) as (select %d union all select i + 1 from n where i < %d),
                     k(seq) as (select 1 union all select seq + 1 from k where seq < %d)
                insert into message (session_id, seq, message_id, role, channel, content, status, created_at)
                select %s, seq, %s, case seq %% 2 when 1 then 'user' else 'assistant' end, 'websocket',
                    'Could you say that again in a few words of about this length, please?', 'sent', %s
                from n cross join k""".formatted(
                        from, to - 1, MESSAGES, dialect.id("i"), dialect.id("i * " + MESSAGES + " + seq"), at));
        execute("analyze");
    }

    private Map<String, Double> measure(int size) {
        var now = START.plusMillis(size + 86_400_000L);
        var figures = new LinkedHashMap<String, Double>();
        figures.put("a user's sessions, a page of 50", median(size, i -> sessions.list(
                "user" + i / OF_A_USER, Optional.empty(), new Page.Request(50, Optional.empty()))));
        figures.put("history of a session, a page of 50", median(
                size, i -> messages.history(session(i), new Page.Request(50, Optional.empty()))));
        figures.put("what the agent is told", median(size, i -> messages.latest(session(i), 41)));
        // Two of a hundred sessions have not ended; the oldest are due, batch by batch.
        var due = START.plusMillis(size / 10);
        figures.put("expiry, a batch of 20", median(size / 500 / 20, 10, i -> sessions.expire(due, now, 20)));
        figures.put("expiry with nothing due", median(size, i -> sessions.expire(START.minusSeconds(1), now, 20)));
        var old = holdings.endedBefore(START.plusMillis(size), 200);
        figures.put("removal of an old session", median(200, 200, i -> holdings.removeSession(old.get(i))));
        return figures;
    }

    private static String session(int number) {
        return "019b7000-0000-7000-8000-%012x".formatted(number);
    }

    /** Of calls for sessions anywhere in the table. */
    private double median(int size, IntConsumer call) {
        for (int i = 0; i < CALLS; i++) {
            call.accept(random.nextInt(size));
        }
        return median(CALLS, CALLS, i -> call.accept(random.nextInt(size)));
    }

    private static double median(int available, int calls, IntConsumer call) {
        var took = new ArrayList<Double>();
        for (int i = 0; i < Math.min(available, calls); i++) {
            long before = System.nanoTime();
            call.accept(i);
            took.add(millis(before));
        }
        return StoreBench.median(took);
    }

    private void execute(String statement) throws SQLException {
        try (var plain = bare.createStatement()) {
            plain.execute(statement);
        }
    }

    private static double millis(long since) {
        return (System.nanoTime() - since) / 1e6;
    }
}
