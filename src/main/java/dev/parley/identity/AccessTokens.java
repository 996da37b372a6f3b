package dev.parley.identity;

import dev.parley.core.Ids;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/** Signs access tokens: JWTs (RFC 7519) by RS256, of which only the user, the roles and the sign-in are told. */
@Singleton
class AccessTokens {

    /** The claim that names the token family (OpenID Connect's session id). */
    static final String FAMILY = "sid";

    private final SigningKey key;
    private final Ids ids;
    private final Clock clock;
    private final IdentityConfig.Jwt config;

    AccessTokens(SigningKey key, Ids ids, Clock clock, IdentityConfig config) {
        this.key = key;
        this.ids = ids;
        this.clock = clock;
        this.config = config.jwt();
    }

    String sign(Account account, String familyId) {
        var now = clock.instant();
        return Jwt.issuer(config.issuer())
                .audience(config.audience())
                .subject(account.userId())
                .groups(account.roles())
                .claim(FAMILY, familyId)
                .claim("jti", ids.next())
                .issuedAt(now)
                .expiresAt(now.plus(ttl()))
                .jws()
                .algorithm(SignatureAlgorithm.RS256)
                .sign(key.own().getPrivate());
    }

    Duration ttl() {
        return config.accessTtl();
    }

    void requireOwn() {
        key.requireOwn();
    }
}
