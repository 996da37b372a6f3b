package dev.parley.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import dev.parley.core.ErrorCode;
import dev.parley.core.Ids;
import dev.parley.core.ParleyException;
import io.quarkus.security.AuthenticationException;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import io.vertx.ext.web.RoutingContext;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ValidationException;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns whatever a request ends with into a problem. What is no refusal is told to the log alone, under an id. */
class Problems {

    private static final Logger LOG = Logger.getLogger(Problems.class);

    /** No standard has a number for it; this is the one that logs and dashboards know. */
    private static final int CLIENT_CLOSED_REQUEST = 499;

    /** What the framework answers where it finds nothing that takes the call. Nothing of ours throws these. */
    private static final Set<Integer> UNROUTED = Set.of(404, 405);

    private final Ids ids;

    Problems(Ids ids) {
        this.ids = ids;
    }

    /** The exceptions after the first are named because the framework maps each of them otherwise. */
    @ServerExceptionMapper({
        Throwable.class,
        WebApplicationException.class,
        ValidationException.class,
        MismatchedInputException.class,
        InvalidDefinitionException.class,
        AuthenticationFailedException.class,
        UnauthorizedException.class,
        ForbiddenException.class
    })
    Response map(Throwable thrown, RoutingContext call) {
        return thrown instanceof WebApplicationException e
                        && UNROUTED.contains(e.getResponse().getStatus())
                ? unrouted(e, call)
                : map(thrown);
    }

    /** A wrong method may come as a wrong address; what an address of ours takes is said with the refusal. */
    private Response unrouted(WebApplicationException e, RoutingContext call) {
        return Methods.at(call.normalizedPath())
                .filter(address -> !address.takes(call.request().method().name()))
                .map(address -> Response.fromResponse(refusal(refused(405)))
                        .header(HttpHeaders.ALLOW, address.allow())
                        .build())
                .orElseGet(() -> map(e));
    }

    Response map(Throwable thrown) {
        return switch (thrown) {
            case ParleyException e -> refusal(e);
            case ConstraintViolationException e ->
                Violations.refusal(e).map(Problems::refusal).orElseGet(() -> failure(e));
            case InvalidDefinitionException e -> failure(e);
            case JsonProcessingException e -> refusal(Violations.refusal(e));
            case AuthenticationException e -> refusal(unauthenticated());
            case UnauthorizedException e -> refusal(unauthenticated());
            case ForbiddenException e ->
                refusal(new ParleyException(ErrorCode.FORBIDDEN, "Your role does not allow this."));
            case WebApplicationException e when e.getCause() instanceof JsonProcessingException cause -> map(cause);
            case WebApplicationException e -> web(e);
            case IOException e -> gone(e);
            case Throwable e -> failure(e);
        };
    }

    /** As headers tell it: whoever waits so long has not waited too short. */
    static long seconds(Duration wait) {
        return Math.ceilDiv(wait.toMillis(), 1000L);
    }

    static Response refusal(ParleyException e) {
        var response =
                Response.status(e.code().status()).type(Problem.MEDIA_TYPE).entity(Problem.of(e));
        if (e.code() == ErrorCode.UNAUTHENTICATED) {
            response.header(HttpHeaders.WWW_AUTHENTICATE, "Bearer");
        }
        e.retryAfter().ifPresent(wait -> {
            long seconds = seconds(wait);
            response.header(HttpHeaders.RETRY_AFTER, seconds);
            if (e.code().status() == 429) {
                response.header("X-RateLimit-Retry-After", seconds);
            }
        });
        return response.build();
    }

    private Response web(WebApplicationException e) {
        int status = e.getResponse().getStatus();
        if (status < 400) {
            return e.getResponse();
        }
        if (status >= 500) {
            return failure(e);
        }
        return refusal(refused(status));
    }

    private static ParleyException refused(int status) {
        return switch (status) {
            case 401 -> unauthenticated();
            case 403 -> new ParleyException(ErrorCode.FORBIDDEN, "This is not allowed.");
            case 404 -> new ParleyException(ErrorCode.NOT_FOUND, "There is nothing at this address.");
            case 405 -> new ParleyException(ErrorCode.METHOD_NOT_ALLOWED, "This address does not take this method.");
            case 406 ->
                new ParleyException(ErrorCode.NOT_ACCEPTABLE, "The answer cannot be given in an accepted type.");
            case 413 -> new ParleyException(ErrorCode.PAYLOAD_TOO_LARGE, "The body is larger than this server takes.");
            case 415 -> new ParleyException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Send the body as application/json.");
            default -> new ParleyException(ErrorCode.INVALID_MESSAGE, "The request cannot be understood.");
        };
    }

    private static ParleyException unauthenticated() {
        return new ParleyException(ErrorCode.UNAUTHENTICATED, "A good access token is needed.");
    }

    /** Only the connection throws one, while the answer is written: nobody is there to be told. */
    private static Response gone(IOException e) {
        LOG.debugf("Nobody waits for the answer any more: %s", e);
        return Response.status(CLIENT_CLOSED_REQUEST).build();
    }

    private Response failure(Throwable e) {
        var id = ids.next();
        LOG.errorf(e, "Request failed, error %s", id);
        return refusal(new ParleyException(ErrorCode.INTERNAL, "Something went wrong; it was written to the log."));
    }
}
