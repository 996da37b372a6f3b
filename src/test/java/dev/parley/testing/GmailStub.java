package dev.parley.testing;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Gmail and Google's token endpoint on the loopback, as far as Parley uses them: what the documentation demands of a
 * request is demanded here too.
 */
public final class GmailStub implements AutoCloseable {

    public static final String CLIENT_ID = "1234.apps.googleusercontent.com";
    public static final String CLIENT_SECRET = "canary-gmail-secret";
    public static final String REFRESH_TOKEN = "1//canary-refresh&token=";

    private static final String MAILBOX = "/gmail/v1/users/me";

    /** An answer other than the usual one. */
    public record Fault(int status, Map<String, String> headers, String reason) {
        public Fault(int status) {
            this(status, Map.of(), "none");
        }
    }

    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final ConcurrentLinkedQueue<Fault> faults = new ConcurrentLinkedQueue<>();
    private final GmailMailbox mailbox = new GmailMailbox();
    private final List<MimeMessage> sent = new CopyOnWriteArrayList<>();
    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final AtomicInteger tokens = new AtomicInteger();
    private volatile String goodToken = "none";
    private final int port;

    public GmailStub() {
        port = vertx.createHttpServer()
                .requestHandler(request -> request.body().onSuccess(body -> received(request, body)))
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join()
                .actualPort();
    }

    public String baseUrl() {
        return "http://127.0.0.1:" + port;
    }

    /** The next calls of the API, those for tokens not counted, end so. */
    public void plan(Fault... planned) {
        faults.addAll(List.of(planned));
    }

    public void revokeToken() {
        goodToken = "none";
    }

    /** Forgets the history up to now, as Gmail does after a while. */
    public void forgetHistory() {
        mailbox.forgetHistory();
    }

    /** Lets so many days go by. */
    public void pass(int days) {
        mailbox.pass(days);
    }

    public List<MimeMessage> sent() {
        return List.copyOf(sent);
    }

    /** The calls of the API, such as {@code GET /profile}. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    public int tokensGiven() {
        return tokens.get();
    }

    /** A mail arrives under a label. */
    public void receive(String label, MimeMessage mail) {
        try {
            var bytes = new ByteArrayOutputStream();
            mail.writeTo(bytes);
            mailbox.receive(label, bytes.toByteArray());
        } catch (MessagingException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private void received(HttpServerRequest request, Buffer body) {
        if (request.path().equals("/token")) {
            token(request, body.toString());
            return;
        }
        calls.add(request.method() + " " + request.path().replace(MAILBOX, ""));
        var fault = faults.poll();
        if (fault != null) {
            fault.headers().forEach(request.response()::putHeader);
            refuse(request, fault.status(), fault.reason());
        } else if (!("Bearer " + goodToken).equals(request.getHeader("Authorization"))) {
            refuse(request, 401, "authError");
        } else if (request.method() == HttpMethod.POST && request.path().equals(MAILBOX + "/messages/send")) {
            send(request, body);
        } else {
            read(request);
        }
    }

    private void token(HttpServerRequest request, String form) {
        var fields = MultiMap.caseInsensitiveMultiMap();
        for (var field : form.split("&")) {
            var parts = field.split("=", 2);
            fields.add(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        boolean formed = request.method() == HttpMethod.POST
                && "application/x-www-form-urlencoded".equals(request.getHeader("Content-Type"))
                && "refresh_token".equals(fields.get("grant_type"));
        boolean known = CLIENT_ID.equals(fields.get("client_id")) && CLIENT_SECRET.equals(fields.get("client_secret"));
        if (!formed || !known || !REFRESH_TOKEN.equals(fields.get("refresh_token"))) {
            var error = !formed ? "invalid_request" : known ? "invalid_grant" : "invalid_client";
            answer(request, 400, new JsonObject().put("error", error));
            return;
        }
        goodToken = "ya29.canary-" + tokens.incrementAndGet();
        var token = new JsonObject().put("access_token", goodToken).put("expires_in", 3599);
        answer(request, 200, token.put("token_type", "Bearer"));
    }

    private void send(HttpServerRequest request, Buffer body) {
        try {
            var raw = Base64.getUrlDecoder().decode(body.toJsonObject().getString("raw"));
            var mail = new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(raw));
            if (mail.getFrom() == null || mail.getAllRecipients() == null) {
                throw new IllegalArgumentException("from nobody, or to nobody");
            }
            sent.add(mail);
            answer(request, 200, new JsonObject().put("id", "15289b1d6b652c17").put("threadId", "15289b1d6b652c17"));
        } catch (MessagingException | RuntimeException e) {
            refuse(request, 400, "invalidArgument");
        }
    }

    private void read(HttpServerRequest request) {
        try {
            mailbox.read(request.path().replace(MAILBOX, ""), request.params())
                    .ifPresentOrElse(found -> answer(request, 200, found), () -> refuse(request, 404, "notFound"));
        } catch (RuntimeException e) {
            refuse(request, 400, "invalidArgument");
        }
    }

    private static void refuse(HttpServerRequest request, int status, String reason) {
        var errors = new JsonArray().add(new JsonObject().put("reason", reason).put("domain", "global"));
        var error = new JsonObject().put("code", status).put("errors", errors);
        answer(request, status, new JsonObject().put("error", error));
    }

    private static void answer(HttpServerRequest request, int status, JsonObject body) {
        request.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "application/json")
                .end(body.toBuffer());
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
