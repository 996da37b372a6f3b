package dev.parley.store;

import dev.parley.channel.ChannelType;
import dev.parley.channel.CommunicationChannel;
import dev.parley.channel.Notice;
import dev.parley.core.Ids;
import dev.parley.testing.TestClock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** An outbox, and how tests put something into it. */
abstract class WithOutbox extends WithDatabase {

    private static final Optional<String> TRACE =
            Optional.of("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01");
    static final Duration LEASE = Duration.ofSeconds(40);

    final TestClock clock = TestClock.at(Samples.START.toString());
    final Ids ids = new Ids(clock);
    final OutboxRows outbox;
    final NoticeRows notices;

    WithOutbox(Database database) {
        super(database);
        this.outbox = new OutboxRows(database.sql(), database.engine());
        this.notices = new NoticeRows(database.sql());
    }

    CommunicationChannel mailbox(String user, int retries) {
        return new CommunicationChannel(
                user,
                ChannelType.EMAIL,
                user + "@example.com",
                1,
                retries,
                Duration.ofMinutes(5),
                true,
                Optional.of(clock.instant()));
    }

    Notice add(String request, Duration after) {
        return add(request, after, 3);
    }

    Notice add(String request, Duration after, int retries) {
        var notice = Notice.question(
                ids.next(),
                new Notice.Subject("session", request, TRACE),
                mailbox("ann", retries),
                after,
                clock.instant());
        database.engine().write(() -> outbox.add(List.of(notice)));
        return notice;
    }
}
