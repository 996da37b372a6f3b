package dev.parley.testing;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import redis.embedded.core.ExecutableProvider;

/** A real Redis on loopback that keeps nothing on the disk. It stays at its port when it is killed and started again. */
public final class RedisServer implements AutoCloseable {

    private static final String HOST = "127.0.0.1";

    private final File program;
    private final int port;
    private @Nullable Process process;

    /** One of its own, which is not started yet: for tests that kill it. */
    public RedisServer() {
        try (var free = new ServerSocket(0, 1, InetAddress.getByName(HOST))) {
            port = free.getLocalPort();
            program = ExecutableProvider.newJarResourceProvider().get();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
    }

    /** The one that runs as long as the tests, for all who can share it. */
    public static RedisServer shared() {
        return Shared.SERVER;
    }

    public String url() {
        return "redis://" + HOST + ":" + port;
    }

    /** Returns when it answers. */
    public RedisServer start() {
        try {
            process = new ProcessBuilder(
                            program.getAbsolutePath(), "--bind", HOST, "--port", Integer.toString(port), "--save", "")
                    .directory(program.getParentFile())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        Awaitility.await().pollInterval(Duration.ofMillis(10)).until(this::listens);
        return this;
    }

    /** Ends it in order. */
    public void stop() {
        signal("TERM");
        ended();
    }

    /** Ends it as a power cut would. */
    public void kill() {
        if (process != null) {
            process.destroyForcibly();
            ended();
        }
    }

    /** What it held is gone then. */
    public void restart() {
        kill();
        start();
    }

    /** Lets it accept connections and answer nothing. */
    public void hang() {
        signal("STOP");
    }

    public void goOn() {
        signal("CONT");
    }

    @Override
    public void close() {
        kill();
    }

    /** The names of all that it holds. */
    public List<String> keys() {
        try (var socket = new Socket(HOST, port)) {
            socket.getOutputStream().write("KEYS *\r\nQUIT\r\n".getBytes(StandardCharsets.UTF_8));
            var reply = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return reply.lines().filter(line -> !line.matches("[*$+].*")).toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private boolean listens() {
        try (var socket = new Socket(HOST, port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void ended() {
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new AssertionError("Redis does not end");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static final class Shared {
        private static final RedisServer SERVER = new RedisServer().start();
    }
}
