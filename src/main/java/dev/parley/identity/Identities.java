package dev.parley.identity;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.smallrye.jwt.auth.principal.JWTParser;
import io.smallrye.jwt.auth.principal.ParseException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Turns tokens into callers, and refuses those whose sign-in was revoked, wherever they come in. */
@Singleton
public class Identities implements SecurityIdentityAugmentor {

    private final JWTParser parser;
    private final Revocations revocations;

    Identities(JWTParser parser, Revocations revocations) {
        this.parser = parser;
        this.revocations = revocations;
    }

    /** Who made the request that was authenticated so. */
    public Caller caller(SecurityIdentity identity) {
        return caller((JsonWebToken) identity.getPrincipal());
    }

    /**
     * Whose access token this is; empty when it is not good. May fetch an external issuer's keys: not for event loops.
     *
     * @param token as in the header, without {@code Bearer}
     */
    public Optional<Caller> verify(String token) {
        try {
            var jwt = parser.parse(token);
            return alive(jwt) ? Optional.of(caller(jwt)) : Optional.empty();
        } catch (ParseException e) {
            return Optional.empty();
        }
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        return identity.getPrincipal() instanceof JsonWebToken jwt && !alive(jwt)
                ? Uni.createFrom().failure(new AuthenticationFailedException("The sign-in was revoked"))
                : Uni.createFrom().item(identity);
    }

    private boolean alive(JsonWebToken jwt) {
        return family(jwt).filter(revocations::revoked).isEmpty();
    }

    private static Caller caller(JsonWebToken jwt) {
        return new Caller(
                jwt.getSubject(),
                Set.copyOf(jwt.getGroups()),
                family(jwt),
                Instant.ofEpochSecond(jwt.getExpirationTime()));
    }

    private static Optional<String> family(JsonWebToken jwt) {
        return jwt.claim(AccessTokens.FAMILY).map(Object::toString);
    }
}
