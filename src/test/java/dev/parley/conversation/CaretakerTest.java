package dev.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CaretakerTest {

    @Test
    void oneThatCannotBeHelpedDoesNotHoldUpTheOthers() {
        var helped = new ArrayList<Integer>();
        assertThatThrownBy(() -> Caretaker.each(List.of(1, 2, 3, 4), one -> {
                    if (one % 2 == 0) {
                        throw new IllegalStateException("cannot help " + one);
                    }
                    helped.add(one);
                }))
                .hasMessage("cannot help 2");
        assertThat(helped).containsExactly(1, 3);
    }
}
