package dev.parley.identity;

import dev.parley.core.ErrorCode;
import dev.parley.core.Ids;
import dev.parley.core.ParleyException;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Registers people and knows them again. */
@Singleton
public final class Accounts {

    private static final Set<String> USER = Set.of("user");
    private static final Set<String> ADMIN = Set.of("user", "admin");

    private final AccountStore store;
    private final Passwords passwords;
    private final SigningKey key;
    private final Ids ids;
    private final Clock clock;
    private final Set<String> admins;

    Accounts(AccountStore store, Passwords passwords, SigningKey key, Ids ids, Clock clock, IdentityConfig config) {
        this.store = store;
        this.passwords = passwords;
        this.key = key;
        this.ids = ids;
        this.clock = clock;
        this.admins = config.adminEmails().orElse(Set.of()).stream()
                .map(Accounts::normal)
                .collect(Collectors.toSet());
    }

    /** The form in which addresses are kept and compared. */
    public static String normal(String email) {
        return email.strip().toLowerCase(Locale.ROOT);
    }

    /**
     * Opens an account. Without a display name, people see the part of the address before the {@code @}.
     *
     * @throws ParleyException {@link ErrorCode#EMAIL_TAKEN}, {@link ErrorCode#RATE_LIMITED} when too many passwords wait to
     *     be hashed, {@link ErrorCode#FORBIDDEN} where tokens come from an external issuer
     */
    public Account register(String email, String password, Optional<String> displayName) {
        key.requireOwn();
        var address = normal(email);
        if (store.byEmail(address).isPresent()) {
            throw taken();
        }
        var account = new Account(
                ids.next(),
                address,
                displayName.orElseGet(() -> address.substring(0, address.indexOf('@'))),
                passwords.hash(password),
                admins.contains(address) ? ADMIN : USER,
                clock.instant(),
                false);
        if (!store.create(account)) {
            throw taken();
        }
        return account;
    }

    /**
     * The account whose address and password these are. An unknown address costs the same time as a wrong password.
     *
     * @throws ParleyException {@link ErrorCode#FORBIDDEN} where both are right and the person is kept out
     */
    public Optional<Account> signIn(String email, String password) {
        key.requireOwn();
        var account = store.byEmail(normal(email));
        var hash = account.map(Account::passwordHash);
        if (!passwords.matches(password, hash)) {
            return Optional.empty();
        }
        account.filter(Account::disabled).ifPresent(kept -> {
            throw keptOut();
        });
        return account;
    }

    public Optional<Account> byEmail(String email) {
        return store.byEmail(normal(email));
    }

    public Optional<Account> find(String userId) {
        return store.find(userId);
    }

    /**
     * Keeps a person out, or lets them in again. Whoever keeps them out also revokes their sign-ins, afterwards.
     *
     * @throws ParleyException {@link ErrorCode#NOT_FOUND} where there is no such account
     */
    public Account keepOut(String userId, boolean disabled) {
        if (disabled) {
            store.disable(userId, clock.instant());
        } else {
            store.enable(userId);
        }
        return store.find(userId)
                .orElseThrow(() -> new ParleyException(ErrorCode.NOT_FOUND, "There is no such account."));
    }

    static ParleyException keptOut() {
        return new ParleyException(ErrorCode.FORBIDDEN, "This account is disabled.");
    }

    private static ParleyException taken() {
        return new ParleyException(
                ErrorCode.EMAIL_TAKEN, "Another account has this e-mail address; sign in to it instead.");
    }
}
