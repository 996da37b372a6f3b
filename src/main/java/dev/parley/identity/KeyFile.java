package dev.parley.identity;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.jwt.algorithm.SignatureAlgorithm;
import io.smallrye.jwt.util.KeyUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.spec.RSAPublicKeySpec;
import java.util.Base64;

/** A file with an RSA private key: PEM, PKCS#8. The public key is in it. */
final class KeyFile {

    private static final int BITS = 2048;

    private KeyFile() {}

    /** @param setting what an operator changes when the file is not good */
    static KeyPair read(String setting, Path file) {
        try {
            var key = KeyUtils.decodePrivateKey(Files.readString(file), SignatureAlgorithm.RS256);
            if (key instanceof RSAPrivateCrtKey rsa && rsa.getModulus().bitLength() >= BITS) {
                var open = new RSAPublicKeySpec(rsa.getModulus(), rsa.getPublicExponent());
                return new KeyPair(KeyFactory.getInstance("RSA").generatePublic(open), rsa);
            }
            throw new GeneralSecurityException("the key is not an RSA key of " + BITS + " bits or more");
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new ConfigurationException(
                    setting + ": " + file + " must be a readable file with an RSA private key (PEM, PKCS#8, at least "
                            + BITS + " bits)",
                    e);
        }
    }

    /** Writes a new key that only its owner may read. */
    static void generate(Path file) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            var made = Files.createTempFile(file.toAbsolutePath().getParent(), "jwt-key", ".new", ownerOnly(file));
            Files.writeString(made, pem());
            // Moved when it is whole: a crash leaves no half of a key behind.
            Files.move(made, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new ConfigurationException("PARLEY_DATA_DIR: the key " + file + " cannot be written: " + e, e);
        }
    }

    private static FileAttribute<?>[] ownerOnly(Path file) {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        var permissions = PosixFilePermissions.fromString("rw-------");
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)};
    }

    private static String pem() {
        try {
            var generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            var key = generator.generateKeyPair().getPrivate().getEncoded();
            var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(key);
            return "-----BEGIN PRIVATE KEY-----\n" + lines + "\n-----END PRIVATE KEY-----\n";
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
