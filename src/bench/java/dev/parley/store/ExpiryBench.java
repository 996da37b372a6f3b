package dev.parley.store;

import static dev.parley.store.StoreBench.median;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What it costs to end idle sessions and to write their last events, beside the bare statement that ends them. */
final class ExpiryBench {

    private static final int ROUNDS = 6;
    private static final int SESSIONS = 1_000_000;
    private static final int DUE = 10_000;
    private static final int BATCH = 1_000;
    private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");
    private static final Instant IDLE_SINCE = NOW.minusSeconds(86_400);


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

    private final Connection bare;
    private final SessionRows sessions;
    private final Thread writer;

    ExpiryBench(SqliteEngine engine, Connection bare) {
        this.bare = bare;
        sessions = new SessionRows(new Sql(engine), engine);
        writer = engine.write(Thread::currentThread);
    }

    void run() throws SQLException {
        long began = System.nanoTime();
        execute("pragma cache_size = -400000");
        execute(FILL);
        execute("pragma cache_size = -2000");
        System.out.printf("%n%,d sessions, %,d due (filled in %.0f s)%n", SESSIONS, DUE, millis(began) / 1000);
        var statement = new Costs();
        var ours = new Costs();
        for (int round = 0; round < ROUNDS; round++) {
            for (int i = 0; i < DUE / BATCH; i += 2) {
                statement.add(Thread.currentThread(), () -> execute(BARE_EXPIRY), round > 0);
                ours.add(writer, () -> sessions.expire(IDLE_SINCE, NOW, BATCH), round > 0);
            }
            if (round < ROUNDS - 1) {
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

}
