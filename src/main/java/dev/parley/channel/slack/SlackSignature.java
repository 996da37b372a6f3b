package dev.parley.channel.slack;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Tells whether a call comes from Slack, and has not been lying about. */
public final class SlackSignature {

    private static final String ALGORITHM = "HmacSHA256";
    private static final Duration OLDEST = Duration.ofMinutes(5);
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");

    private final SecretKeySpec key;

    /** @param secret the app's signing secret; not empty */
    public SlackSignature(String secret) {
        this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
    }

    /**
     * Whether Slack signed this body at this time, at most five minutes from now.
     *
     * @param timestamp the header {@code X-Slack-Request-Timestamp}: seconds since 1970
     * @param body as it came over the wire
     * @param signature the header {@code X-Slack-Signature}: {@code v0=} and 64 hexadecimal digits
     */
    public boolean covers(Optional<String> timestamp, byte[] body, Optional<String> signature, Instant now) {
        return timestamp
                .filter(seconds -> recent(seconds, now))
                .map(seconds -> of(seconds, body))
                .filter(ours -> signature
                        .map(theirs -> MessageDigest.isEqual(bytes(ours), bytes(theirs)))
                        .orElse(false))
                .isPresent();
    }

    private static boolean recent(String seconds, Instant now) {
        return SECONDS.matcher(seconds).matches()
                && Duration.between(Instant.ofEpochSecond(Long.parseLong(seconds)), now)
                                .abs()
                                .compareTo(OLDEST)
                        <= 0;
    }

    private String of(String timestamp, byte[] body) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(bytes("v0:" + timestamp + ":"));
            return "v0=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
