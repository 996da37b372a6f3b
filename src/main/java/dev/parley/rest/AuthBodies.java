package dev.parley.rest;

import static java.util.Objects.requireNonNullElse;

import dev.parley.identity.Account;
import dev.parley.identity.Accounts;
import dev.parley.identity.Caller;
import dev.parley.identity.Tokens;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.validator.constraints.CodePointLength;

/** What goes in and out of {@link AuthResource}. A field that was not sent is empty, and then refused as such. */
final class AuthBodies {

    private static final String PRINTABLE = "\\P{Cc}*";

    private AuthBodies() {}

    @Schema(examples = """
            {"email": "ada@example.com", "password": "correct horse battery", "display_name": "Ada"}""")
    record Register(
            @NotBlank @Email @Size(max = 254) @Pattern(regexp = PRINTABLE, message = "must be printable")
            String email,

            @CodePointLength(min = 8, max = 128, message = "must have 8 to 128 characters")
            String password,

            Optional<
                            @CodePointLength(min = 1, max = 100, message = "must have 1 to 100 characters")
                            @Pattern(regexp = PRINTABLE, message = "must be printable") String>
                    displayName) {
        Register {
            email = Accounts.normal(requireNonNullElse(email, ""));
            password = requireNonNullElse(password, "");
            displayName =
                    requireNonNullElse(displayName, Optional.<String>empty()).map(String::strip);
        }
    }

    /** Nothing is said of what an address or a password must be like: all that are wrong are refused alike. */
    @Schema(examples = """
            {"email": "ada@example.com", "password": "correct horse battery"}""")
    record Login(@NotBlank String email, @NotEmpty String password) {
        Login {
            email = requireNonNullElse(email, "");
            password = requireNonNullElse(password, "");
        }
    }

    @Schema(examples = """
            {"refresh_token": "Qm8vN0xk2yQh4sB1dLrT9wZc6uEoPaJfKtIiXvGgHnM"}""")
    record Refresh(@NotBlank String refreshToken) {
        Refresh {
            refreshToken = requireNonNullElse(refreshToken, "");
        }
    }

    record Registered(String userId, String email, String displayName, Instant createdAt) {
        static Registered of(Account account) {
            return new Registered(account.userId(), account.email(), account.displayName(), account.createdAt());
        }
    }

    record Grant(String accessToken, String refreshToken, String tokenType, long expiresIn) {
        static Grant of(Tokens.Grant grant) {
            return new Grant(
                    grant.accessToken(),
                    grant.refreshToken(),
                    "Bearer",
                    grant.expiresIn().toSeconds());
        }
    }

    /** Of a user of an external issuer only the id and the roles are known. */
    record Me(
            String userId,
            Optional<String> email,
            Optional<String> displayName,
            Set<String> roles,
            Optional<Instant> createdAt) {
        static Me of(Account account) {
            return new Me(
                    account.userId(),
                    Optional.of(account.email()),
                    Optional.of(account.displayName()),
                    new TreeSet<>(account.roles()),
                    Optional.of(account.createdAt()));
        }

        static Me of(Caller caller) {
            return new Me(
                    caller.userId(),
                    Optional.empty(),
                    Optional.empty(),
                    new TreeSet<>(caller.roles()),
                    Optional.empty());
        }
    }

    record Ticket(String ticket, long expiresIn) {}
}
