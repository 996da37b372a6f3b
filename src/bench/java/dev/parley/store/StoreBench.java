package dev.parley.store;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/**
 * What SQLite's one writer gains by committing several callers' work at once, and what the expiry of sessions costs beside
 * the bare statement. Both sides of a comparison use one file and take turns.
 */
public final class StoreBench {

    private static final int WRITERS = 32;
    private static final int ROUNDS = 5;
    private static final long ROUND = TimeUnit.SECONDS.toNanos(2);
    private static final int SESSIONS = 1_000_000;
    private static final int DUE = 10_000;
    private static final int BATCH = 1_000;
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Instant IDLE_SINCE = NOW.minusSeconds(86_400);

    private static final String ROW = "insert into ticket values (?, '', '', null, 0, 0)";

    // Ids rise with time, users come back in any order; what is due are the oldest sessions.
    private static final String FILL = """
            with recursive n(i) as (select 0 union all select i + 1 from n where i < %d - 1)
            insert into chat_session (session_id, user_id, status, slot, preferred_channel, metadata,
                created_at, updated_at, last_activity_at, last_seq)
            select printf('019b7%%07x-7000-8000-%%012x', i, i * 2654435761 %% 4294967296),
                printf('%%08x', (i / 3) * 2654435761 %% 4294967296), 'active', i %% 3 + 1, 'websocket', '{}',
                at, at, at, 1
            from (select i, case when i < %d then %d - i else %d + i end as at from n)"""
            .formatted(SESSIONS, DUE, IDLE_SINCE.toEpochMilli(), IDLE_SINCE.toEpochMilli());

    private static final String BARE_EXPIRY = """
            update chat_session
            set status = 'ended', end_reason = 'expired', ended_at = %d, updated_at = %d, last_seq = last_seq + 1
            where session_id in (select session_id from chat_session
                where status <> 'ended' and last_activity_at <= %d order by last_activity_at limit %d)"""
            .formatted(NOW.toEpochMilli(), NOW.toEpochMilli(), IDLE_SINCE.toEpochMilli(), BATCH);

    private final AtomicLong ids = new AtomicLong();
    private final Connection bare;
    private final SqliteEngine engine;
    private final Sql sql;
    private final SessionRows sessions;
    private final Thread writer;

    private StoreBench(DataSource source) throws SQLException {
        bare = source.getConnection();
        engine = new SqliteEngine(source);
        sql = new Sql(engine);
        sessions = new SessionRows(sql, engine);
        writer = engine.write(Thread::currentThread);
    }

    public static void main(String... args) throws Exception {
        var folder = Files.createDirectories(Path.of("target", "store-bench"));
        clear(folder);
        var settings = new Properties();
        settings.put("journal_mode", "WAL");
        settings.put("synchronous", "FULL");
        settings.put("busy_timeout", "5000");
        settings.put("foreign_keys", "true");
        settings.put("temp_store", "MEMORY");
        var source = new SQLiteDataSource(new SQLiteConfig(settings));
        source.setUrl("jdbc:sqlite:" + folder.resolve("parley.db"));
        Flyway.configure().dataSource(source).locations("db/sqlite").load().migrate();
        var bench = new StoreBench(source);
        try {
            bench.groupCommit();
            bench.expiry();
        } finally {
            bench.engine.close();
            bench.bare.close();
            clear(folder);
        }
    }

    private static void clear(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
    }

    private void groupCommit() throws Exception {
        var alone = new ArrayList<Double>();
        var together = new ArrayList<Double>();
        for (int round = 0; round <= ROUNDS; round++) {
            alone.add(rowsASecond(this::oneRowACommit));
            together.add(rowsASecond(this::manyWriters));
        }
        // The first round warms up.
        double one = median(alone.subList(1, alone.size()));
        double many = median(together.subList(1, together.size()));
        System.out.printf("%nrows stored a second, each caller waiting for its commit (synchronous=FULL)%n");
        System.out.printf("  one connection, one row a commit   %8.0f%n", one);
        System.out.printf("  %d callers of the engine           %8.0f   x %.1f%n", WRITERS, many, many / one);
    }

    private static double rowsASecond(Callable<Long> run) throws Exception {
        long began = System.nanoTime();
        return run.call() * 1e9 / (System.nanoTime() - began);
    }

    private long oneRowACommit() throws SQLException {
        long until = System.nanoTime() + ROUND;
        long rows = 0;
        try (var insert = bare.prepareStatement(ROW)) {
            for (; System.nanoTime() < until; rows++) {
                insert.setString(1, "t" + ids.incrementAndGet());
                insert.executeUpdate();
            }
        }
        return rows;
    }

    private long manyWriters() throws Exception {
        long until = System.nanoTime() + ROUND;
        Callable<Long> writer = () -> {
            long rows = 0;
            for (; System.nanoTime() < until; rows++) {
                engine.write(() -> sql.update(ROW, "t" + ids.incrementAndGet()));
            }
            return rows;
        };
        long rows = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(
                    IntStream.range(0, WRITERS).mapToObj(i -> writer).toList())) {
                rows += done.get();
            }
        }
        return rows;
    }

    private void expiry() throws SQLException {
        long began = System.nanoTime();
        execute("pragma cache_size = -400000");
        execute(FILL);
        execute("pragma cache_size = -2000");
        System.out.printf("%n%,d sessions, %,d due (filled in %.0f s)%n", SESSIONS, DUE, millis(began) / 1000);
        var statement = new Costs();
        var ours = new Costs();
        for (int round = 0; round <= ROUNDS; round++) {
            for (int i = 0; i < DUE / BATCH; i += 2) {
                statement.add(Thread.currentThread(), () -> execute(BARE_EXPIRY), round > 0);
                ours.add(writer, () -> sessions.expire(IDLE_SINCE, NOW, BATCH), round > 0);
            }
            if (round < ROUNDS) {
                execute("update chat_session set status = 'active' where status = 'ended'");
                execute("delete from session_event");
            }
        }
        var nothing = new ArrayList<Double>();
        for (int i = 0; i < 200; i++) {
            long before = System.nanoTime();
            sessions.expire(IDLE_SINCE, NOW, BATCH);
            nothing.add(millis(before));
        }
        System.out.printf("  bare UPDATE of %,d            %s%n", BATCH, statement);
        System.out.printf(
                "  expire(%,d) with its events   %s   x %.2f of the CPU, x %.2f of the time%n",
                BATCH, ours, median(ours.cpu) / median(statement.cpu), median(ours.wall) / median(statement.wall));
        System.out.printf("  expire with nothing due       %8.2f ms%n", median(nothing));
    }

    private interface Step {
        void run() throws SQLException;
    }

    /** Milliseconds of a step, by the clock and of the thread that does the work. */
    private static final class Costs {
        private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
        private final List<Double> wall = new ArrayList<>();
        private final List<Double> cpu = new ArrayList<>();

        void add(Thread worker, Step step, boolean counts) throws SQLException {
            long cpuBefore = THREADS.getThreadCpuTime(worker.threadId());
            long before = System.nanoTime();
            step.run();
            double took = millis(before);
            if (counts) {
                wall.add(took);
                cpu.add((THREADS.getThreadCpuTime(worker.threadId()) - cpuBefore) / 1e6);
            }
        }

        @Override
        public String toString() {
            return "%8.2f ms, CPU %6.2f ms".formatted(median(wall), median(cpu));
        }
    }

    private void execute(String statement) throws SQLException {
        try (var plain = bare.createStatement()) {
            plain.execute(statement);
        }
    }

    private static double millis(long since) {
        return (System.nanoTime() - since) / 1e6;
    }

    private static double median(List<Double> figures) {
        return figures.stream().sorted().skip(figures.size() / 2).findFirst().orElseThrow();
    }
}
