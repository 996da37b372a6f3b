package dev.parley.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.LongConsumer;

/**
 * A model that costs little: streams tokens as an OpenAI-compatible endpoint does. A token is {@value #MARK} and the
 * monotonic clock, which all processes of a machine share, so that whoever gets it knows its age.
 */
final class ModelStub {

    static final char MARK = '~';
    /** Without delay, so many tokens leave in one piece. */
    private static final int PACKED = 8;

    private static final Buffer LAST =
            Buffer.buffer("data: {\"object\":\"chat.completion.chunk\",\"choices\":[{\"index\":0,\"delta\":{},"
                    + "\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");

    private final Vertx vertx;
    private int tokens = 8;
    private int delay;

    private ModelStub(Vertx vertx) {
        this.vertx = vertx;
    }

    public static void main(String... args) {
        var vertx = Vertx.vertx();
        var stub = new ModelStub(vertx);
        vertx.createHttpServer()
                .requestHandler(stub::serve)
                .listen(Integer.parseInt(args[0]), "127.0.0.1")
                .onFailure(Child::fail);
    }

    private void serve(HttpServerRequest request) {
        if (request.path().equals("/plan")) {
            tokens = Integer.parseInt(request.getParam("tokens"));
            delay = Integer.parseInt(request.getParam("delay"));
            request.response().end();
            return;
        }
        request.endHandler(read -> {
            var response =
                    request.response().setChunked(true).putHeader("Content-Type", "text/event-stream;charset=utf-8");
            if (delay == 0) {
                burst(response);
            } else {
                drip(response);
            }
        });
    }

    private void burst(HttpServerResponse response) {
        for (int sent = 0; sent < tokens; sent += PACKED) {
            var piece = Buffer.buffer();
            for (int i = sent; i < Math.min(tokens, sent + PACKED); i++) {
                piece.appendBuffer(token());
            }
            response.write(piece);
        }
        response.end(LAST);
    }

    private void drip(HttpServerResponse response) {
        response.write(token());
        int[] left = {tokens - 1};
        vertx.setPeriodic(delay, timer -> {
            if (left[0]-- > 0 && !response.closed()) {
                response.write(token());
            } else {
                vertx.cancelTimer(timer);
                if (!response.closed()) {
                    response.end(LAST);
                }
            }
        });
    }

    /** Nanoseconds since each token in a frame was written; a frame may hold several. */
    static void ages(String frame, long now, LongConsumer each) {
        for (int at = frame.indexOf(MARK); at >= 0; at = frame.indexOf(MARK, at + 1)) {
            each.accept(now - Long.parseLong(frame, at + 1, frame.indexOf(' ', at), 10));
        }
    }

    private static Buffer token() {
        return Buffer.buffer("data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,"
                + "\"model\":\"stub\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + MARK + System.nanoTime()
                + " \"},\"finish_reason\":null}]}\n\n");
    }
}
