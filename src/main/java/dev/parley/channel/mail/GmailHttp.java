package dev.parley.channel.mail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.parley.channel.Reason;
import dev.parley.core.Json;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Calls over HTTP that end in time, and go nowhere but where they were sent. */
final class GmailHttp {

    private static final Duration TIMEOUT = Duration.ofSeconds(8);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(TIMEOUT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    /** An answer, whatever its status. */
    record Answer(int status, JsonNode body, Optional<Duration> retryAfter) {

        /** What to say of it where it is not what was hoped for. */
        String fault() {
            var error = body.path("error");
            var word = error.isTextual() ? error : error.path("errors").path(0).path("reason");
            return status + word.asText("").replaceAll("[^A-Za-z_]", "").replaceFirst("^(?=.)", " ");
        }
    }

    /** @throws GmailException where there is no answer */
    Answer send(HttpRequest request) throws GmailException {
        var answer = http.sendAsync(request, HttpResponse.BodyHandlers.ofString());
        try {
            return answer(answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            throw new GmailException("Gmail cannot be reached: " + Reason.of(e), Optional.empty());
        } catch (TimeoutException e) {
            throw new GmailException("Gmail did not answer in time", Optional.empty());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new GmailException("the call of Gmail was given up", Optional.empty());
        } finally {
            answer.cancel(true);
        }
    }

    private static Answer answer(HttpResponse<String> response) {
        return new Answer(
                response.statusCode(),
                json(response.body()),
                response.headers()
                        .firstValue("Retry-After")
                        .filter(seconds -> seconds.matches("\\d{1,6}"))
                        .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                        .map(pause -> pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE));
    }

    /** Faults in front of Google's servers come as pages: these say nothing that a program could read. */
    private static JsonNode json(String body) {
        try {
            return Json.read(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }
}
