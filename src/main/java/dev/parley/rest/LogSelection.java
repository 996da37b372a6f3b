package dev.parley.rest;

import dev.parley.conversation.Listener.Frame;

/** The durable events of a session after a number, each once, to the session's end. */
final class LogSelection implements EventStream.Selection {

    private long seen;

    LogSelection(long afterSeq) {
        this.seen = afterSeq;
    }

    @Override
    public boolean wants(Frame frame) {
        // The running answer's stream_start is shown to every newcomer, who may have it.
        boolean wanted = frame.seq().filter(seq -> seq > seen).isPresent();
        if (wanted) {
            seen = frame.seq().orElseThrow();
        }
        return wanted;
    }

    @Override
    public boolean endsWith(Frame frame) {
        return frame.type().equals("session_ended");
    }
}
