package dev.parley.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/** A PostgreSQL and a Redis on the loopback, and packaged programs that share them. */
public final class Cluster implements AutoCloseable {

    private final Path folder;
    private final Path key;
    private final int postgresPort;
    private final RedisServer redis = new RedisServer();
    private EmbeddedPostgres postgres;

    public Cluster(Path folder) throws IOException {
        this.folder = folder;
        this.key = key(folder);
        this.postgresPort = Packaged.freePort();
        startPostgres();
        redis.start();
    }

    /** Starts one more replica. */
    public Packaged replica(Map<String, String> settings) throws IOException {
        var all = new HashMap<>(settings());
        all.putAll(settings);
        return Packaged.start(Files.createTempDirectory(folder, "replica"), all);
    }

    /** What a program needs to be one of them. */
    public Map<String, String> settings() {
        return Map.of(
                "PARLEY_STORE",
                "postgresql",
                "PARLEY_DATABASE_URL",
                postgres.getJdbcUrl("postgres", "postgres"),
                "PARLEY_DATABASE_USERNAME",
                "postgres",
                "PARLEY_DATABASE_PASSWORD",
                "postgres",
                "PARLEY_REDIS_URL",
                redis.url(),
                "PARLEY_JWT_KEY",
                key.toString(),
                "PARLEY_LIMIT_SIGN_IN",
                "1000000");
    }

    /** Starts it, or starts it again with what it held. */
    public void startPostgres() throws IOException {
        postgres = EmbeddedPostgres.builder()
                .setPort(postgresPort)
                .setDataDirectory(folder.resolve("postgres"))
                .setCleanDataDirectory(false)
                .start();
    }

    public void stopPostgres() throws IOException {
        postgres.close();
    }

    public void startRedis() {
        redis.start();
    }

    public void stopRedis() {
        redis.stop();
    }

    private static Path key(Path folder) throws IOException {
        try {
            var pair = KeyPairGenerator.getInstance("RSA").generateKeyPair();
            var text = Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded());
            return Files.writeString(
                    folder.resolve("key.pem"),
                    "-----BEGIN PRIVATE KEY-----\n" + text + "\n-----END PRIVATE KEY-----\n");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() throws IOException {
        redis.close();
        postgres.close();
    }
}
