package dev.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.OpaqueToken;
import org.junit.jupiter.api.Test;

class SealTest {

    private final Seal seal = new Seal();

    @Test
    void aTokenHas256RandomBits() {
        assertThat(OpaqueToken.next()).hasSize(43).isNotEqualTo(OpaqueToken.next());
    }

    @Test
    void onlyTheTokenOpensWhatWasSealedWithIt() {
        var token = OpaqueToken.next();
        var sealed = seal.close("successor", token);

        assertThat(Seal.open(sealed, token)).isEqualTo("successor");
        assertThat(sealed).doesNotContain("successor").isNotEqualTo(seal.close("successor", token));
        assertThatThrownBy(() -> Seal.open(sealed, OpaqueToken.next())).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> Seal.open(sealed, OpaqueToken.hash(token))).isInstanceOf(IllegalStateException.class);
    }
}
