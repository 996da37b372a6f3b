package dev.parley.agent;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonToken;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import java.io.IOException;
import java.util.Set;

/** What an endpoint says of a call that it does not take. Only that tells an operator what to change there. */
final class Refusal {

    private static final int MOST_BYTES = 2_048;
    private static final int MOST_MILLIS = 1_000;
    private static final int LONGEST = 200;
    private static final Set<String> NAMES = Set.of("message", "error");
    private static final JsonFactory JSON = new JsonFactory();

    private Refusal() {}

    /** The beginning of the body. It comes also where the connection breaks or falls silent, and never fails. */
    static Future<Buffer> body(Vertx vertx, HttpClientResponse response) {
        var read = Promise.<Buffer>promise();
        var body = Buffer.buffer();
        response.exceptionHandler(broken -> read.tryComplete(body));
        response.endHandler(end -> read.tryComplete(body));
        response.handler(part -> {
            body.appendBuffer(part, 0, Math.min(part.length(), MOST_BYTES - body.length()));
            if (body.length() == MOST_BYTES) {
                read.tryComplete(body);
            }
        });
        long timer = vertx.setTimer(MOST_MILLIS, rung -> read.tryComplete(body));
        return read.future().onComplete(done -> vertx.cancelTimer(timer));
    }

    /** The message in it as a line for the log; empty where there is none. The rest may repeat what people wrote. */
    static String message(Buffer body, String key) {
        try (var json = JSON.createParser(body.getBytes())) {
            for (var token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token == JsonToken.VALUE_STRING && NAMES.contains(String.valueOf(json.currentName()))) {
                    String text =
                            key.isEmpty() ? json.getText() : json.getText().replace(key, "[key]");
                    String line =
                            text.replaceAll("[\\p{Cntrl}\\s\u2028\u2029]+", " ").strip();
                    return line.substring(0, Math.min(LONGEST, line.length()));
                }
            }
        } catch (IOException e) {
            return ""; // no JSON, or its message was cut
        }
        return "";
    }
}
