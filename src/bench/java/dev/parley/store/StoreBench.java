package dev.parley.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
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
 * What SQLite's one writer gains by committing several callers' work at once, and what {@link ExpiryBench} finds. Both sides
 * of a comparison use one file and take turns.
 */
public final class StoreBench {

    private static final int WRITERS = 32;
    private static final int ROUNDS = 5;
    private static final long ROUND = TimeUnit.SECONDS.toNanos(2);
    private static final String ROW = "insert into ticket values (?, '', '', null, 0, 0)";

    private final AtomicLong ids = new AtomicLong();
    private final Connection bare;
    private final SqliteEngine engine;
    private final Sql sql;

    private StoreBench(DataSource source) throws SQLException {
        bare = source.getConnection();
        engine = new SqliteEngine(source);
        sql = new Sql(engine);
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
            new ExpiryBench(bench.engine, bench.bare).run();
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

    static double median(List<Double> figures) {
        return figures.stream().sorted().skip(figures.size() / 2).findFirst().orElseThrow();
    }
}
