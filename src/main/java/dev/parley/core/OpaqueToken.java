package dev.parley.core;

import java.security.SecureRandom;
import java.util.Base64;

/** Tokens that mean nothing by themselves: 256 random bits, of which only a hash is stored. */
public final class OpaqueToken {

    private static final int BYTES = 32;

    private OpaqueToken() {}

    public static String next() {
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes); // not a constant, which a native image would make once for all
        return encode(bytes);
    }

    /** What is stored of a token. It is random and long, so a plain hash is enough. */
    public static String hash(String token) {
        return encode(Digest.of(token));
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
