package dev.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AskersTest {

    private final Askers askers = new Askers();
    private final List<String> over = new ArrayList<>();

    private void expect(String turnId) {
        askers.expect(turnId, new Asker(Optional.empty(), Optional.empty(), () -> over.add(turnId)));
    }

    @Test
    void whoWaitsForATurnThatEndedElsewhereIsLetGo() {
        expect("ended");
        expect("waits");
        askers.mend(() -> List.of("waits"));
        expect("new");
        assertThat(over).as("it may just be on its way to the store").isEmpty();

        askers.mend(() -> List.of("waits"));
        assertThat(over).containsExactly("ended");
        askers.mend(() -> List.of("new"));
        assertThat(over).as("one look alone").containsExactly("ended");
        askers.mend(() -> List.of("waits", "new"));
        askers.mend(() -> List.of("waits", "new"));
        assertThat(over).containsExactly("ended");
    }

    @Test
    void nobodyLooksWhereNobodyWaits() {
        askers.mend(() -> {
            throw new AssertionError("looked");
        });
    }
}
