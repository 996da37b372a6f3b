package dev.parley.testing;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.RestAssured;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged program as a process of its own: the native executable where one was built, else the jar. */
public final class Packaged implements AutoCloseable {

    private static final Path EXECUTABLE = Path.of(System.getProperty("native.image.path", "none"));
    private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final int port;
    private final Path log;

    private Packaged(Process process, int port, Path log) {
        this.process = process;
        this.port = port;
        this.log = log;
    }

    /** Starts it with the demo agent and without limits, and waits until it answers; calls over REST then go to it. */
    public static Packaged start(Path data) throws IOException {
        return start(data, Map.of());
    }

    /** As {@link #start(Path)}, with further settings. */
    public static Packaged start(Path data, Map<String, String> settings) throws IOException {
        return start(data, settings, program());
    }

    /** As {@link #start(Path, Map)}, by another command. */
    public static Packaged start(Path data, Map<String, String> settings, List<String> command) throws IOException {
        int port = freePort();
        var log = data.resolve("log-" + port);
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        String none = "1000000000";
        builder.environment()
                .putAll(Map.of(
                        "QUARKUS_HTTP_HOST",
                        "127.0.0.1",
                        "QUARKUS_HTTP_PORT",
                        Integer.toString(port),
                        "PARLEY_DATA_DIR",
                        data.toString(),
                        "PARLEY_AGENT",
                        "demo",
                        "PARLEY_SESSION_MAX",
                        "1000",
                        "PARLEY_CONNECTION_DRAIN",
                        "1s",
                        "PARLEY_LIMIT_API",
                        none,
                        "PARLEY_LIMIT_USER",
                        none,
                        "PARLEY_LIMIT_SESSION",
                        none,
                        "PARLEY_LIMIT_CHANNEL",
                        none));
        builder.environment().putAll(settings);
        var packaged = new Packaged(builder.start(), port, log);
        packaged.use();
        await().atMost(PATIENCE).ignoreExceptions().until(packaged::answers);
        return packaged;
    }

    /** Whether it is a native executable that is started. */
    public static boolean isNative() {
        return Files.isExecutable(EXECUTABLE);
    }

    private static List<String> program() {
        return isNative() ? List.of(EXECUTABLE.toString()) : List.of(java(), "-jar", JAR.toString());
    }

    /** The JVM that the tests run on. */
    public static String java() {
        return ProcessHandle.current().info().command().orElse("java");
    }

    /** Calls over REST go to it from now on. */
    public void use() {
        RestAssured.port = port;
    }

    public static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private boolean answers() {
        if (!process.isAlive()) {
            throw new AssertionError("the program has ended with " + process.exitValue());
        }
        return given().get("/q/health/ready").statusCode() == 200;
    }

    /** As {@code kill -9}: without a last word. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** As {@code kill}: asks it to stop. */
    public void terminate() {
        process.destroy();
    }

    /** Its exit code, once it has ended. */
    public int ended() throws InterruptedException {
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("the program does not stop");
        }
        return process.exitValue();
    }

    /** What it wrote so far. */
    public List<String> log() throws IOException {
        return Files.readAllLines(log);
    }

    @Override
    public void close() throws InterruptedException {
        kill();
    }
}
