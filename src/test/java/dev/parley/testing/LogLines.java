package dev.parley.testing;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;

/** What the program writes into its log, at every level. */
public final class LogLines extends Handler implements AutoCloseable {

    private final Logger root = Logger.getLogger("");
    private final Logger own = Logger.getLogger("dev.parley");
    private final List<String> lines = new CopyOnWriteArrayList<>();

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

    @Override
    public void publish(LogRecord entry) {
        var line = new StringBuilder(ExtLogRecord.wrap(entry).getFormattedMessage());
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
