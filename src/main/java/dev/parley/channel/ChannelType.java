package dev.parley.channel;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** A kind of address at which a person can be reached. */
public enum ChannelType {
    /** As HTML forms check it (WHATWG), with a domain: stricter than RFC 5322, and never in need of quoting. */
    EMAIL(
            "[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\\.)+(xn--[a-zA-Z0-9-]{2,59}|[a-zA-Z]{2,63})"),
    /** The id of a member, as Slack's profile menu copies it. */
    SLACK("[UW][A-Z0-9]{2,20}");

    private final Pattern address;

    ChannelType(String address) {
        this.address = Pattern.compile(address);
    }

    /** Whether what was sent can be changed later. */
    public boolean changesCards() {
        return this == SLACK;
    }

    /** Whether an address can be one of this kind; says nothing of whether anybody is there. */
    public boolean fits(String candidate) {
        return candidate.length() <= 254 && address.matcher(candidate).matches();
    }

    public String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<ChannelType> of(String wire) {
        return switch (wire) {
            case "email" -> Optional.of(EMAIL);
            case "slack" -> Optional.of(SLACK);
            case String other -> Optional.empty();
        };
    }
}
