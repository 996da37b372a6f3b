package dev.parley.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.core.ErrorCode;
import dev.parley.core.IdempotencyStore;
import dev.parley.core.IdempotencyStore.Answer;
import dev.parley.core.IdempotencyStore.Claim;
import dev.parley.core.IdempotencyStore.Key;
import dev.parley.core.ParleyException;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jboss.resteasy.reactive.RestResponse;

/** Answers a request that came before with the same key as it was answered then. After validation: a bad request claims nothing. */
@Idempotent
@Interceptor
@Priority(Interceptor.Priority.PLATFORM_AFTER + 900)
class IdempotentCalls {

    static final String HEADER = "Idempotency-Key";
    static final int LONGEST = 64;
    private static final String JSON = "application/json;charset=UTF-8";
    private static final Duration SOON = Duration.ofSeconds(1);

    private final IdempotencyStore store;
    private final ObjectMapper json;
    private final Me me;
    private final HttpHeaders headers;
    private final UriInfo uri;
    private final Clock clock;

    IdempotentCalls(IdempotencyStore store, ObjectMapper json, Me me, HttpHeaders headers, UriInfo uri, Clock clock) {
        this.store = store;
        this.json = json;
        this.me = me;
        this.headers = headers;
        this.uri = uri;
        this.clock = clock;
    }

    @AroundInvoke
    Object around(InvocationContext call) throws Exception {
        var sent = sent();
        if (sent.isEmpty()) {
            return call.proceed();
        }
        var key = new Key(scope(call), hash("name", sent.get()));
        // Keyed with what only the client knows: the stored hash of a body tells nothing about a password in it.
        var body = hash(json.writeValueAsString(Arrays.asList(call.getParameters())), sent.get());
        return switch (store.claim(key, body, clock.instant())) {
            case Claim.Mine() -> first(call, key);
            case Claim.Answered(var answer) ->
                RestResponse.ResponseBuilder.create(answer.status())
                        .entity(answer.body())
                        .type(answer.mediaType())
                        .build();
            case Claim.InFlight() ->
                throw new ParleyException(
                                ErrorCode.IDEMPOTENCY_IN_FLIGHT,
                                "The first request with this key is still being worked on.")
                        .retryAfter(SOON);
            case Claim.OtherBody() ->
                throw new ParleyException(
                        ErrorCode.IDEMPOTENCY_CONFLICT, "This key came before with another body; use a new one.");
        };
    }

    private Object first(InvocationContext call, Key key) throws Exception {
        boolean answered = false;
        try {
            var response = (RestResponse<?>) call.proceed();
            if (response.getStatus() < 400) {
                store.complete(key, answer(response));
                answered = true;
            }
            return response;
        } finally {
            if (!answered) {
                store.release(key);
            }
        }
    }

    private Answer answer(RestResponse<?> response) throws JsonProcessingException {
        return new Answer(response.getStatus(), JSON, json.writeValueAsString(response.getEntity()));
    }

    private Optional<String> sent() {
        var sent = headers.getRequestHeader(HEADER);
        if (sent == null || sent.isEmpty()) {
            return Optional.empty();
        }
        var key = sent.getFirst();
        if (sent.size() > 1 || key.isBlank() || key.codePointCount(0, key.length()) > LONGEST) {
            throw ParleyException.invalid(HEADER, "must be one key of 1 to " + LONGEST + " characters");
        }
        return Optional.of(key);
    }

    private String scope(InvocationContext call) {
        var anonymous = call.getInterceptorBinding(Idempotent.class).anonymous();
        return (anonymous ? "" : me.id()) + " " + uri.getPath();
    }

    private static String hash(String text, String key) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
