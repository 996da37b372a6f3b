package dev.parley.conversation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** Remembers what a room told it. */
final class Ear implements Listener {

    final List<Frame> frames = Collections.synchronizedList(new ArrayList<>());
    boolean cut;

    @Override
    public void send(Frame frame) {
        frames.add(frame);
    }

    @Override
    public void sendPatiently(Frame frame) {
        frames.add(frame);
    }

    @Override
    public void cutOff() {
        cut = true;
    }

    List<String> types() {
        return frames.stream().map(Frame::type).toList();
    }

    List<Long> seqs() {
        return frames.stream().flatMap(frame -> frame.seq().stream()).toList();
    }

    /** What the chunks add up to. */
    String text() {
        return frames.stream()
                .filter(frame -> frame.type().equals("stream_chunk"))
                .map(frame -> frame.text().replaceAll(".*\"content\":\"([^\"]*)\".*", "$1"))
                .collect(Collectors.joining());
    }
}
