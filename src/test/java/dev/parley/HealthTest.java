package dev.parley;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;

import dev.parley.agent.AgentService;
import dev.parley.conversation.Draining;
import io.quarkus.test.junit.QuarkusMock;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import org.junit.jupiter.api.Test;

@QuarkusTest
class HealthTest {

    @Inject
    AgentService service;

    @Test
    void readyTellsOfTheStoreAndTheModel() {
        var agent = service.describe().agent();
        given().get("/q/health/ready")
                .then()
                .statusCode(200)
                .body("checks.name", hasItems("store", "model", "accepting", "channels"))
                .body("checks.find { it.name == 'channels' }.data.email", equalTo("working"))
                .body("checks.find { it.name == 'model' }.data.agent", equalTo(agent))
                .body("checks.find { it.name == 'store' }.status", equalTo("UP"));
    }

    @Test
    void aServerThatIsAboutToStopIsAliveButNotReady() {
        var draining = new Draining();
        draining.begin();
        QuarkusMock.installMockForType(draining, Draining.class);
        given().get("/q/health/ready").then().statusCode(503).body("status", equalTo("DOWN"));
        given().get("/q/health/live").then().statusCode(200).body("status", equalTo("UP"));
    }
}
