package dev.parley.conversation;

import dev.parley.agent.Question;
import dev.parley.channel.ChannelType;
import dev.parley.channel.Channels;
import dev.parley.feedback.Panel;
import dev.parley.feedback.PolicyConfig;
import dev.parley.identity.Account;
import dev.parley.identity.Accounts;
import dev.parley.session.ChatSession;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** Decides who is asked: the owner of the session, and whom the settings name. Never whom the model names. */
@ApplicationScoped
class Panels {

    private static final Logger LOG = Logger.getLogger(Panels.class);

    private final PolicyConfig policy;
    private final Accounts accounts;
    private final Channels channels;
    private final Clock clock;

    Panels(PolicyConfig policy, Accounts accounts, Channels channels, Clock clock) {
        this.policy = policy;
        this.accounts = accounts;
        this.channels = channels;
        this.clock = clock;
    }

    Panel of(ChatSession session, Question.Kind kind) {
        var now = clock.instant();
        return switch (kind) {
            case CLARIFICATION -> Panel.of(session.userId(), now);
            case APPROVAL, CHOICE -> new Panel(panel(everybody(session, now)), needed(session));
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

    private int needed(ChatSession session) {
        return switch (policy.decide()) {
            case FIRST -> 1;
            case QUORUM -> policy.quorum();
            case ALL -> named(session);
        };
    }

    /**
     * How many people the owner and those whom the settings name are. Who of them cannot be reached counts: a panel that is
     * not complete decides nothing early.
     */
    private int named(ChatSession session) {
        var people = new HashSet<>(Set.of(session.userId()));
        for (var name : policy.responders().orElse(List.of())) {
            people.add(user(name.strip()).orElse(Accounts.normal(name)));
        }
        return people.size();
    }

    /** Whom a question goes to that nobody answered in time; empty where it is asked no more. */
    Optional<Panel> secondRound(ChatSession session) {
        var now = clock.instant();
        var asked = users(policy.escalateTo()).stream()
                .filter(user -> !user.equals(session.userId()))
                .map(user -> new Panel.Responder(user, now))
                .toList();
        return asked.isEmpty() ? Optional.empty() : Optional.of(new Panel(asked, 1));
    }

    private List<String> users(Optional<List<String>> named) {
        return named.orElse(List.of()).stream()
                .flatMap(name -> reachable(name.strip()).stream())
                .toList();
    }

    /** An account can be opened under anybody's address, so it counts only once its reader has confirmed it. */
    private Optional<String> user(String name) {
        if (!name.contains("@")) {
            return Optional.of(name);
        }
        return accounts.byEmail(name)
                .map(Account::userId)
                .filter(id -> channels.confirmed(id, ChannelType.EMAIL, name));
    }

    private Optional<String> reachable(String name) {
        var user = user(name);
        if (user.isEmpty()) {
            LOG.warn("the policy names an address that nobody has confirmed as theirs: they are not asked");
        }
        return user;
    }
}
