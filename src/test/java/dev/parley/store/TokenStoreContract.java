package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.identity.TokenStore.Family;
import dev.parley.identity.TokenStore.Stored;
import dev.parley.testing.Race;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

abstract class TokenStoreContract extends WithDatabase {

    private static final Instant NOW = Samples.START;
    private static final Instant END = NOW.plus(Duration.ofDays(30));
    private final TokenRows rows;
    private Family family;
    private String first;

    TokenStoreContract(Database database) {
        super(database);
        this.rows = new TokenRows(database.sql());
    }

    @BeforeEach
    void aFamilyWithItsFirstToken() {
        family = new Family(UUID.randomUUID().toString(), "ann");
        first = UUID.randomUUID().toString();
        database.engine().write(() -> rows.open(family, new Stored(first, END), NOW));
    }

    private Optional<Family> spend(String hash, String successor, Instant now) {
        return database.engine().write(() -> rows.spend(hash, new Stored(successor, END), "sealed " + successor, now));
    }

    @Test
    void aTokenIsSpentOnceAndItsSuccessorAfterIt() {
        var second = first + "-2";

        assertThat(spend(first, second, NOW)).contains(family);
        assertThat(spend(first, first + "-3", NOW)).isEmpty();
        assertThat(spend(second, first + "-4", NOW)).contains(family);
    }

    @Test
    void ofAHundredWhoSpendATokenAtOnceOneSucceeds() throws Exception {
        var spent = Race.of(100, () -> spend(first, UUID.randomUUID().toString(), NOW));

        assertThat(spent).filteredOn(Optional::isPresent).hasSize(1);
    }

    @Test
    void anUnknownAnExpiredAndARevokedTokenAreNotSpent() {
        assertThat(spend("unknown", "a", NOW)).isEmpty();
        assertThat(spend(first, "b", END)).isEmpty();
        assertThat(rows.revoke(family.familyId(), NOW)).isTrue();
        assertThat(spend(first, "c", NOW)).isEmpty();
    }

    @Test
    void theSuccessorIsHandedOutAgainOnlyWhileItIsUnused() {
        var second = first + "-2";
        assertThat(rows.find(first).orElseThrow().spentAt()).isEmpty();

        spend(first, second, NOW);
        var presented = rows.find(first).orElseThrow();
        assertThat(presented.family()).isEqualTo(family);
        assertThat(presented.spentAt()).contains(NOW);
        assertThat(presented.retry()).contains("sealed " + second);

        spend(second, first + "-3", NOW);
        assertThat(rows.find(first).orElseThrow().retry()).isEmpty();
        assertThat(rows.find("unknown")).isEmpty();
    }

    @Test
    void aFamilyIsRevokedOnceAndListedSinceThen() {
        assertThat(rows.revoke(family.familyId(), NOW)).isTrue();
        assertThat(rows.revoke(family.familyId(), NOW.plusSeconds(5))).isFalse();

        assertThat(rows.find(first).orElseThrow().revoked()).isTrue();
        assertThat(rows.revokedSince(NOW)).contains(family.familyId());
        assertThat(rows.revokedSince(NOW.plusMillis(1))).doesNotContain(family.familyId());
    }

    @Test
    void sweepingRemovesWhatHasExpiredAndItsEmptyFamily() {
        var young = first + "-young";
        database.engine().write(() -> rows.spend(first, new Stored(young, END.plusSeconds(1)), "sealed", NOW));

        database.engine().write(() -> rows.sweep(END, NOW));
        assertThat(rows.find(first)).isEmpty();
        assertThat(rows.find(young)).isPresent();

        assertThat(database.engine().write(() -> rows.sweep(END.plusSeconds(1), NOW)))
                .isEqualTo(1);
        assertThat(rows.revoke(family.familyId(), NOW)).isFalse();
    }

    @Test
    void sweepingForgetsSealedSuccessorsAfterTheGrace() {
        spend(first, first + "-2", NOW);

        database.engine().write(() -> rows.sweep(NOW, NOW));
        assertThat(rows.find(first).orElseThrow().retry()).isPresent();

        database.engine().write(() -> rows.sweep(NOW, NOW.plusMillis(1)));
        assertThat(rows.find(first).orElseThrow().retry()).isEmpty();
    }
}
