package dev.parley.rest;

import dev.parley.core.ErrorCode;
import dev.parley.core.ParleyException;
import dev.parley.identity.Account;
import dev.parley.identity.Accounts;
import dev.parley.identity.Identities;
import dev.parley.identity.Tickets;
import dev.parley.identity.Tokens;
import io.quarkus.security.Authenticated;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;

/** Signing in. Source: the wire contract, section 1. */
@Path("/api/auth")
@RunOnVirtualThread
@Tag(name = "auth", description = "Accounts, tokens, tickets")
class AuthResource {

    private final Accounts accounts;
    private final Tokens tokens;
    private final Tickets tickets;
    private final Identities identities;
    private final SecurityIdentity identity;
    private final SignInLimits attempts;

    AuthResource(
            Accounts accounts,
            Tokens tokens,
            Tickets tickets,
            Identities identities,
            SecurityIdentity identity,
            SignInLimits attempts) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.tickets = tickets;
        this.identities = identities;
        this.identity = identity;
        this.attempts = attempts;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("/register")
    @PermitAll
    @SignIn
    @Produces(MediaType.APPLICATION_JSON)
    @Idempotent(anonymous = true)
    @Operation(
            summary = "Open an account",
            description = "Errors: `email_taken`, `forbidden` where an external issuer keeps the accounts, "
                    + "`idempotency_conflict`, `idempotency_in_flight`.")
    @Parameter(name = IdempotentCalls.HEADER, in = ParameterIn.HEADER)
    @APIResponseSchema(value = AuthBodies.Registered.class, responseCode = "201")
    public RestResponse<AuthBodies.Registered> register(@Valid @NotNull AuthBodies.Register body) {
        attempts.countAccount(body.email());
        var account = accounts.register(body.email(), body.password(), body.displayName());
        return RestResponse.status(RestResponse.Status.CREATED, AuthBodies.Registered.of(account));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("/login")
    @PermitAll
    @SignIn
    @Operation(
            summary = "Exchange e-mail and password for tokens",
            description =
                    "Errors: `unauthenticated` whichever of them is wrong, `forbidden` for a disabled account or an external issuer's.")
    public AuthBodies.Grant login(@Valid @NotNull AuthBodies.Login body) {
        attempts.countAccount(body.email());
        var account = accounts.signIn(body.email(), body.password())
                .orElseThrow(() ->
                        new ParleyException(ErrorCode.UNAUTHENTICATED, "The e-mail address or the password is wrong."));
        return AuthBodies.Grant.of(tokens.open(account));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("/refresh")
    @PermitAll
    @SignIn
    @Operation(
            summary = "Exchange a refresh token for new tokens; it is spent",
            description = "Spent twice, it revokes all tokens of this sign-in. Errors: `unauthenticated`, `forbidden`.")
    public AuthBodies.Grant refresh(@Valid @NotNull AuthBodies.Refresh body) {
        tokens.holder(body.refreshToken()).map(Account::email).ifPresent(attempts::countAccount);
        return AuthBodies.Grant.of(tokens.refresh(body.refreshToken()));
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Path("/logout")
    @PermitAll
    @Operation(summary = "Revoke all tokens of this sign-in")
    @APIResponse(responseCode = "204", description = "Done, whatever the token was")
    public void logout(@Valid @NotNull AuthBodies.Refresh body) {
        tokens.logout(body.refreshToken());
    }

    @GET
    @Path("/me")
    @Authenticated
    @Operation(summary = "Who I am")
    public AuthBodies.Me me() {
        var caller = identities.caller(identity);
        return accounts.find(caller.userId()).map(AuthBodies.Me::of).orElseGet(() -> AuthBodies.Me.of(caller));
    }

    @POST
    @Path("/ticket")
    @Produces(MediaType.APPLICATION_JSON)
    @Authenticated
    @ResponseStatus(201)
    @Operation(summary = "A ticket that opens one socket within 30 seconds")
    @APIResponseSchema(value = AuthBodies.Ticket.class, responseCode = "201")
    public AuthBodies.Ticket ticket() {
        var ticket = tickets.issue(identities.caller(identity));
        return new AuthBodies.Ticket(ticket, Tickets.TTL.toSeconds());
    }
}
