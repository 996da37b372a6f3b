package dev.parley.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.core.ErrorCode;
import dev.parley.core.ParleyException;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Stands before routing and authentication. It refuses paths that routers, permission rules and proxies may read
 * differently, and bodies that say they are too large or compressed.
 */
@Singleton
class RequestGuard {

    private static final int FIRST = 10_000;

    /** One slash at a time, no dot segments, the characters of RFC 3986 but {@code ;}; encoded, none that mean something. */
    private static final Pattern PLAIN = Pattern.compile(
            "(?i)(/(?!/|\\.{1,2}(/|$))([a-z0-9._~!$&'()*+,=:@-]|%(?![01][0-9a-f]|2[ef5]|3[bf]|5c|7f)[0-9a-f]{2})*+)++");

    /**
     * The longest content, with every character written as two escapes, and something to spare. Half of what the server
     * reads at most, so that a body of unknown length is refused here and with a problem.
     */
    static final int MOST_BYTES = 512 * 1024;

    private static final long LINGER_MILLIS = 5_000;

    private final ObjectMapper json;

    RequestGuard(ObjectMapper json) {
        this.json = json;
    }

    void register(@Observes Filters filters, Router router) {
        filters.register(this::guard, FIRST);
        router.route().order(Integer.MIN_VALUE).failureHandler(this::failed);
    }

    /** What the router itself refuses, such as a request without a Host. */
    private void failed(RoutingContext context) {
        switch (context.statusCode()) {
            case 400 -> refuse(context, Problem.of(ErrorCode.INVALID_MESSAGE, "The request cannot be understood."));
            case 404 -> refuse(context, Problem.of(ErrorCode.NOT_FOUND, "There is nothing at this address."));
            default -> context.next();
        }
    }

    private void guard(RoutingContext context) {
        var request = context.request();
        if (!plain(request.path())) {
            refuse(context, Problem.of(ErrorCode.NOT_FOUND, "There is nothing at this address."));
        } else if (length(request) > MOST_BYTES) {
            refuse(context, Problem.of(hangUp(context)));
        } else if (coded(request)) {
            context.response().putHeader(HttpHeaders.ACCEPT_ENCODING, HttpHeaders.IDENTITY);
            refuse(context, Problem.of(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "A body must not be compressed."));
        } else {
            if (request.getHeader(HttpHeaders.ACCEPT) instanceof String types && types.isBlank()) {
                // An empty list asks for nothing (RFC 9110, 12.5.1); the framework takes it for a malformed one.
                request.headers().remove(HttpHeaders.ACCEPT);
            }
            context.next();
        }
    }

    static boolean plain(@Nullable String path) {
        return path != null && PLAIN.matcher(path).matches();
    }

    /**
     * A body that is too large ends its connection, after the answer. What is still on its way is dropped for a moment
     * first: a connection closed before it was read through is reset, and a reset can overtake the answer.
     */
    static ParleyException hangUp(RoutingContext context) {
        var request = context.request();
        context.response().putHeader(HttpHeaders.CONNECTION, "close");
        context.addEndHandler(sent -> {
            var close = context.vertx()
                    .setTimer(LINGER_MILLIS, late -> request.connection().close());
            request.handler(dropped -> {}).endHandler(read -> {
                if (context.vertx().cancelTimer(close)) {
                    request.connection().close();
                }
            });
            request.resume();
        });
        return new ParleyException(ErrorCode.PAYLOAD_TOO_LARGE, "The body is larger than this server takes.");
    }

    private static long length(HttpServerRequest request) {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
    }

    /** Nothing here unpacks a body; packed, it would only be called bad JSON. */
    private static boolean coded(HttpServerRequest request) {
        var coding = request.getHeader(HttpHeaders.CONTENT_ENCODING);
        return coding != null && !coding.isBlank() && !coding.strip().equalsIgnoreCase("identity");
    }

    private void refuse(RoutingContext context, Problem problem) {
        try {
            context.response()
                    .setStatusCode(problem.status())
                    .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                    .end(json.writeValueAsString(problem));
        } catch (JsonProcessingException e) {
            context.fail(e);
        }
    }
}
