package dev.parley.feedback;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** Who is asked besides the owner of a session, who decides, and what happens when nobody does. Clarifications are for the owner alone. */
@ConfigMapping(prefix = "parley.policy")
public interface PolicyConfig {

    /** Whose answer counts, for approvals and choices; a form or a text is always the first one's. */
    enum Decide {
        /** The first valid answer. */
        FIRST,
        /** So many that say the same. */
        QUORUM,
        /** Everybody who was asked at first, saying the same; one rejection rejects. */
        ALL
    }

    /** What becomes of the agent's turn when the time is over. */
    enum OnExpire {
        /** It goes on, and is told that nobody answered. */
        RESUME,
        /** It goes on with {@link #defaultAction}, where that is a way to answer the question. */
        DEFAULT_ACTION,
        /** {@link #escalateTo} are asked the same anew, once. */
        ESCALATE,
        /** It does not go on. */
        CANCEL
    }

    /** E-mail addresses of accounts, who count once they have confirmed that address as a channel; or ids of users. */
    Optional<List<String>> responders();

    @WithDefault("first")
    Decide decide();

    @WithDefault("2")
    @Min(1)
    @Max(100)
    int quorum();

    /** How long after the question those who may answer are reminded. */
    Optional<List<@DurationMin(millis = 1) Duration>> remindAfter();

    /** How long after the question those of {@link #escalateTo} are asked too. */
    Optional<@DurationMin(millis = 1) Duration> escalateAfter();

    /** As {@link #responders}. */
    Optional<List<String>> escalateTo();

    @WithDefault("resume")
    OnExpire onExpire();

    /** An option's id, or {@code approve}; silence is never taken for a refusal. */
    Optional<@Pattern(regexp = "(?!reject$).+", message = "must not be reject: silence is no refusal") String>
            defaultAction();
}
