package dev.parley.core;

import io.quarkus.runtime.configuration.ConfigurationException;

/** What a service that others run knows this server by. */
public final class BearerToken {

    private BearerToken() {}

    /**
     * The header's value for a token out of the settings. A line end after it, as files have one, is no part of it.
     *
     * @throws ConfigurationException that names the setting and not its value, which the HTTP client's own would repeat
     */
    public static String header(String setting, String token) {
        String word = token.strip();
        if (word.isEmpty() || word.chars().anyMatch(c -> c < '!' || c > '~')) {
            throw new ConfigurationException(setting + ": must be one word of ASCII characters");
        }
        return "Bearer " + word;
    }
}
