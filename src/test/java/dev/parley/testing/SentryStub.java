package dev.parley.testing;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What receives errors as Sentry does: envelopes, by POST to the project's address. */
public final class SentryStub implements AutoCloseable {

    private static final String PROJECT = "4711";

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final List<String> envelopes = new CopyOnWriteArrayList<>();
    private final int port;

    public SentryStub() {
        port = vertx.createHttpServer(new HttpServerOptions().setDecompressionSupported(true))
                .requestHandler(this::received)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    private void received(HttpServerRequest request) {
        boolean known = request.path().equals("/api/" + PROJECT + "/envelope/")
                && String.valueOf(request.getHeader("X-Sentry-Auth")).contains("sentry_key=public");
        request.body().onSuccess(body -> {
            if (known) {
                envelopes.add(body.toString());
            }
            request.response().setStatusCode(known ? 200 : 403).end("{}");
        });
    }

    /** What a program needs to report here. */
    public String dsn() {
        return "http://public@127.0.0.1:" + port + "/" + PROJECT;
    }

    /** What was reported: lines of JSON. */
    public List<String> envelopes() {
        return envelopes;
    }

    @Override
    public void close() {
        vertx.close();
    }
}
