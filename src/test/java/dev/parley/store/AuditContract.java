package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.feedback.Audit;
import dev.parley.feedback.AuditStore;
import java.util.ArrayList;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the audit of a question tells, and that nobody changes it: {@link dev.parley.feedback.Audit}. */
abstract class AuditContract extends WithQuestions {

    AuditContract(Database database) {
        super(database);
    }

    @Test
    void theAuditTellsAllInOrderAndAChangeOfItShows() {
        var asked = asking.approval();
        answer(asked, FeedbackSamples.action("user", "perhaps"));
        database.engine()
                .write(() -> audit.reached(asked.requestId(), now(), "sent", "email", "user", 1, Optional.empty()));
        answer(asked, FeedbackSamples.action("user", "approve"));
        answer(asked, FeedbackSamples.action("other", "reject"));

        var chain = audit.of(asked.requestId());
        assertThat(chain)
                .extracting(link -> FeedbackJson.read(link.entry()).get("event").textValue())
                .containsExactly("asked", "answered", "sent", "answered", "resolved", "answered");
        assertThat(chain)
                .extracting(
                        link -> FeedbackJson.read(link.entry()).path("verdict").asText("-"))
                .containsExactly("-", "invalid", "-", "won", "-", "lost");
        assertThat(Audit.intact(chain)).isTrue();
        for (int i = 0; i < chain.size(); i++) {
            var changed = new ArrayList<>(chain);
            changed.set(
                    i,
                    new AuditStore.Link(
                            chain.get(i).entry().replace("user", "else"),
                            chain.get(i).hash()));
            var shortened = new ArrayList<>(chain);
            shortened.remove(i);
            assertThat(Audit.intact(changed)).as("%d changed", i).isEqualTo(changed.equals(chain));
            assertThat(Audit.intact(shortened)).as("%d taken out", i).isEqualTo(i == chain.size() - 1);
        }
    }

    @Test
    void theEngineItselfRefusesToChangeTheAudit() {
        asking.approval();

        assertThatThrownBy(() -> database.sql().update("update audit_link set entry = '{}'"))
                .hasMessageContaining("what is in the audit is not changed");
    }
}
