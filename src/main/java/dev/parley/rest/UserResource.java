package dev.parley.rest;

import dev.parley.core.ErrorCode;
import dev.parley.core.ParleyException;
import dev.parley.identity.Account;
import dev.parley.identity.Accounts;
import dev.parley.identity.Tokens;
import dev.parley.privacy.PersonalData;
import dev.parley.protocol.View;
import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** People, for administrators; and what is kept of each, for themselves too. */
@Path("/api/users")
@Authenticated
@RunOnVirtualThread
@Tag(name = "users", description = "Who may come in, and what is kept of them")
class UserResource {

    private final Accounts accounts;
    private final Tokens tokens;
    private final PersonalData data;
    private final Me me;

    UserResource(Accounts accounts, Tokens tokens, PersonalData data, Me me) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.data = data;
        this.me = me;
    }

    record User(
            String userId, String email, String displayName, Set<String> roles, Instant createdAt, boolean disabled) {
        static User of(Account account) {
            return new User(
                    account.userId(),
                    account.email(),
                    account.displayName(),
                    new TreeSet<>(account.roles()),
                    account.createdAt(),
                    account.disabled());
        }
    }

    @Schema(examples = """
            {"disabled": true}""")
    record Change(@NotNull Boolean disabled) {}

    @GET
    @RolesAllowed("admin")
    @Operation(summary = "The account with an e-mail address", description = "For administrators, others: `forbidden`.")
    public View.Items<User> byEmail(@Parameter(required = true) @QueryParam("email") Optional<String> email) {
        var wanted = email.orElseThrow(() -> ParleyException.invalid("email", "must be given"));
        return new View.Items<>(accounts.byEmail(wanted).map(User::of).stream().toList(), Optional.empty());
    }

    @PATCH
    @Path("/{user_id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @RolesAllowed("admin")
    @Operation(
            summary = "Keep somebody out, signing them out everywhere; or let them in again",
            description = "For administrators, others: `forbidden`. Errors: `not_found`.")
    public User change(String user_id, @Valid @NotNull Change body) {
        var account = accounts.keepOut(user_id, body.disabled());
        if (account.disabled()) {
            tokens.revokeAll(user_id);
        }
        return User.of(account);
    }

    @GET
    @Path("/{user_id}/export")
    @Produces(JsonLines.NAME)
    @Operation(
            summary = "All that is kept of me, one entry a line; administrators get anybody's",
            description = "Errors: `not_found`.")
    public StreamingOutput export(String user_id) {
        requireOwn(user_id);
        return output -> data.export(user_id, entry -> {
            var line = "{\"kind\":\"" + entry.kind() + "\"," + entry.json().substring(1) + "\n";
            try {
                output.write(line.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @DELETE
    @Path("/{user_id}")
    @Operation(
            summary = "Erase me and all that was said; administrators erase anybody",
            description = "Errors: `not_found`.")
    public void erase(String user_id) {
        requireOwn(user_id);
        data.erase(user_id);
    }

    /** Whoever else exists is nobody's business. */
    private void requireOwn(String userId) {
        if (!me.id().equals(userId) && !me.caller().roles().contains("admin")) {
            throw new ParleyException(ErrorCode.NOT_FOUND, "There is nothing here.");
        }
    }
}
