package dev.parley.rest;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.parley.channel.slack.SlackConfig;
import dev.parley.channel.slack.SlackSignature;
import dev.parley.core.ErrorCode;
import dev.parley.core.ParleyException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;

/**
 * Where Slack tells what members did. Everybody can call it, so nothing happens before the signature over the body, as it
 * came, was found good. What is answered is in the store before the call is.
 */
@Path("/slack")
@PermitAll
@RunOnVirtualThread
class SlackResource {

    private static final String TIMESTAMP = "X-Slack-Request-Timestamp";
    private static final String SIGNATURE = "X-Slack-Signature";

    private final Optional<SlackSignature> signature;
    private final SlackClicks clicks;
    private final SlackSubmissions submissions;
    private final SlackTalk talk;
    private final Clock clock;

    SlackResource(SlackConfig config, SlackClicks clicks, SlackSubmissions submissions, SlackTalk talk, Clock clock) {
        this.signature = config.signingSecret().map(String::strip).map(SlackSignature::new);
        this.clicks = clicks;
        this.submissions = submissions;
        this.talk = talk;
        this.clock = clock;
    }

    @POST
    @Path("/interactions")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response interaction(
            @HeaderParam(TIMESTAMP) Optional<String> timestamp,
            @HeaderParam(SIGNATURE) Optional<String> theirs,
            byte[] body) {
        check(timestamp, theirs, body);
        var payload = SlackPayload.ofForm(body);
        return switch (payload.type()) {
            case "block_actions" -> {
                clicks.clicked(payload);
                yield Response.ok().build();
            }
            case "view_submission" ->
                submissions
                        .submitted(payload)
                        .map(answer -> Response.ok(answer.toString(), MediaType.APPLICATION_JSON_TYPE))
                        .orElseGet(Response::ok)
                        .build();
            case String other -> Response.ok().build();
        };
    }

    @POST
    @Path("/events")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(hidden = true)
    public Response event(
            @HeaderParam(TIMESTAMP) Optional<String> timestamp,
            @HeaderParam(SIGNATURE) Optional<String> theirs,
            byte[] body) {
        check(timestamp, theirs, body);
        var payload = SlackPayload.of(new String(body, StandardCharsets.UTF_8));
        return switch (payload.type()) {
            case "url_verification" -> challenge(payload.text("/challenge"));
            case "event_callback" -> {
                talk.heard(payload);
                yield Response.ok().build();
            }
            case String other -> Response.ok().build();
        };
    }

    /** Slack asks for its own words when the address is set. */
    private static Response challenge(String words) {
        var answer = JsonNodeFactory.instance.objectNode().put("challenge", words);
        return Response.ok(answer.toString(), MediaType.APPLICATION_JSON_TYPE).build();
    }

    private void check(Optional<String> timestamp, Optional<String> theirs, byte[] body) {
        var ours = signature.orElseThrow(
                () -> new ParleyException(ErrorCode.NOT_FOUND, "There is nothing at this address."));
        if (!ours.covers(timestamp, body, theirs, clock.instant())) {
            throw new ParleyException(ErrorCode.UNAUTHENTICATED, "The signature is missing, wrong or too old.");
        }
    }
}
