package dev.parley.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.core.ErrorCode;
import io.quarkus.runtime.configuration.MemorySize;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Stands before routing and authentication. It refuses paths that routers, permission rules and proxies may read
 * differently, and bodies that say they are too large.
 */
@Singleton
class RequestGuard {

    private static final int FIRST = 10_000;

    /** One slash at a time, no dot segments, the characters of RFC 3986 but {@code ;}; encoded, none that mean something. */
    private static final Pattern PLAIN = Pattern.compile(
            "(?i)(/(?!\\.{1,2}(/|$))([a-z0-9._~!$&'()*+,=:@-]|%(?![01][0-9a-f]|2[ef5]|3[bf]|5c|7f)[0-9a-f]{2})*+(?!/(?=/)))++");

    private final ObjectMapper json;
    private final long mostBytes;

    RequestGuard(ObjectMapper json, @ConfigProperty(name = "quarkus.http.limits.max-body-size") MemorySize mostBytes) {
        this.json = json;
        this.mostBytes = mostBytes.asLongValue();
    }

    void register(@Observes Filters filters) {
        filters.register(this::guard, FIRST);
    }

    private void guard(RoutingContext context) {
        var request = context.request();
        if (!plain(request.path())) {
            refuse(context, Problem.of(ErrorCode.NOT_FOUND, "There is nothing at this address."));
        } else if (length(request) > mostBytes) {
            request.response().putHeader(HttpHeaders.CONNECTION, "close");
            refuse(context, Problem.of(ErrorCode.PAYLOAD_TOO_LARGE, "The body is larger than this server takes."));
        } else {
            context.next();
        }
    }

    static boolean plain(@Nullable String path) {
        return path != null && PLAIN.matcher(path).matches();
    }

    private static long length(HttpServerRequest request) {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null ? 0 : Long.parseLong(length);
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
