package dev.parley.channel.mail;

import dev.parley.core.Flag;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import java.util.Optional;
import org.hibernate.validator.constraints.time.DurationMin;

/** The mailbox to which people reply; without a host there is none. */
@ConfigMapping(prefix = "parley.imap")
interface ImapConfig {

    Optional<String> host();

    /** Without one, 993 with TLS and 143 without. */
    Optional<@Min(1) @Max(65_535) Integer> port();

    Optional<String> username();

    Optional<String> password();

    /** TLS from the first byte on; without it passwords are sent in the clear. */
    @WithDefault("true")
    @WithConverter(Flag.class)
    boolean tls();

    /** Whether the server delivers {@code name+anything@} to {@code name@}, so that each mail can have its own address. */
    @WithDefault("false")
    @WithConverter(Flag.class)
    boolean plus();

    @WithDefault("15s")
    @DurationMin(seconds = 1)
    Duration every();
}
