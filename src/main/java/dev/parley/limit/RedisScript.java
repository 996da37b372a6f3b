package dev.parley.limit;

import io.quarkus.runtime.annotations.RegisterResources;
import io.vertx.core.Future;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;

/** A script that Redis knows by its digest once it has seen it. */
@RegisterResources(globs = "limit/*.lua")
record RedisScript(String text, String digest) {

    /** The script that takes from buckets. */
    static RedisScript take() {
        try (var file = RedisScript.class.getResourceAsStream("/limit/take.lua")) {
            if (file == null) {
                throw new IllegalStateException("limit/take.lua is missing");
            }
            var bytes = file.readAllBytes();
            var digest = MessageDigest.getInstance("SHA-1").digest(bytes);
            return new RedisScript(
                    new String(bytes, StandardCharsets.UTF_8), HexFormat.of().formatHex(digest));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    Future<Response> load(RedisConnection connection) {
        return connection.send(Request.cmd(Command.SCRIPT).arg("LOAD").arg(text));
    }

    Future<Response> run(RedisConnection connection, List<String> keys, List<String> arguments) {
        return connection
                .send(call(Command.EVALSHA, digest, keys, arguments))
                .recover(failure -> unknown(failure)
                        ? connection.send(call(Command.EVAL, text, keys, arguments))
                        : Future.failedFuture(failure));
    }

    private static boolean unknown(Throwable failure) {
        return String.valueOf(failure.getMessage()).startsWith("NOSCRIPT");
    }

    private static Request call(Command command, String script, List<String> keys, List<String> arguments) {
        var request = Request.cmd(command).arg(script).arg(keys.size());
        keys.forEach(request::arg);
        arguments.forEach(request::arg);
        return request;
    }
}
