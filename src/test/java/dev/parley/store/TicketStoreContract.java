package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.identity.Caller;
import dev.parley.testing.Race;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

abstract class TicketStoreContract extends WithDatabase {

    private static final Instant NOW = Samples.START;
    private static final Caller ANN =
            new Caller("ann", Set.of("user", "a role"), Optional.of("family"), NOW.plusSeconds(900));
    private static final Caller GUEST = new Caller("guest", Set.of(), Optional.empty(), NOW.plusSeconds(900));

    private final TicketRows rows;

    TicketStoreContract(Database database) {
        super(database);
        this.rows = new TicketRows(database.sql());
    }

    @Test
    void aTicketIsTakenOnce() {
        rows.put("one", ANN, NOW.plusSeconds(30));
        rows.put("two", GUEST, NOW.plusSeconds(30));

        assertThat(rows.take("one", NOW)).contains(ANN);
        assertThat(rows.take("one", NOW)).isEmpty();
        assertThat(rows.take("two", NOW)).contains(GUEST);
        assertThat(rows.take("unknown", NOW)).isEmpty();
    }

    @Test
    void ofManyWhoTakeATicketAtOnceOneGetsIt() throws Exception {
        rows.put("raced", ANN, NOW.plusSeconds(30));

        assertThat(Race.of(50, () -> rows.take("raced", NOW)))
                .filteredOn(Optional::isPresent)
                .hasSize(1);
    }

    @Test
    void anExpiredTicketIsWorthNothingAndSweptAway() {
        rows.put("old", ANN, NOW.minusSeconds(60));

        assertThat(rows.take("old", NOW.minusSeconds(60))).isEmpty();
        assertThat(rows.sweep(NOW.minusSeconds(60))).isEqualTo(1);
    }
}
