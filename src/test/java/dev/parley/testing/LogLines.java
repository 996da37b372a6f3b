package dev.parley.testing;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.IntStream;
import org.jboss.logmanager.ExtLogRecord;

/** What the program writes into its log, at every level. */
public final class LogLines extends Handler implements AutoCloseable {

    private final Logger root = Logger.getLogger("");
    private final Logger own = Logger.getLogger("dev.parley");
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<Map<String, String>> contexts = new CopyOnWriteArrayList<>();

    private LogLines() {}

    /** Listens until it is closed. */
    public static LogLines listen() {
        var listener = new LogLines();
        listener.own.setLevel(Level.ALL);
        listener.setLevel(Level.ALL);
        listener.root.addHandler(listener);
        return listener;
    }

    public List<String> lines() {
        return List.copyOf(lines);
    }

    /** What each line says beside its words. */
    public List<Map<String, String>> contexts() {
        return List.copyOf(contexts);
    }

    /** What lines that begin so say beside their words. */
    public List<Map<String, String>> contextsOf(String beginning) {
        return IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).startsWith(beginning))
                .mapToObj(contexts::get)
                .toList();
    }

    @Override
    public synchronized void publish(LogRecord entry) {
        var extended = ExtLogRecord.wrap(entry);
        extended.copyMdc();
        contexts.add(extended.getMdcCopy());
        var line = new StringBuilder(extended.getFormattedMessage());
        for (var cause = entry.getThrown(); cause != null; cause = cause.getCause()) {
            line.append(' ').append(cause);
        }
        lines.add(line.toString());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        root.removeHandler(this);
        own.setLevel(null);
    }
}
