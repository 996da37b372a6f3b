package dev.parley.rest;

import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import dev.parley.testing.Chat;
import io.quarkus.test.junit.QuarkusTest;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AgentStateTest {

    @Test
    void theStateHasTheContractsShape() {
        var chat = Chat.open();
        chat.get("/agent-state")
                .statusCode(200)
                .body("status", equalTo("idle"), "context", equalTo(Map.of()), "pending_actions", hasSize(0))
                .body("size()", equalTo(4));
        var request = chat.question("/ask May I?");
        chat.get("/agent-state")
                .body("status", equalTo("waiting_feedback"))
                .body("pending_actions.type", contains("request_feedback"))
                .body("pending_actions.request_id", contains(request));
    }
}
