package dev.parley.channel;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * Something that one person is to be told on one channel: a row of the outbox. What it says is asked for when it is sent.
 *
 * @param userId whom it is for
 * @param about empty for what concerns the person alone
 * @param retryLimit tries after the first
 * @param attempt how often it was taken out to be sent, this time included; the number is also what a try is known by
 * @param reference how the channel knows the card, once it was sent; of a closing the card to change, of an answer the
 *     thread
 * @param dueAt when it is to be tried next; while a try is under way, when that one is given up for lost
 */
public record Notice(
        String noticeId,
        Kind kind,
        String userId,
        Optional<Subject> about,
        ChannelType channel,
        String address,
        int retryLimit,
        int attempt,
        Instant dueAt,
        Optional<String> reference,
        Instant createdAt) {

    /** What it is for. */
    public enum Kind {
        /** A question of the agent's. */
        QUESTION,
        /** The same question once more, to somebody who has not answered. */
        REMINDER,
        /** Tells a card that was sent before what became of its question, where the channel lets cards be changed. */
        CLOSING,
        /** Asks whoever reads an address whether it is theirs. */
        CONFIRMATION,
        /** What the agent says to somebody who spoke to it from there. */
        ANSWER;

        /** Whether its reader can answer. */
        public boolean asks() {
            return switch (this) {
                case QUESTION, REMINDER -> true;
                case CLOSING, CONFIRMATION, ANSWER -> false;
            };
        }

        public String wire() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What a notice is about.
     *
     * @param id of the question; of the message, where that is an answer of the agent's
     * @param trace what brought it about, as {@link dev.parley.core.Trace#current} writes it down
     */
    public record Subject(String sessionId, String id, Optional<String> trace) {}

    /** Asks whoever reads an address whether it is theirs. */
    public static Notice confirmation(String id, String userId, ChannelType channel, String address, Instant now) {
        return new Notice(
                id, Kind.CONFIRMATION, userId, Optional.empty(), channel, address, 0, 0, now, Optional.empty(), now);
    }

    /** A question to somebody on one of their channels, to be sent after a while. */
    public static Notice question(String id, Subject about, CommunicationChannel channel, Duration after, Instant now) {
        return asking(Kind.QUESTION, id, about, channel, after, now);
    }

    /** The same question once more. */
    public static Notice reminder(String id, Subject about, CommunicationChannel channel, Duration after, Instant now) {
        return asking(Kind.REMINDER, id, about, channel, after, now);
    }

    private static Notice asking(
            Kind kind, String id, Subject about, CommunicationChannel channel, Duration after, Instant now) {
        return new Notice(
                id,
                kind,
                channel.userId(),
                Optional.of(about),
                channel.type(),
                channel.address(),
                channel.retryLimit(),
                0,
                now.plus(after),
                Optional.empty(),
                now);
    }

    /** Changes the card of a question that was sent. */
    public static Notice closing(String id, Notice sent, Instant now) {
        return sent.followedBy(id, Kind.CLOSING, sent.about, now);
    }

    /** What the agent says, to be sent where something was sent before, and in its thread. */
    public static Notice answer(String id, Subject about, Notice before, Instant now) {
        return before.followedBy(id, Kind.ANSWER, Optional.of(about), now);
    }

    private Notice followedBy(String id, Kind next, Optional<Subject> subject, Instant now) {
        return new Notice(id, next, userId, subject, channel, address, retryLimit, 0, now, reference, now);
    }

    /** The same, known by its channel as this. */
    public Notice sentAs(String name) {
        return new Notice(
                noticeId,
                kind,
                userId,
                about,
                channel,
                address,
                retryLimit,
                attempt,
                dueAt,
                Optional.of(name),
                createdAt);
    }

    Notice retrying(int limit) {
        return new Notice(noticeId, kind, userId, about, channel, address, limit, attempt, dueAt, reference, createdAt);
    }

    boolean lastAttempt() {
        return attempt > retryLimit;
    }
}
