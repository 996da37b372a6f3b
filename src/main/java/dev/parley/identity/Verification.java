package dev.parley.identity;

import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.auth.principal.JWTAuthContextInfo;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import java.util.Set;

/**
 * How access tokens are verified, on every way in: by one algorithm, with our own key or an external issuer's, and only
 * those meant for us. What a token's header says about keys is never followed.
 */
class Verification {

    @Produces
    @Alternative
    @Priority(1)
    @ApplicationScoped
    JWTAuthContextInfo rules(SigningKey key, IdentityConfig config) {
        var rules = new JWTAuthContextInfo();
        key.pair().ifPresent(pair -> rules.setPublicVerificationKey(pair.getPublic()));
        config.jwt().jwksUrl().ifPresent(rules::setPublicKeyLocation);
        rules.setSignatureAlgorithm(Set.of(SignatureAlgorithm.RS256));
        rules.setIssuedBy(config.jwt().issuer());
        rules.setExpectedAudience(Set.of(config.jwt().audience()));
        rules.setRequiredClaims(Set.of("sub"));
        // A token ends when it says so: a socket is closed by the same instant.
        rules.setClockSkew(0);
        return rules;
    }
}
