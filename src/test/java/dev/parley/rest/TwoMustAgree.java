package dev.parley.rest;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** Two must agree, they are reminded, a third is asked after a while, and once more when the time is over. */
public final class TwoMustAgree implements QuarkusTestProfile {
    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "parley.policy.responders", "approver@example.com",
                "parley.policy.decide", "all",
                "parley.policy.remind-after", "2h",
                "parley.policy.escalate-after", "4h",
                "parley.policy.escalate-to", "chief@example.com",
                "parley.policy.on-expire", "escalate",
                "parley.jwt.access-ttl", "1000h");
    }
}
