package dev.parley.rest;

import dev.parley.channel.Channels;
import dev.parley.protocol.View;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Where I can be reached. Source: the wire contract, section 3. */
@Path("/api/channels")
@Authenticated
@RunOnVirtualThread
@Tag(name = "channels", description = "Where questions reach people who are not looking")
class ChannelResource {

    private final Channels channels;
    private final Me me;

    ChannelResource(Channels channels, Me me) {
        this.channels = channels;
        this.me = me;
    }

    @GET
    @Operation(summary = "My channels, by priority")
    public View.Items<ChannelBodies.Item> mine() {
        return new View.Items<>(
                channels.of(me.id()).stream().map(ChannelBodies.Item::of).toList(), Optional.empty());
    }

    @PUT
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Replace my channels; each new address is asked to confirm before it is used",
            description = "At most five are asked in an hour; the others by POST /api/channels/confirmations, later.")
    public View.Items<ChannelBodies.Item> put(@Valid @NotNull ChannelBodies.Wanted body) {
        channels.put(me.id(), body.of(me.id()));
        return mine();
    }

    @GET
    @Path("/confirmations")
    @Operation(summary = "Which of my addresses have been confirmed")
    public View.Items<ChannelBodies.Confirmation> confirmations() {
        return new View.Items<>(
                channels.of(me.id()).stream()
                        .map(ChannelBodies.Confirmation::of)
                        .toList(),
                Optional.empty());
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("/confirmations")
    @ResponseStatus(202)
    @Operation(
            summary = "Ask an address once more to confirm",
            description = "Errors: `rate_limited` after too many requests.")
    @APIResponse(responseCode = "202", description = "It is asked, unless it was confirmed")
    public void ask(@Valid @NotNull ChannelBodies.Address body) {
        channels.askAgain(me.id(), ChannelBodies.type(body.type(), "type"), body.address());
    }
}
