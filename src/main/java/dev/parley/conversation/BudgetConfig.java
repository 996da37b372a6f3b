package dev.parley.conversation;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.util.Optional;

/** What may be spent on the model: {@link Budget}. */
@ConfigMapping(prefix = "parley.budget")
public interface BudgetConfig {

    /** Tokens, read and written, that the model may take for one user in a day of UTC; without it there is no bound. */
    Optional<@Min(1) Long> tokens();

    /** Answers that may run at once for one user, over all replicas; without it as many as a user has sessions. */
    Optional<@Min(1) Integer> userTurns();

    /** Answers that may run at once on this replica. */
    @WithDefault("2000")
    @Min(1)
    int turns();
}
