package dev.parley.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.parsetools.RecordParser;

/**
 * The floor to compare with: passes a model's tokens on to a socket and does nothing else. No sessions, no limits, no
 * store; a token's JSON text is cut out of its event and put into the frame unread.
 */
final class BareRelay {

    private static final Buffer QUESTION = Buffer.buffer(
            "{\"model\":\"stub\",\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hello, agent!\"}]}");
    private static final String CONTENT = "\"content\":\"";

    private final HttpClient client;
    private final RequestOptions model;

    private BareRelay(Vertx vertx, int modelPort) {
        client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(1_000));
        model = new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost("127.0.0.1")
                .setPort(modelPort)
                .setURI("/v1/chat/completions")
                .putHeader("Content-Type", "application/json");
    }

    public static void main(String... args) {
        var vertx = Vertx.vertx();
        var relay = new BareRelay(vertx, Integer.parseInt(args[1]));
        vertx.createHttpServer()
                .webSocketHandler(socket -> socket.textMessageHandler(text -> relay.serve(socket, text)))
                .listen(Integer.parseInt(args[0]), "127.0.0.1")
                .onFailure(Child::fail);
    }

    private void serve(ServerWebSocket socket, String text) {
        if (text.startsWith("{\"type\":\"ping\"")) {
            socket.writeTextMessage("{\"type\":\"pong\",\"payload\":{}}");
        } else if (text.startsWith("{\"type\":\"start_session\"")) {
            socket.writeTextMessage("{\"type\":\"session_started\",\"payload\":{}}");
        } else {
            answer(socket);
        }
    }

    private void answer(ServerWebSocket socket) {
        client.request(model)
                .compose(request -> request.send(QUESTION))
                .onSuccess(response ->
                        response.handler(RecordParser.newDelimited("\n\n", event -> pass(event.toString(), socket))))
                .onFailure(e -> socket.writeTextMessage("{\"type\":\"error\",\"payload\":{}}"));
    }

    private static void pass(String event, ServerWebSocket socket) {
        int at = event.indexOf(CONTENT);
        if (at >= 0) {
            int begin = at + CONTENT.length();
            // The stub's tokens hold nothing that is escaped.
            var content = event.substring(begin, event.indexOf('"', begin));
            socket.writeTextMessage("{\"type\":\"stream_chunk\",\"payload\":{\"content\":\"" + content + "\"}}");
        } else if (event.endsWith("[DONE]")) {
            socket.writeTextMessage("{\"type\":\"stream_end\",\"payload\":{}}");
        }
    }
}
