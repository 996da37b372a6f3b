package dev.parley.rest;

import jakarta.ws.rs.NotAcceptableException;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** Refuses what could not be answered before it is done: where a route has two forms, the framework finds out afterwards. */
class AcceptedTypes {

    private static final List<MediaType> OURS =
            List.of(MediaType.APPLICATION_JSON_TYPE, MediaType.SERVER_SENT_EVENTS_TYPE);

    @ServerRequestFilter
    public void check(ContainerRequestContext request) {
        if (request.getAcceptableMediaTypes().stream()
                .noneMatch(accepted -> OURS.stream().anyMatch(accepted::isCompatible))) {
            throw new NotAcceptableException();
        }
    }
}
