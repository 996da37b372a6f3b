package dev.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class SecretsTest {

    private final Secrets secrets = new Secrets();

    @Test
    void aTokenHas256RandomBits() {
        assertThat(secrets.next()).hasSize(43).isNotEqualTo(secrets.next());
    }

    @Test
    void onlyTheTokenOpensWhatWasSealedWithIt() {
        var token = secrets.next();
        var sealed = secrets.seal("successor", token);

        assertThat(Secrets.open(sealed, token)).isEqualTo("successor");
        assertThat(sealed).doesNotContain("successor").isNotEqualTo(secrets.seal("successor", token));
        assertThatThrownBy(() -> Secrets.open(sealed, secrets.next())).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Secrets.open(sealed, Secrets.hash(token))).isInstanceOf(IllegalStateException.class);
    }
}
