package dev.parley.neighbours;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.core.Json;
import dev.parley.testing.SlackMember;
import dev.parley.testing.SlackStub;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A mail server and a pretend Slack on this machine, with a page that shows what came and lets one answer: to try Parley's
 * channels without accounts.
 */
public final class Neighbours implements AutoCloseable {

    private static final String SETTINGS = """
            export QUARKUS_MAILER_MOCK=false QUARKUS_MAILER_HOST=127.0.0.1 QUARKUS_MAILER_PORT=%d
            export QUARKUS_MAILER_FROM='Parley <parley@example.org>'
            export PARLEY_IMAP_HOST=127.0.0.1 PARLEY_IMAP_PORT=%d PARLEY_IMAP_TLS=false PARLEY_IMAP_PLUS=true
            export PARLEY_IMAP_USERNAME=parley@example.org PARLEY_IMAP_PASSWORD=parley PARLEY_IMAP_EVERY=1s
            export PARLEY_SLACK_BASE_URL=%s
            export PARLEY_SLACK_BOT_TOKEN=%s PARLEY_SLACK_SIGNING_SECRET=%s
            """;

    private final SlackStub slack = new SlackStub();
    private final Vertx vertx = Vertx.vertx();
    private final Post post;
    private final String slackUrl;
    private final int smtp;
    private final int imap;

    Neighbours(int page, int smtp, int imap, int slackPort) {
        this.smtp = smtp;
        this.imap = imap;
        this.post = new Post(smtp, imap);
        this.slackUrl = slack.listen(slackPort);
        vertx.createHttpServer()
                .requestHandler(this::asked)
                .listen(page, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /** Runs until it is stopped; Parley is expected at port 8080. */
    public static void main(String[] arguments) throws InterruptedException {
        RestAssured.port = 8080;
        try (var neighbours = new Neighbours(8025, 3025, 3143, 8026)) {
            System.out.println("Look at http://127.0.0.1:8025 and start Parley in another terminal:\n");
            System.out.println(neighbours.settings() + "./mvnw quarkus:dev\n");
            Thread.currentThread().join();
        }
    }

    /** What Parley needs to know of them. */
    String settings() {
        return SETTINGS.formatted(smtp, imap, slackUrl, SlackStub.TOKEN, SlackStub.SIGNING_SECRET);
    }

    private void asked(HttpServerRequest request) {
        switch (request.method() + " " + request.path()) {
            case "GET /" ->
                request.response()
                        .putHeader("Content-Type", "text/html; charset=utf-8")
                        .end(page());
            case "GET /state" ->
                request.response()
                        .putHeader("Content-Type", "application/json")
                        .end(Json.write(Map.of(
                                "mails", post.mails(), "slack", slack.conversations(), "modals", slack.modals())));
            case "POST /reply", "POST /click", "POST /say", "POST /submit" ->
                request.body()
                        .onSuccess(body -> Thread.startVirtualThread(() -> {
                            var done = done(request.path(), Json.readOwn(body.toString()));
                            request.response().setStatusCode(done.status()).end(done.body());
                        }));
            case String other -> request.response().setStatusCode(404).end();
        }
    }

    /** What Parley answered. */
    private record Done(int status, String body) {}

    /** Does what somebody does in their mail program or in Slack. */
    private Done done(String path, JsonNode what) {
        if (path.equals("/reply")) {
            try {
                post.reply(what.path("mail").asInt(), what.path("words").asText());
                return new Done(200, "");
            } catch (MessagingException e) {
                return new Done(400, "");
            }
        }
        var answer = inSlack(path, what).extract();
        return new Done(answer.statusCode(), answer.asString());
    }

    private ValidatableResponse inSlack(String path, JsonNode what) {
        var member = new SlackMember(what.path("member").asText(), Clock.systemUTC());
        return switch (path) {
            case "/say" -> member.tell(member.says(what.path("words").asText(), Optional.empty()));
            case "/submit" ->
                member.send(member.submission(slack.modals().get(member.id()).getLast(), what.path("values")));
            default -> {
                var message = slack.conversations()
                        .get(member.id())
                        .get(what.path("message").asInt());
                yield member.send(member.click(message, what.path("action").asText()));
            }
        };
    }

    private static String page() {
        try (var in = Neighbours.class.getResourceAsStream("/neighbours/index.html")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        post.close();
        slack.stop();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
