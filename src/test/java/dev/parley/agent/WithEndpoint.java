package dev.parley.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.ErrorCode;
import dev.parley.testing.Heard;
import dev.parley.testing.OpenAiStub;
import io.vertx.core.json.JsonObject;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;

/** The agent beside an endpoint that does as it is told, and a listener. */
abstract class WithEndpoint {

    OpenAiStub stub;

    @Inject
    AgentService agents;

    final Heard heard = new Heard();

    @BeforeEach
    void forget() {
        stub.reset();
    }

    /** How a streamed answer failed. */
    final ErrorCode failure() {
        assertThat(heard.end()).isInstanceOf(Heard.End.Failed.class);
        assertThat(heard.ends()).isOne();
        return ((Heard.End.Failed) heard.end()).code();
    }

    /** Who said what the model was told last. */
    final List<String> roles() {
        return stub.last().body().getJsonArray("messages").stream()
                .map(message -> ((JsonObject) message).getString("role"))
                .toList();
    }

    static AgentTurn turn() {
        return turn("Hi");
    }

    static AgentTurn turn(String input) {
        return new AgentTurn("turn-1", "session-1", List.of(), input, Optional.empty());
    }
}
