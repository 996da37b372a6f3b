package dev.parley.identity;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import dev.parley.core.ErrorCode;
import dev.parley.core.ParleyException;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Hashes passwords with Argon2id (19 MiB, 2 passes, 1 lane: OWASP's first choice).
 *
 * <p>Hashing takes memory and time by design, so only a few run at once, few wait, and the rest are refused with
 * {@link ErrorCode#RATE_LIMITED}: a flood of sign-ins must not take the server's memory.
 */
@Singleton
public class Passwords {

    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;
    private static final int AT_ONCE = 4;
    private static final int WAITING = 64;

    private final SecureRandom random = new SecureRandom();
    private final Argon2Function argon2 = Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, HASH_BYTES, Argon2.ID);
    private final ThreadPoolExecutor hashers;

    Passwords() {
        int threads = Math.min(AT_ONCE, Runtime.getRuntime().availableProcessors());
        hashers = new ThreadPoolExecutor(
                threads,
                threads,
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(WAITING),
                Thread.ofPlatform().daemon().name("parley-password-", 0).factory());
    }

    /** A salted hash that carries its parameters, such as {@code $argon2id$v=19$m=19456,t=2,p=1$…}. */
    public String hash(String password) {
        return bounded(() -> {
            // With a salt of ours the library reads no settings file and starts no generator of its own.
            var salt = new byte[SALT_BYTES];
            random.nextBytes(salt);
            return argon2.hash(bytes(password), salt).getResult();
        });
    }

    /** Whether the password is the hash's. Without a hash it takes as long and is not. */
    public boolean matches(String password, Optional<String> hash) {
        if (hash.isEmpty()) {
            hash(password);
            return false;
        }
        return bounded(() -> Argon2Function.getInstanceFromHash(hash.get()).check(bytes(password), bytes(hash.get())));
    }

    private <T> T bounded(Callable<T> work) {
        try {
            return hashers.submit(work).get();
        } catch (RejectedExecutionException e) {
            throw new ParleyException(ErrorCode.RATE_LIMITED, "Too many are signing in at this moment; try again soon.")
                    .with(Map.of("level", "sign_in"))
                    .retryAfter(Duration.ofSeconds(1));
        } catch (ExecutionException e) {
            throw new IllegalStateException("hashing failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while hashing", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @PreDestroy
    void close() {
        hashers.shutdownNow();
    }
}
