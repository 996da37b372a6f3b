package dev.parley.feedback;

import dev.parley.core.Order;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;

/** Refuses to start with a policy that names nobody, or asks for more voices than there are. */
@Startup(Order.SETTINGS)
@Singleton
class PolicyCheck {

    PolicyCheck(PolicyConfig policy) {
        int later = policy.escalateAfter().isPresent() ? count(policy.escalateTo()) : 0;
        int voices = 1 + count(policy.responders()) + later;
        if (policy.decide() == PolicyConfig.Decide.QUORUM && policy.quorum() > voices) {
            throw new ConfigurationException("PARLEY_POLICY_QUORUM=" + policy.quorum() + ": only " + voices
                    + " can answer; name more in PARLEY_POLICY_RESPONDERS, or lower it");
        }
        if (policy.onExpire() == PolicyConfig.OnExpire.DEFAULT_ACTION
                && policy.defaultAction().isEmpty()) {
            throw new ConfigurationException(
                    "PARLEY_POLICY_ON_EXPIRE=default_action: PARLEY_POLICY_DEFAULT_ACTION must say which");
        }
        if (count(policy.escalateTo()) == 0) {
            if (policy.onExpire() == PolicyConfig.OnExpire.ESCALATE) {
                throw new ConfigurationException(
                        "PARLEY_POLICY_ON_EXPIRE=escalate: PARLEY_POLICY_ESCALATE_TO must say to whom");
            }
            if (policy.escalateAfter().isPresent()) {
                throw new ConfigurationException(
                        "PARLEY_POLICY_ESCALATE_AFTER is set: PARLEY_POLICY_ESCALATE_TO must say to whom");
            }
        }
    }

    private static int count(Optional<List<String>> people) {
        return people.map(List::size).orElse(0);
    }
}
