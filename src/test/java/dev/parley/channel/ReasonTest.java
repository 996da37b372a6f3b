package dev.parley.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.Test;

class ReasonTest {

    @Test
    void whatWrapsAFailureIsNotShown() {
        var refused = new IllegalStateException("450 busy");
        assertThat(Reason.of(refused)).isEqualTo("450 busy");
        assertThat(Reason.of(new CompletionException(new ExecutionException(refused))))
                .isEqualTo("450 busy");
    }

    @Test
    void oneThatSaysNothingIsCalledByItsKind() {
        assertThat(Reason.of(new CompletionException(new IOException()))).isEqualTo("IOException");
        assertThat(Reason.of(new CompletionException(null))).isEqualTo("CompletionException");
    }
}
