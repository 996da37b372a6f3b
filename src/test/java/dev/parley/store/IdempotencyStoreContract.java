package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.IdempotencyStore.Answer;
import dev.parley.core.IdempotencyStore.Claim;
import dev.parley.core.IdempotencyStore.Key;
import dev.parley.testing.Race;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class IdempotencyStoreContract extends WithDatabase {

    private static final Instant NOW = Samples.START;
    private static final Answer ANSWER = new Answer(201, "application/json", "{}");
    private final IdempotencyRows rows;
    private Key key;

    IdempotencyStoreContract(Database database) {
        super(database);
        this.rows = new IdempotencyRows(database.sql());
    }

    @BeforeEach
    void aNewKey() {
        key = new Key("ann /api/things", UUID.randomUUID().toString());
    }

    @Test
    void theFirstClaimWinsAndLaterOnesGetItsAnswer() {
        assertThat(rows.claim(key, "body", NOW)).isEqualTo(new Claim.Mine());
        assertThat(rows.claim(key, "body", NOW)).isEqualTo(new Claim.InFlight());

        rows.complete(key, ANSWER);

        assertThat(rows.claim(key, "body", NOW)).isEqualTo(new Claim.Answered(ANSWER));
        assertThat(rows.claim(key, "other", NOW)).isEqualTo(new Claim.OtherBody());
        assertThat(rows.claim(new Key("bob /api/things", key.name()), "other", NOW))
                .isEqualTo(new Claim.Mine());
    }

    @Test
    void ofManyClaimsAtOnceOneWins() throws Exception {
        var claims = Race.of(50, () -> rows.claim(key, "body", NOW));

        assertThat(claims).containsOnlyOnce(new Claim.Mine());
        assertThat(claims).filteredOn(new Claim.InFlight()::equals).hasSize(49);
    }

    @Test
    void aReleasedKeyIsFreeForAnyBody() {
        rows.claim(key, "body", NOW);
        rows.release(key);

        assertThat(rows.claim(key, "other", NOW)).isEqualTo(new Claim.Mine());
    }

    @Test
    void aClaimWhoseOwnerDiedIsGivenAwayAfterAMinute() {
        rows.claim(key, "body", NOW);

        assertThat(rows.claim(key, "body", NOW.plusMillis(59_999))).isEqualTo(new Claim.InFlight());
        assertThat(rows.claim(key, "body", NOW.plusSeconds(60))).isEqualTo(new Claim.Mine());
    }

    @Test
    void anAnswerIsForgottenAfterADay() {
        rows.claim(key, "body", NOW);
        rows.complete(key, ANSWER);
        var day = NOW.plus(Duration.ofDays(1));

        assertThat(rows.claim(key, "body", day.minusMillis(1))).isEqualTo(new Claim.Answered(ANSWER));
        assertThat(rows.claim(key, "new", day)).isEqualTo(new Claim.Mine());
        rows.sweep(day.plus(Duration.ofDays(1)));
        assertThat(rows.claim(key, "other", day)).isEqualTo(new Claim.Mine());
    }
}
