package dev.parley.conversation;

import dev.parley.core.ErrorCode;
import dev.parley.core.ParleyException;
import dev.parley.session.SessionStore;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * Refuses work before the model is called for it: when a user's tokens of the day are spent, or too many answers run.
 *
 * <p>An answer may end above the budget, as nobody knows before what it takes; so the bound is exceeded by what runs at once.
 */
@ApplicationScoped
class Budget {

    private static final Duration SOON = Duration.ofSeconds(1);

    private final BudgetConfig config;
    private final SpendingStore spending;
    private final TurnStore turns;
    private final SessionStore sessions;
    private final Clock clock;
    private volatile IntSupplier running = () -> 0;

    Budget(BudgetConfig config, SpendingStore spending, TurnStore turns, SessionStore sessions, Clock clock) {
        this.config = config;
        this.spending = spending;
        this.turns = turns;
        this.sessions = sessions;
        this.clock = clock;
    }

    /** Names who knows how many answers run on this replica. */
    void watch(IntSupplier here) {
        running = here;
    }

    /**
     * Lets a message in, inside the transaction that stores it.
     *
     * @param atOnce whether it is answered at once, and does not wait for its turn
     * @throws ParleyException {@code budget_spent} or {@code busy}
     */
    void admit(String userId, boolean atOnce) {
        refusal(userId).ifPresent(refused -> {
            throw refused;
        });
        if (!atOnce) {
            return;
        }
        if (running.getAsInt() >= config.turns()) {
            throw new ParleyException(ErrorCode.BUSY, "This server gives as many answers as it can; try again soon.")
                    .retryAfter(SOON);
        }
        config.userTurns().ifPresent(most -> {
            if (turns.running(userId) >= most) {
                throw new ParleyException(ErrorCode.BUSY, "At most " + most + " answers of yours can run at once.")
                        .retryAfter(SOON);
            }
        });
    }

    /** Why the model is not called for a turn that has waited. */
    Optional<ParleyException> refusal(Turn turn) {
        return config.tokens()
                .flatMap(most -> sessions.find(turn.sessionId()))
                .flatMap(session -> refusal(session.userId()));
    }

    private Optional<ParleyException> refusal(String userId) {
        return config.tokens()
                .filter(most -> spending.spent(userId, today()) >= most)
                .map(most -> new ParleyException(
                                ErrorCode.BUDGET_SPENT,
                                "The " + most + " tokens of today are spent; go on tomorrow (UTC).")
                        .with(Map.of("level", "user"))
                        .retryAfter(Duration.between(clock.instant(), midnight())));
    }

    /** Notes what an answer took, inside the transaction that stores its end. */
    void spent(String userId, long tokens) {
        if (tokens > 0 && config.tokens().isPresent()) {
            spending.add(userId, today(), tokens);
        }
    }

    @Scheduled(
            every = "1h",
            delayed = "1m",
            identity = "spending",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void forget() {
        spending.forgetBefore(today());
    }

    private LocalDate today() {
        return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private Instant midnight() {
        return today().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
    }
}
