package dev.parley.rest;

import dev.parley.core.ParleyException;
import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.NotSupportedException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Reads the headers about types before the framework does, which takes a malformed one for a fault of its own; and refuses
 * what could not be answered before it is done, which the framework finds out afterwards where a route has two forms.
 */
class AcceptedTypes {

    private static final List<MediaType> OURS =
            List.of(MediaType.APPLICATION_JSON_TYPE, MediaType.SERVER_SENT_EVENTS_TYPE, JsonLines.TYPE);

    @ServerRequestFilter(preMatching = true)
    public void check(ContainerRequestContext request) {
        readContentType(request);
        var accepted = accepted(request);
        if (request.getUriInfo().getPath().startsWith("/api/")
                && accepted.stream().noneMatch(type -> OURS.stream().anyMatch(type::isCompatible))) {
            throw new NotAcceptableException();
        }
    }

    private static void readContentType(ContainerRequestContext request) {
        try {
            request.getMediaType();
        } catch (IllegalArgumentException e) {
            throw new NotSupportedException(e);
        }
    }

    private static List<MediaType> accepted(ContainerRequestContext request) {
        try {
            return request.getAcceptableMediaTypes();
        } catch (IllegalArgumentException e) {
            throw ParleyException.invalid("Accept", "must be a list of media types");
        }
    }
}
