package dev.parley.bench;

import io.vertx.core.http.WebSocketConnectOptions;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A program that runs beside the benchmark until it is closed, on a port of its own. */
final class Child implements AutoCloseable {

    private static final List<String> JAVA =
            List.of(ProcessHandle.current().info().command().orElse("java"), "-Xmx512m");
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final String name;
    final int port;
    private final Process process;
    private final Thread farewell;
    private long accepted;

    /**
     * Starts a JVM and waits until its port accepts; {@code PORT} in the arguments and in the environment's values becomes the
     * port.
     */
    Child(String name, Path folder, Map<String, String> environment, String... arguments) throws Exception {
        this.name = name;
        this.port = free();
        var command = new ArrayList<>(JAVA);
        for (var argument : arguments) {
            command.add(argument.replace("PORT", Integer.toString(port)));
        }
        var log = folder.resolve(name + ".log").toFile();
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log);
        environment.forEach(
                (key, value) -> builder.environment().put(key, value.replace("PORT", Integer.toString(port))));
        process = builder.start();
        // Also when the benchmark itself is stopped.
        farewell = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(farewell);
        try {
            awaitPort(log);
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    private static int free() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void awaitPort(File log) throws Exception {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (!accepts()) {
            if (!process.isAlive() || System.nanoTime() > until) {
                throw new IOException(name + " did not start; see " + log);
            }
            Thread.sleep(10);
        }
        accepted = System.nanoTime();
    }

    /** Nanoseconds from then until its port accepted. */
    long accepting(long since) {
        return accepted - since;
    }

    private boolean accepts() {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** Where its sockets are. */
    WebSocketConnectOptions socket(String token) {
        return new WebSocketConnectOptions()
                .setHost("127.0.0.1")
                .setPort(port)
                .setURI("/ws")
                .putHeader("Authorization", "Bearer " + token);
    }

    /** The processor time it took so far; empty where the system does not tell. */
    Optional<Duration> cpu() {
        return process.info().totalCpuDuration();
    }

    /** The end of a child that cannot do its work. */
    static void fail(Throwable cause) {
        cause.printStackTrace();
        System.exit(1);
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
        Runtime.getRuntime().removeShutdownHook(farewell);
    }
}
