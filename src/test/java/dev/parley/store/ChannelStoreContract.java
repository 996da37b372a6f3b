package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.channel.ChannelType;
import dev.parley.channel.CommunicationChannel;
import dev.parley.testing.Race;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;

/** What {@link dev.parley.channel.ChannelStore} promises. */
abstract class ChannelStoreContract extends WithDatabase {

    private final ChannelRows channels;

    ChannelStoreContract(Database database) {
        super(database);
        this.channels = new ChannelRows(database.sql(), database.engine());
    }

    private static CommunicationChannel mailbox(String address, int priority, Optional<Instant> verified) {
        return new CommunicationChannel(
                "ann", ChannelType.EMAIL, address, priority, 3, Duration.ofMinutes(5), true, verified);
    }

    private void replace(CommunicationChannel... wanted) {
        database.engine().write(() -> {
            channels.hold("ann");
            channels.replace("ann", List.of(wanted));
        });
    }

    @Test
    void keepsThemByPriorityConfirmedOrNot() {
        var last = mailbox("last@example.com", 3, Optional.empty());
        var first = mailbox("first@example.com", 1, Optional.of(Samples.START));
        replace(last, first);
        assertThat(channels.of("ann")).containsExactly(first, last);
        replace(last);
        assertThat(channels.of("ann")).containsExactly(last);
        assertThat(channels.of("bob")).isEmpty();
    }

    @Test
    void anAddressIsConfirmedOnce() {
        replace(mailbox("ann@example.com", 1, Optional.empty()));
        channels.verify("ann", ChannelType.EMAIL, "ann@example.com", Samples.START);
        channels.verify("ann", ChannelType.EMAIL, "ann@example.com", Samples.START.plusSeconds(9));
        assertThat(channels.of("ann")).containsExactly(mailbox("ann@example.com", 1, Optional.of(Samples.START)));
    }

    @Test
    void ofSeveralPutAtTheSameTimeOneStandsWhole() throws Exception {
        for (int round = 0; round < 10; round++) {
            Race.of(6, i -> {
                replace(
                        mailbox("shared@example.com", 1, Optional.empty()),
                        mailbox("own" + i + "@example.com", 2, Optional.empty()));
                return i;
            });
            assertThat(channels.of("ann")).hasSize(2);
        }
    }

    @Test
    void whatIsConfirmedWhileItIsPutStaysConfirmed() throws Exception {
        for (int round = 0; round < 20; round++) {
            replace(mailbox("ann@example.com", 1, Optional.empty()));
            Race.of(List.<Callable<Object>>of(
                    () -> {
                        database.engine()
                                .write(() ->
                                        channels.verify("ann", ChannelType.EMAIL, "ann@example.com", Samples.START));
                        return "confirmed";
                    },
                    () -> {
                        database.engine().write(() -> {
                            channels.hold("ann");
                            var known = channels.of("ann").getFirst();
                            channels.replace("ann", List.of(mailbox(known.address(), 2, known.verifiedAt())));
                        });
                        return "put";
                    }));
            assertThat(channels.of("ann")).containsExactly(mailbox("ann@example.com", 2, Optional.of(Samples.START)));
        }
    }
}
