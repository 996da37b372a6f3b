package dev.parley.channel.slack;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.util.Optional;

/** The Slack app that speaks for this server. */
@ConfigMapping(prefix = "parley.slack")
public interface SlackConfig {

    /** The bot's token, {@code xoxb-…}; without it nothing is sent to Slack. */
    Optional<String> botToken();

    /** What Slack signs its calls with; without it none is taken. */
    Optional<String> signingSecret();

    /** Where Slack's methods are called. */
    @WithDefault("https://slack.com/api")
    URI baseUrl();
}
