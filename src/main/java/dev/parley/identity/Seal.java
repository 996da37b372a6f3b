package dev.parley.identity;

import dev.parley.core.Digest;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/** Keeps a token for whoever has another one: the store alone is of no use to a thief. */
@Singleton
class Seal {

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;

    private final SecureRandom random = new SecureRandom();

    /** Encrypts a text so that only who has the token can read it. */
    String close(String text, String token) {
        var nonce = random(NONCE_BYTES);
        var sealed = cipher(Cipher.ENCRYPT_MODE, token, nonce, text.getBytes(StandardCharsets.UTF_8));
        return encode(nonce) + "." + encode(sealed);
    }

    static String open(String sealed, String token) {
        int dot = sealed.indexOf('.');
        var nonce = decode(sealed.substring(0, dot));
        var text = cipher(Cipher.DECRYPT_MODE, token, nonce, decode(sealed.substring(dot + 1)));
        return new String(text, StandardCharsets.UTF_8);
    }

    private static byte[] cipher(int mode, String token, byte[] nonce, byte[] text) {
        try {
            var cipher = Cipher.getInstance("AES/GCM/NoPadding");
            // Not the stored hash: the prefix makes it another value, which the store does not tell.
            var key = new SecretKeySpec(Digest.of("successor of " + token), "AES");
            cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
            return cipher.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] random(int length) {
        var bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] decode(String text) {
        return Base64.getUrlDecoder().decode(text);
    }
}
