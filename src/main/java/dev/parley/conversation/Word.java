package dev.parley.conversation;

import dev.parley.session.SessionEvent;
import java.util.Optional;

/** What one replica tells the others about a session. All of it may get lost: what must not be is in the store. */
public sealed interface Word {

    /** What those hear who follow the session here. */
    sealed interface OfRoom extends Word {}

    /** An event that has been told here. */
    record Happened(SessionEvent event) implements OfRoom {}

    /** What no log holds and all who follow are told. */
    record Aside(String type, String text) implements OfRoom {}

    /** A running answer grew: the text that stands at a place of it, in UTF-16 units. */
    record Grew(String answerId, int from, String text) implements OfRoom {}

    /** A replica begins to follow, or lost the thread: whoever runs an answer says how far it is. */
    record Joined() implements OfRoom {}

    /**
     * How far the running answer is, if it has begun.
     *
     * @param opened its {@code stream_start}; empty while there is none
     * @param index of the last chunk that was shown, -1 before the first
     */
    record Standing(Optional<SessionEvent> opened, int index, String soFar) implements OfRoom {}

    /** What runs is to end. */
    record Stop(String answerId, String finish) implements Word {}

    /** A turn was taken out of the line. */
    record Removed(String turnId) implements Word {}

    /** The line moves on, and its first turn belongs to that replica. */
    record Next(String replica) implements Word {}
}
