package dev.parley.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.parley.identity.Identities;
import dev.parley.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.build.Jwt;
import io.smallrye.jwt.build.JwtClaimsBuilder;
import io.smallrye.jwt.util.KeyUtils;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ForgedTokenTest {

    @Inject
    Identities identities;

    @ConfigProperty(name = "parley.data-dir")
    Path data;

    @Test
    void onlyATokenSignedByUsForUsIsBelieved() throws Exception {
        var ann = Person.signedIn();
        assertThat(status(claims(ann).jws().algorithm(SignatureAlgorithm.RS256).sign(ours())))
                .isEqualTo(200);

        forgeries(ann).forEach((name, token) -> {
            given().auth()
                    .oauth2(token)
                    .get("/api/auth/me")
                    .then()
                    .statusCode(401)
                    .header("WWW-Authenticate", "Bearer")
                    .body("code", equalTo("unauthenticated"));
            assertThat(identities.verify(token)).as(name).isEmpty();
        });
    }

    @Test
    void anAccessTokenRefreshesNothing() {
        var ann = Person.signedIn();
        Person.json(Map.of("refresh_token", ann.accessToken()))
                .post("/api/auth/refresh")
                .then()
                .statusCode(401);
    }

    private Map<String, String> forgeries(Person ann) throws Exception {
        var ours = ours();
        var theirs = theirs();
        var secret = new SecretKeySpec(publicKey(ours).getEncoded(), "HmacSHA256");
        var pemSecret = new SecretKeySpec(pem(publicKey(ours)), "HmacSHA256");
        var good = ann.accessToken().split("\\.");
        var past = Instant.now().minusSeconds(2);

        var forged = new LinkedHashMap<String, String>();
        forged.put("alg none", encode("{\"alg\":\"none\",\"typ\":\"JWT\"}") + "." + good[1] + ".");
        forged.put("alg None with the signature", encode("{\"alg\":\"None\"}") + "." + good[1] + "." + good[2]);
        forged.put(
                "HS256 with the public key",
                claims(ann).jws().algorithm(SignatureAlgorithm.HS256).sign(secret));
        forged.put(
                "HS256 with its PEM",
                claims(ann).jws().algorithm(SignatureAlgorithm.HS256).sign(pemSecret));
        forged.put(
                "our key, another algorithm",
                claims(ann).jws().algorithm(SignatureAlgorithm.RS512).sign(ours));
        forged.put("another key", sign(claims(ann), theirs));
        forged.put(
                "another key by jku",
                claims(ann).jws().header("jku", "http://127.0.0.1:1/jwks").sign(theirs));
        forged.put(
                "another key by kid", claims(ann).jws().keyId("../../dev/null").sign(theirs));
        forged.put(
                "another key inside",
                claims(ann).jws().header("jwk", Map.of("kty", "RSA")).sign(theirs));
        forged.put("another issuer", sign(claims(ann).issuer("https://evil.example"), ours));
        forged.put("another audience", sign(claims(ann).audience("somebody-else"), ours));
        forged.put("expired", sign(claims(ann).issuedAt(past.minusSeconds(900)).expiresAt(past), ours));
        forged.put("other claims under the signature", good[0] + "." + encode("{\"sub\":\"x\"}") + "." + good[2]);
        forged.put("no signature", good[0] + "." + good[1]);
        forged.put("a refresh token", ann.refreshToken());
        forged.put("nothing of a token", "x");
        return forged;
    }

    private static JwtClaimsBuilder claims(Person ann) {
        return Jwt.issuer("parley")
                .audience("parley")
                .subject(ann.userId())
                .groups("user")
                .expiresIn(600);
    }

    private static String sign(JwtClaimsBuilder claims, PrivateKey key) {
        return claims.jws().algorithm(SignatureAlgorithm.RS256).sign(key);
    }

    private static int status(String token) {
        return given().auth().oauth2(token).get("/api/auth/me").statusCode();
    }

    private PrivateKey ours() throws Exception {
        return KeyUtils.decodePrivateKey(Files.readString(data.resolve("jwt-key.pem")));
    }

    private static PrivateKey theirs() throws Exception {
        var generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair().getPrivate();
    }

    private static PublicKey publicKey(PrivateKey key) throws Exception {
        var rsa = (RSAPrivateCrtKey) key;
        return KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent()));
    }

    private static byte[] pem(PublicKey key) {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key.getEncoded());
        return ("-----BEGIN PUBLIC KEY-----\n" + lines + "\n-----END PUBLIC KEY-----\n")
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static String encode(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
