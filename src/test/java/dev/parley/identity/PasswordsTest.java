package dev.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.ErrorCode;
import dev.parley.core.ParleyException;
import dev.parley.testing.Race;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PasswordsTest {

    private final Passwords passwords = new Passwords();

    @AfterEach
    void close() {
        passwords.close();
    }

    @Test
    void aHashIsArgon2idWithItsParametersAndASaltOfItsOwn() {
        var hash = passwords.hash("correct horse");

        assertThat(hash).startsWith("$argon2id$v=19$m=19456,t=2,p=1$").isNotEqualTo(passwords.hash("correct horse"));
        assertThat(passwords.matches("correct horse", Optional.of(hash))).isTrue();
        assertThat(passwords.matches("correct horsf", Optional.of(hash))).isFalse();
        assertThat(passwords.matches("correct horse", Optional.empty())).isFalse();
    }

    @Test
    void everyCharacterOfALongPasswordCounts() {
        var hash = Optional.of(passwords.hash("é".repeat(128)));

        assertThat(passwords.matches("é".repeat(72) + "e" + "é".repeat(55), hash))
                .isFalse();
        assertThat(passwords.matches("é".repeat(127) + "e", hash)).isFalse();
        assertThat(passwords.matches("é".repeat(128), hash)).isTrue();
    }

    @Test
    void aFloodIsRefusedAndEverybodyElseIsServed() throws Exception {
        var outcomes = Race.of(200, () -> {
            try {
                return passwords.hash("correct horse").substring(0, 9);
            } catch (ParleyException e) {
                assertThat(e.retryAfter()).contains(Duration.ofSeconds(1));
                return e.code().wire();
            }
        });

        assertThat(outcomes).contains("$argon2id", ErrorCode.RATE_LIMITED.wire());
        assertThat(outcomes).containsOnly("$argon2id", ErrorCode.RATE_LIMITED.wire());
        assertThat(passwords.hash("after the flood")).startsWith("$argon2id");
    }
}
