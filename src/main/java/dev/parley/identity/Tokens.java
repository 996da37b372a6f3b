package dev.parley.identity;

import dev.parley.core.ErrorCode;
import dev.parley.core.Ids;
import dev.parley.core.OpaqueToken;
import dev.parley.core.ParleyException;
import dev.parley.core.Transactions;
import dev.parley.identity.TokenStore.Family;
import dev.parley.identity.TokenStore.Presented;
import dev.parley.identity.TokenStore.Stored;
import jakarta.enterprise.event.Event;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Hands out access and refresh tokens, and takes them back. */
@Singleton
public class Tokens {

    /** A spent token hands out its successor again for so long: the first answer may have been lost. */
    static final Duration GRACE = Duration.ofSeconds(10);

    private final TokenStore store;
    private final AccountStore accounts;
    private final Transactions transactions;
    private final AccessTokens access;
    private final Revocations revocations;
    private final Seal seal;
    private final Event<FamilyRevoked> revoked;
    private final Ids ids;
    private final Clock clock;
    private final Duration refreshTtl;

    Tokens(
            TokenStore store,
            AccountStore accounts,
            Transactions transactions,
            AccessTokens access,
            Revocations revocations,
            Seal seal,
            Event<FamilyRevoked> revoked,
            Ids ids,
            Clock clock,
            IdentityConfig config) {
        this.store = store;
        this.accounts = accounts;
        this.transactions = transactions;
        this.access = access;
        this.revocations = revocations;
        this.seal = seal;
        this.revoked = revoked;
        this.ids = ids;
        this.clock = clock;
        this.refreshTtl = config.jwt().refreshTtl();
    }

    /** What a client gets at each sign-in and refresh. */
    public record Grant(String accessToken, String refreshToken, Duration expiresIn) {}

    private sealed interface Use {
        record Granted(Family family, String refreshToken) implements Use {}

        record Reused(String familyId) implements Use {}

        record Refused() implements Use {}
    }

    /**
     * Begins a new family for an account that has just shown its password.
     *
     * @throws ParleyException {@link ErrorCode#FORBIDDEN} where the person was kept out since: hashing takes its time
     */
    public Grant open(Account account) {
        var family = new Family(ids.next(), account.userId());
        var token = OpaqueToken.next();
        var now = clock.instant();
        transactions.write(() -> {
            accounts.held(account.userId()).filter(held -> !held.disabled()).orElseThrow(Accounts::keptOut);
            store.open(family, stored(token, now), now);
        });
        return grant(account, family, token);
    }

    /**
     * Exchanges a refresh token for its successor. One that was spent before revokes its whole family, as one of the two
     * bearers is a thief; within {@link #GRACE}, while the successor is unused, it gets the same successor instead.
     *
     * @throws ParleyException {@link ErrorCode#UNAUTHENTICATED}
     */
    public Grant refresh(String token) {
        access.requireOwn();
        var now = clock.instant();
        return switch (transactions.write(() -> use(token, now))) {
            case Use.Granted(var family, var successor) -> {
                var account = accounts.find(family.userId())
                        .filter(each -> !each.disabled())
                        .orElseThrow(Tokens::refused);
                yield grant(account, family, successor);
            }
            case Use.Reused(var familyId) -> {
                revoked.fire(new FamilyRevoked(familyId, true));
                throw refused();
            }
            case Use.Refused() -> throw refused();
        };
    }

    private Use use(String token, Instant now) {
        var successor = OpaqueToken.next();
        var hash = OpaqueToken.hash(token);
        var spent = store.spend(hash, stored(successor, now), seal.close(successor, token), now);
        return spent.<Use>map(family -> new Use.Granted(family, successor))
                .or(() -> store.find(hash).map(presented -> again(presented, token, now)))
                .orElseGet(Use.Refused::new);
    }

    private Use again(Presented presented, String token, Instant now) {
        if (presented.revoked() || presented.spentAt().isEmpty()) {
            return new Use.Refused();
        }
        var graceEnds = presented.spentAt().get().plus(GRACE);
        if (presented.retry().isPresent() && !now.isAfter(graceEnds)) {
            return new Use.Granted(
                    presented.family(), Seal.open(presented.retry().get(), token));
        }
        store.revoke(presented.family().familyId(), now);
        return new Use.Reused(presented.family().familyId());
    }

    /** The account that a refresh token was given to, whatever the token's state. */
    public Optional<Account> holder(String token) {
        return store.find(OpaqueToken.hash(token))
                .flatMap(presented -> accounts.find(presented.family().userId()));
    }

    /** Revokes the family of a refresh token, whatever the token's state. An unknown one changes nothing. */
    public void logout(String token) {
        var now = clock.instant();
        Optional<String> family = transactions.write(() -> store.find(OpaqueToken.hash(token))
                .map(presented -> presented.family().familyId())
                .filter(id -> store.revoke(id, now)));
        family.ifPresent(id -> revoked.fire(new FamilyRevoked(id, true)));
    }

    /** Revokes all sign-ins of a user, and closes their sockets everywhere. */
    public void revokeAll(String userId) {
        store.revokeAll(userId, clock.instant()).forEach(id -> revoked.fire(new FamilyRevoked(id, true)));
    }

    /** Removes what has expired; to be called now and then. Answers how many tokens went. */
    public int sweep(Instant now) {
        revocations.sweep(now);
        return transactions.write(() -> store.sweep(now, now.minus(GRACE)));
    }

    private Stored stored(String token, Instant now) {
        return new Stored(OpaqueToken.hash(token), now.plus(refreshTtl));
    }

    private Grant grant(Account account, Family family, String refreshToken) {
        return new Grant(access.sign(account, family.familyId()), refreshToken, access.ttl());
    }

    private static ParleyException refused() {
        return new ParleyException(ErrorCode.UNAUTHENTICATED, "The refresh token is not valid; sign in again.");
    }
}
