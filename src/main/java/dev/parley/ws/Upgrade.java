package dev.parley.ws;

import dev.parley.core.ParleyException;
import dev.parley.identity.Caller;
import dev.parley.identity.Identities;
import dev.parley.identity.Tickets;
import io.netty.channel.Channel;
import io.quarkus.websockets.next.HttpUpgradeCheck;
import io.quarkus.websockets.next.UserData.TypedKey;
import io.smallrye.mutiny.Uni;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/** Decides who may open a socket: the Origin first, then the token, then whose path it is. */
@ApplicationScoped
class Upgrade implements HttpUpgradeCheck {

    private static final Logger LOG = Logger.getLogger(Upgrade.class);

    static final TypedKey<Caller> CALLER = new TypedKey<>("caller");
    static final TypedKey<Channel> CHANNEL = new TypedKey<>("channel");

    private static final int BAD = 400;
    private static final int UNAUTHENTICATED = 401;
    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY = 429;
    private static final int DRAINING = 503;
    private static final int FAULT = 500;
    private static final Map<String, List<String>> RETRY_SOON = Map.of("Retry-After", List.of("1"));
    private static final String BEARER = "bearer ";
    private static final Set<String> TOKEN_NAMES =
            Set.of("token", "access_token", "id_token", "jwt", "bearer", "authorization", "auth");

    private final Origins origins;
    private final Identities identities;
    private final Tickets tickets;
    private final Sockets sockets;

    Upgrade(Origins origins, Identities identities, Tickets tickets, Sockets sockets) {
        this.origins = origins;
        this.identities = identities;
        this.tickets = tickets;
        this.sockets = sockets;
    }

    @Override
    public Uni<CheckResult> perform(HttpUpgradeContext context) {
        return decide(context).onFailure().recoverWithUni(Upgrade::failed).invoke(result -> {
            if (!result.isUpgradePermitted()) {
                Handshake.refused(context.httpRequest());
            }
        });
    }

    /** Not left to the framework, which would log the request's address: a ticket that is still good may be in it. */
    private static Uni<CheckResult> failed(Throwable failure) {
        if (failure instanceof ParleyException known) {
            return CheckResult.rejectUpgrade(known.code().status(), RETRY_SOON);
        }
        LOG.error("an upgrade failed", failure);
        return CheckResult.rejectUpgrade(FAULT);
    }

    private Uni<CheckResult> decide(HttpUpgradeContext context) {
        var request = context.httpRequest();
        if (request.version() == HttpVersion.HTTP_2) {
            return CheckResult.rejectUpgrade(BAD); // RFC 9113 knows no upgrade
        }
        if (!origins.allowed(request)) {
            return CheckResult.rejectUpgrade(FORBIDDEN);
        }
        if (request.query() != null) {
            try {
                if (tokenAmong(request.params())) {
                    return CheckResult.rejectUpgrade(UNAUTHENTICATED);
                }
            } catch (IllegalArgumentException unreadable) {
                return CheckResult.rejectUpgrade(BAD);
            }
        }
        if (!sockets.admits()) {
            return CheckResult.rejectUpgrade(DRAINING);
        }
        // The upgrade goes on where the connection is read: elsewhere, a frame right behind it would find nobody.
        var loop = Objects.requireNonNull(Vertx.currentContext());
        return Uni.createFrom()
                .item(() -> caller(request))
                .runSubscriptionOn(Thread::startVirtualThread)
                .emitOn(command -> loop.runOnContext(on -> command.run()))
                .map(caller -> decide(caller, context));
    }

    private CheckResult decide(Optional<Caller> caller, HttpUpgradeContext context) {
        if (caller.isEmpty()) {
            return CheckResult.rejectUpgradeSync(UNAUTHENTICATED);
        }
        var path = context.httpRequest().path();
        var user = path.endsWith("/") ? "" : context.pathParam("user_id");
        if (user != null && !user.equals(caller.get().userId())) {
            return CheckResult.rejectUpgradeSync(FORBIDDEN);
        }
        if (!sockets.admits(caller.get().userId())) {
            return CheckResult.rejectUpgradeSync(TOO_MANY);
        }
        var channel = Handshake.channel(context.httpRequest());
        if (!channel.isActive()) {
            return CheckResult.rejectUpgradeSync(BAD); // closed in the meantime: nobody reads this
        }
        context.userData().put(CALLER, caller.get());
        context.userData().put(CHANNEL, StrictFrames.install(channel));
        Handshake.granted(context.httpRequest());
        return CheckResult.permitUpgradeSync(Map.of());
    }

    private Optional<Caller> caller(HttpServerRequest request) {
        var header = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (header != null) {
            return header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                    ? identities.verify(header.substring(BEARER.length()).strip())
                    : Optional.empty();
        }
        return Optional.ofNullable(request.query() == null ? null : request.getParam("ticket"))
                .flatMap(tickets::redeem);
    }

    /** URLs end up in logs: a token in one is refused, even beside a good header. */
    private static boolean tokenAmong(MultiMap parameters) {
        return parameters.entries().stream()
                .filter(parameter -> !parameter.getKey().equals("ticket")
                        && !parameter.getKey().equals("user_id"))
                .anyMatch(parameter -> TOKEN_NAMES.contains(parameter.getKey().toLowerCase(Locale.ROOT))
                        || parameter.getValue().startsWith("eyJ"));
    }
}
