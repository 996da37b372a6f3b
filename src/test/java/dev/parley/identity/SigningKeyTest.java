package dev.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.ErrorCode;
import dev.parley.core.ParleyException;
import io.quarkus.runtime.configuration.ConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyTest {

    @TempDir
    Path folder;

    @Test
    void aSingleServerMakesAKeyThatOnlyItsOwnerReadsAndKeepsIt() throws IOException {
        var first = new SigningKey(settings("sqlite", null, null)).own();
        var file = folder.resolve("data").resolve("jwt-key.pem");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file)).startsWith("-----BEGIN PRIVATE KEY-----\n");
        assertThat(new SigningKey(settings("sqlite", null, null)).own().getPrivate())
                .isEqualTo(first.getPrivate());
        try (var files = Files.list(folder.resolve("data"))) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void theKeyThatIsNamedIsUsed() {
        var named = folder.resolve("mine.pem");
        KeyFile.generate(named);

        var key = new SigningKey(settings("postgresql", named, null)).own();

        assertThat(key.getPrivate()).isEqualTo(KeyFile.read("any", named).getPrivate());
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void onASharedStoreAMissingKeyStopsTheStartAndNamesItsSetting() {
        assertThatThrownBy(() -> new SigningKey(settings("postgresql", null, null)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("PARLEY_JWT_KEY is not set")
                .hasMessageNotContaining("\n");
    }

    @Test
    void aFileThatIsNoGoodKeyStopsTheStartAndNamesItsSetting() throws Exception {
        var empty = Files.createFile(folder.resolve("empty.pem"));
        for (var bad : Set.of(empty, folder.resolve("missing.pem"), pem("EC", 256), pem("RSA", 1024))) {
            assertThatThrownBy(() -> new SigningKey(settings("sqlite", bad, null)))
                    .as(bad.toString())
                    .isInstanceOf(ConfigurationException.class)
                    .hasMessageStartingWith("PARLEY_JWT_KEY: " + bad);
        }
    }

    @Test
    void withAnExternalIssuerThereIsNoKeyAndNoSigningIn() {
        var key = new SigningKey(settings("postgresql", null, "https://issuer.example/jwks"));

        assertThat(key.pair()).isEmpty();
        assertThatThrownBy(key::requireOwn).isInstanceOfSatisfying(ParleyException.class, e -> assertThat(e.code())
                .isEqualTo(ErrorCode.FORBIDDEN));
    }

    private Path pem(String algorithm, int bits) throws Exception {
        var generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(bits);
        var key = Base64.getMimeEncoder()
                .encodeToString(generator.generateKeyPair().getPrivate().getEncoded());
        return Files.writeString(
                folder.resolve(algorithm + ".pem"),
                "-----BEGIN PRIVATE KEY-----\n" + key + "\n-----END PRIVATE KEY-----\n");
    }

    private IdentityConfig settings(String store, Path key, String jwks) {
        var jwt = new Jwt(Optional.ofNullable(key), Optional.ofNullable(jwks));
        return new Settings(Optional.empty(), folder.resolve("data"), store, jwt);
    }

    private record Settings(Optional<Set<String>> adminEmails, Path dataDir, String store, IdentityConfig.Jwt jwt)
            implements IdentityConfig {}

    private record Jwt(Optional<Path> key, Optional<String> jwksUrl) implements IdentityConfig.Jwt {
        @Override
        public String issuer() {
            return "parley";
        }

        @Override
        public String audience() {
            return "parley";
        }

        @Override
        public Duration accessTtl() {
            return Duration.ofMinutes(15);
        }

        @Override
        public Duration refreshTtl() {
            return Duration.ofDays(30);
        }
    }
}
