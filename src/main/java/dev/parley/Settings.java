package dev.parley;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The names of what an operator sets, as environment variables. Source: the wire contract, "Settings". */
final class Settings {

    static final Set<String> NAMES = new TreeSet<>(Set.of(
            "PARLEY_ADMIN_EMAILS",
            "PARLEY_AGENT",
            "PARLEY_AGENT_ANSWER_TIMEOUT",
            "PARLEY_AGENT_CONTEXT_TOKENS",
            "PARLEY_AGENT_CONTEXT_MESSAGES",
            "PARLEY_AGENT_FIRST_TOKEN_TIMEOUT",
            "PARLEY_AGENT_OUTPUT_TOKENS",
            "PARLEY_AGENT_PRICE_INPUT",
            "PARLEY_AGENT_PRICE_OUTPUT",
            "PARLEY_AGENT_RETRIES",
            "PARLEY_AGENT_TOKEN_TIMEOUT",
            "PARLEY_BUDGET_TOKENS",
            "PARLEY_BUDGET_TURNS",
            "PARLEY_BUDGET_USER_TURNS",
            "PARLEY_CHANNEL_BACKOFF",
            "PARLEY_CHANNEL_BACKOFF_MOST",
            "PARLEY_CHANNEL_BREAKER_DELAY",
            "PARLEY_CHANNEL_BREAKER_FAILURES",
            "PARLEY_CHANNEL_PAGE_TIMEOUT",
            "PARLEY_CHANNEL_SEND_TIMEOUT",
            "PARLEY_CHANNEL_STRATEGY",
            "PARLEY_CONNECTION_DRAIN",
            "PARLEY_CONNECTION_HEARTBEAT",
            "PARLEY_CONNECTION_MAX",
            "PARLEY_DATABASE_PASSWORD",
            "PARLEY_DATABASE_URL",
            "PARLEY_DATABASE_USERNAME",
            "PARLEY_DATA_DIR",
            "PARLEY_EXPIRY_EVERY",
            "PARLEY_FEEDBACK_TIMEOUT",
            "PARLEY_GMAIL_BASE_URL",
            "PARLEY_GMAIL_CLIENT_ID",
            "PARLEY_GMAIL_CLIENT_SECRET",
            "PARLEY_GMAIL_EVERY",
            "PARLEY_GMAIL_REFRESH_TOKEN",
            "PARLEY_IMAP_EVERY",
            "PARLEY_IMAP_HOST",
            "PARLEY_IMAP_PASSWORD",
            "PARLEY_IMAP_PLUS",
            "PARLEY_IMAP_PORT",
            "PARLEY_IMAP_TLS",
            "PARLEY_IMAP_USERNAME",
            "PARLEY_JWT_ACCESS_TTL",
            "PARLEY_JWT_AUDIENCE",
            "PARLEY_JWT_ISSUER",
            "PARLEY_JWT_JWKS_URL",
            "PARLEY_JWT_KEY",
            "PARLEY_JWT_REFRESH_TTL",
            "PARLEY_LIMIT_API",
            "PARLEY_LIMIT_CHANNEL",
            "PARLEY_LIMIT_FRAMES",
            "PARLEY_LIMIT_SESSION",
            "PARLEY_LIMIT_SIGN_IN",
            "PARLEY_LIMIT_USER",
            "PARLEY_MODEL",
            "PARLEY_ORIGINS",
            "PARLEY_POLICY_DECIDE",
            "PARLEY_POLICY_DEFAULT_ACTION",
            "PARLEY_POLICY_ESCALATE_AFTER",
            "PARLEY_POLICY_ESCALATE_TO",
            "PARLEY_POLICY_ON_EXPIRE",
            "PARLEY_POLICY_QUORUM",
            "PARLEY_POLICY_REMIND_AFTER",
            "PARLEY_POLICY_RESPONDERS",
            "PARLEY_PUBLIC_URL",
            "PARLEY_REDIS_URL",
            "PARLEY_REPLICAS",
            "PARLEY_SESSION_MAX",
            "PARLEY_SESSION_RETENTION",
            "PARLEY_SESSION_TIMEOUT",
            "PARLEY_SLACK_BASE_URL",
            "PARLEY_SLACK_BOT_TOKEN",
            "PARLEY_SLACK_SIGNING_SECRET",
            "PARLEY_STORE"));

    /** Properties that an operator sets under a name of another pattern. */
    private static final Map<String, String> ALIASES = Map.of(
            "quarkus.redis.hosts", "PARLEY_REDIS_URL",
            "parley.agent.openai.api-key", "OPENAI_API_KEY",
            "parley.agent.openai.base-url", "OPENAI_BASE_URL",
            "parley.agent.openai.model", "PARLEY_MODEL",
            "quarkus.datasource.postgresql.jdbc.url", "PARLEY_DATABASE_URL",
            "quarkus.datasource.postgresql.username", "PARLEY_DATABASE_USERNAME",
            "quarkus.datasource.postgresql.password", "PARLEY_DATABASE_PASSWORD");

    private Settings() {}

    /** The environment variable of a property. */
    static String name(String property) {
        return ALIASES.getOrDefault(
                property, property.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT));
    }

    /** Whether the value of a setting must not be repeated; by the words in its name, so that new ones are covered. */
    static boolean secret(String name) {
        return name.matches(".*(PASSWORD|SECRET|TOKEN|API_KEY|REDIS_URL)") || name.endsWith("CREDENTIALS");
    }
}
