package dev.parley.rest;

import dev.parley.conversation.RateLimited;
import dev.parley.core.Digest;
import dev.parley.identity.Accounts;
import dev.parley.limit.Decision;
import dev.parley.limit.RateLimiter;
import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import java.util.Arrays;
import java.util.HexFormat;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jspecify.annotations.Nullable;

/**
 * Slows down guessing: attempts to sign in are counted by address, whatever is in them, and then by account. The address
 * comes first, so that one who is refused there takes nothing from the account's owner.
 */
class SignInLimits {

    private static final int IPV4_BYTES = 4;
    private static final int SITE_BYTES = 8;

    private final RateLimiter limiter;

    SignInLimits(RateLimiter limiter) {
        this.limiter = limiter;
    }

    /** The address is the connection's; a proxy's word for it counts only where the server is set to trust that proxy. */
    @SignIn
    @ServerRequestFilter
    public void countAddress(HttpServerRequest request) {
        admit(limiter.takeSignInFrom(client(request)));
    }

    static String client(HttpServerRequest request) {
        var address = request.remoteAddress();
        return network(address == null ? null : address.hostAddress());
    }

    void countAccount(String email) {
        // Anything may be sent as an address, of any length; the limiter keeps what it counts by.
        admit(limiter.takeSignInAs(Digest.hex(Accounts.normal(email))));
    }

    private static void admit(Decision decision) {
        if (decision instanceof Decision.Refused refused) {
            throw new RateLimited(refused);
        }
    }

    /** An IPv4 address is one client; of IPv6 a client has a whole /64. */
    static String network(@Nullable String address) {
        var plain = address == null ? "" : address.replaceFirst("%.*", "");
        var bytes = NetUtil.createByteArrayFromIpAddressString(plain);
        if (bytes == null) {
            return plain;
        }
        if (bytes.length > IPV4_BYTES && mapsIpv4(bytes)) {
            bytes = Arrays.copyOfRange(bytes, bytes.length - IPV4_BYTES, bytes.length);
        }
        return HexFormat.of().formatHex(bytes, 0, Math.min(bytes.length, SITE_BYTES));
    }

    /** {@code ::ffff:a.b.c.d} */
    private static boolean mapsIpv4(byte[] ipv6) {
        var zeros = new byte[10];
        return Arrays.equals(ipv6, 0, 10, zeros, 0, 10) && ipv6[10] == -1 && ipv6[11] == -1;
    }
}
