package dev.parley.channel;

import dev.parley.core.ErrorCode;
import dev.parley.core.FieldError;
import dev.parley.core.Ids;
import dev.parley.core.ParleyException;
import dev.parley.core.Transactions;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The channels of people. An address is used only after whoever reads it has confirmed it. */
@ApplicationScoped
public class Channels {

    private static final int MOST = 10;
    /** Strangers can be written to by a wrong address only so often. */
    private static final int CONFIRMATIONS = 5;

    private static final Duration CONFIRMATIONS_WITHIN = Duration.ofHours(1);
    private static final int CONFIRMATION_RETRIES = 5;

    private final ChannelStore store;
    private final Outbox outbox;
    private final Notices notices;
    private final Transactions transactions;
    private final Ids ids;
    private final Clock clock;

    Channels(ChannelStore store, Outbox outbox, Notices notices, Transactions transactions, Ids ids, Clock clock) {
        this.store = store;
        this.outbox = outbox;
        this.notices = notices;
        this.transactions = transactions;
        this.ids = ids;
        this.clock = clock;
    }

    public List<CommunicationChannel> of(String userId) {
        return store.of(userId);
    }

    /** Those a question may go to, by priority. */
    public List<CommunicationChannel> usable(String userId) {
        return store.of(userId).stream().filter(CommunicationChannel::usable).toList();
    }

    /**
     * Puts these in place of all that the user had. What was confirmed stays so; a new address is asked to confirm, unless
     * too many were within the hour: then by {@link #askAgain}, later.
     *
     * @return what is stored now
     * @throws ParleyException {@code invalid_message} with every fault
     */
    public List<CommunicationChannel> put(String userId, List<CommunicationChannel> wanted) {
        var faults = faults(wanted);
        if (!faults.isEmpty()) {
            throw ParleyException.invalid(faults);
        }
        return transactions.write(() -> {
            store.hold(userId);
            var known = store.of(userId);
            var next = wanted.stream()
                    .map(channel -> channel.verified(known.stream()
                            .filter(channel::sameAddress)
                            .findFirst()
                            .flatMap(CommunicationChannel::verifiedAt)))
                    .toList();
            store.replace(userId, next);
            outbox.add(next.stream()
                    .filter(channel -> known.stream().noneMatch(channel::sameAddress))
                    .filter(channel -> !askedEnough(channel))
                    .limit(Math.max(0, CONFIRMATIONS - notices.confirmationsSince(userId, lately())))
                    .map(this::confirmation)
                    .toList());
            return store.of(userId);
        });
    }

    /** Asks the address once more to confirm, if it has not. */
    public void askAgain(String userId, ChannelType type, String address) {
        transactions.write(() -> {
            store.hold(userId);
            var unconfirmed = store.of(userId).stream()
                    .filter(channel ->
                            channel.type() == type && channel.address().equals(address))
                    .filter(channel -> channel.verifiedAt().isEmpty())
                    .toList();
            refuseFlood(unconfirmed.stream().anyMatch(this::askedEnough));
            outbox.add(unconfirmed.stream().map(this::confirmation).toList());
            refuseFlood(notices.confirmationsSince(userId, lately()) > CONFIRMATIONS);
        });
    }

    /** Whether a user has confirmed an address. */
    public boolean confirmed(String userId, ChannelType type, String address) {
        return store.of(userId).stream()
                .anyMatch(channel -> channel.type() == type
                        && channel.address().equalsIgnoreCase(address)
                        && channel.verifiedAt().isPresent());
    }

    /** Whether a notice still goes where the user wants to be reached. */
    public boolean wants(Notice notice) {
        return channel(notice).filter(CommunicationChannel::usable).isPresent();
    }

    /** Whether a notice still goes to a confirmed address of the user's; whoever reads another no longer speaks for them. */
    public boolean reaches(Notice notice) {
        return confirmed(notice.userId(), notice.channel(), notice.address());
    }

    /** The channel that a request to confirm is about, while it has not been confirmed. */
    public Optional<CommunicationChannel> unconfirmed(Notice request) {
        return channel(request).filter(channel -> channel.verifiedAt().isEmpty());
    }

    /** The reader of a request to confirm does so; answers whether the address is still one of the user's. */
    public boolean confirm(Notice request) {
        return transactions.write(() -> {
            store.verify(request.userId(), request.channel(), request.address(), clock.instant());
            return channel(request).isPresent();
        });
    }

    private Optional<CommunicationChannel> channel(Notice request) {
        return store.of(request.userId()).stream()
                .filter(channel ->
                        channel.type() == request.channel() && channel.address().equals(request.address()))
                .findFirst();
    }

    private Notice confirmation(CommunicationChannel channel) {
        return Notice.confirmation(ids.next(), channel.userId(), channel.type(), channel.address(), clock.instant())
                .retrying(CONFIRMATION_RETRIES);
    }

    /** Whoever has many accounts may name the same stranger in each. */
    private boolean askedEnough(CommunicationChannel channel) {
        return notices.confirmationsTo(channel.address(), lately()) >= CONFIRMATIONS;
    }

    private Instant lately() {
        return clock.instant().minus(CONFIRMATIONS_WITHIN);
    }

    private static void refuseFlood(boolean tooMany) {
        if (tooMany) {
            throw new ParleyException(
                            ErrorCode.RATE_LIMITED,
                            "At most " + CONFIRMATIONS + " requests to confirm an address are made in an hour.")
                    .with(Map.of("level", "user"))
                    .retryAfter(CONFIRMATIONS_WITHIN);
        }
    }

    private static List<FieldError> faults(List<CommunicationChannel> wanted) {
        var faults = new ArrayList<FieldError>();
        if (wanted.size() > MOST) {
            faults.add(new FieldError("items", "must be at most " + MOST));
        }
        var seen = new HashSet<String>();
        for (int i = 0; i < wanted.size(); i++) {
            var channel = wanted.get(i);
            if (!channel.type().fits(channel.address())) {
                faults.add(new FieldError("items[" + i + "].address", rule(channel.type())));
            } else if (!seen.add(channel.type() + channel.address().toLowerCase(Locale.ROOT))) {
                faults.add(new FieldError("items[" + i + "].address", "must not be given twice"));
            }
        }
        return faults;
    }

    private static String rule(ChannelType type) {
        return switch (type) {
            case EMAIL -> "must be an e-mail address";
            case SLACK -> "must be the id of a Slack member, such as U012AB3CD";
        };
    }
}
