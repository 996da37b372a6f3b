package dev.parley.agent;

import java.util.Arrays;

/** Splits a stream of server-sent events (WHATWG HTML, 9.2) into their data, wherever the network cut the bytes. */
final class EventStream {

    /** Hears the data of one event: a part of the bytes, valid during the call. */
    @FunctionalInterface
    interface Sink {
        void data(byte[] bytes, int from, int to);
    }

    private static final int LONGEST_EVENT = 1 << 20;
    private static final byte[] NOTHING = {};
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final byte[] END = {'\n', '\n'};
    private static final byte[] DATA = {'d', 'a', 't', 'a', ':'};

    private final Sink sink;
    private byte[] unfinished = NOTHING;
    private boolean first = true;

    EventStream(Sink sink) {
        this.sink = sink;
    }

    void feed(byte[] more) {
        byte[] bytes = unfinished.length == 0 ? more : joined(unfinished, 0, unfinished.length, more, 0, more.length);
        int event = 0;
        int line = first && starts(bytes, 0, bytes.length, BYTE_ORDER_MARK) ? BYTE_ORDER_MARK.length : 0;
        byte[] data = bytes;
        int from = -1;
        int to = -1;
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] != '\n' && bytes[at] != '\r') {
                continue;
            }
            int end = at;
            if (bytes[at] == '\r') {
                if (at + 1 == bytes.length) {
                    break; // a line feed may follow
                }
                at += bytes[at + 1] == '\n' ? 1 : 0;
            }
            if (end == line) {
                if (from >= 0 && from < to) { // some send empty data to keep the connection
                    sink.data(data, from, to);
                }
                data = bytes;
                from = -1;
                event = at + 1;
            } else if (starts(bytes, line, end, DATA)) {
                int value = line + DATA.length;
                value += value < end && bytes[value] == ' ' ? 1 : 0;
                if (from < 0) {
                    from = value;
                    to = end;
                } else { // the data of one event may take several lines
                    byte[] before = joined(data, from, to, END, 0, 1);
                    data = joined(before, 0, before.length, bytes, value, end);
                    from = 0;
                    to = data.length;
                }
            }
            line = at + 1;
        }
        first = first && event == 0; // an event is kept until its end, and a mark with it
        unfinished = event == bytes.length ? NOTHING : Arrays.copyOfRange(bytes, event, bytes.length);
        if (unfinished.length > LONGEST_EVENT) {
            throw AgentFailure.unavailable("The model sent an event that does not end.");
        }
    }

    /** The stream is over: some servers leave out the blank line after the last event. */
    void end() {
        if (unfinished.length > 0) {
            feed(END);
        }
    }

    private static boolean starts(byte[] bytes, int from, int to, byte[] with) {
        return Arrays.equals(bytes, from, Math.min(from + with.length, to), with, 0, with.length);
    }

    private static byte[] joined(byte[] first, int firstFrom, int firstTo, byte[] second, int from, int to) {
        byte[] both = Arrays.copyOf(Arrays.copyOfRange(first, firstFrom, firstTo), firstTo - firstFrom + to - from);
        System.arraycopy(second, from, both, firstTo - firstFrom, to - from);
        return both;
    }
}
