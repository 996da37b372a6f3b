package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.identity.Account;
import dev.parley.testing.Race;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

abstract class AccountStoreContract extends WithDatabase {

    private final AccountRows rows;

    AccountStoreContract(Database database) {
        super(database);
        this.rows = new AccountRows(database.sql(), database.engine());
    }

    private Account account(String email) {
        return new Account(
                UUID.randomUUID().toString(),
                email,
                "Ann",
                "$argon2id$",
                Set.of("user", "admin"),
                Samples.START,
                false);
    }

    @Test
    void anAccountIsFoundByAddressAndById() {
        var ann = account("ann@example.com");

        assertThat(rows.create(ann)).isTrue();

        assertThat(rows.byEmail("ann@example.com")).contains(ann);
        assertThat(rows.find(ann.userId())).contains(ann);
        assertThat(database.engine().write(() -> rows.held(ann.userId()))).contains(ann);
        assertThat(rows.byEmail("bob@example.com")).isEmpty();
        assertThat(rows.find("nobody")).isEmpty();
    }

    @Test
    void ofManyWhoRegisterTheSameAddressAtOnceOneGetsIt() throws Exception {
        var stored = Race.of(30, () -> rows.create(account("same@example.com")));

        assertThat(stored).containsOnlyOnce(true);
    }
}
