package dev.parley.conversation;

import dev.parley.agent.Question;
import dev.parley.feedback.Panel;
import dev.parley.feedback.PolicyConfig;
import dev.parley.identity.Account;
import dev.parley.identity.Accounts;
import dev.parley.session.ChatSession;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Decides who is asked: the owner of the session, and whom the settings name. Never whom the model names. */
@ApplicationScoped
class Panels {

    private static final Logger LOG = Logger.getLogger(Panels.class);

    private final PolicyConfig policy;
    private final Accounts accounts;
    private final Clock clock;

    Panels(PolicyConfig policy, Accounts accounts, Clock clock) {
        this.policy = policy;
        this.accounts = accounts;
        this.clock = clock;
    }

    Panel of(ChatSession session, Question.Kind kind) {
        var now = clock.instant();
        return switch (kind) {
            case CLARIFICATION -> Panel.of(session.userId(), now);
            case APPROVAL, CHOICE -> {
                var since = everybody(session, now);
                yield new Panel(panel(since), needed(since, now));
            }
            case FORM, TEXT -> new Panel(panel(everybody(session, now)), 1);
        };
    }

    private Map<String, Instant> everybody(ChatSession session, Instant now) {
        var since = new LinkedHashMap<String, Instant>();
        since.put(session.userId(), now);
        users(policy.responders()).forEach(user -> since.putIfAbsent(user, now));
        policy.escalateAfter()
                .ifPresent(wait -> users(policy.escalateTo()).forEach(user -> since.putIfAbsent(user, now.plus(wait))));
        return since;
    }

    private static List<Panel.Responder> panel(Map<String, Instant> since) {
        return since.entrySet().stream()
                .map(each -> new Panel.Responder(each.getKey(), each.getValue()))
                .toList();
    }

    private int needed(Map<String, Instant> since, Instant now) {
        int asked = (int) since.values().stream().filter(now::equals).count();
        return switch (policy.decide()) {
            case FIRST -> 1;
            case QUORUM -> Math.min(policy.quorum(), asked);
            case ALL -> asked;
        };
    }

    /** Whom a question goes to that nobody answered in time; empty where it is asked no more. */
    Optional<Panel> secondRound() {
        var now = clock.instant();
        var asked = users(policy.escalateTo()).stream()
                .map(user -> new Panel.Responder(user, now))
                .toList();
        return asked.isEmpty() ? Optional.empty() : Optional.of(new Panel(asked, 1));
    }

    private List<String> users(Optional<List<String>> emails) {
        return emails.orElse(List.of()).stream()
                .flatMap(email -> {
                    var account = accounts.byEmail(email);
                    if (account.isEmpty()) {
                        LOG.warnf("the policy names somebody who has no account here, and is not asked");
                    }
                    return account.map(Account::userId).stream();
                })
                .toList();
    }
}
