package dev.parley.ws;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.util.AttributeKey;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * The request that opens a socket. The framework keeps it for as long as the socket is open, with the token in it and
 * all that was found out about it: most of a silent connection's memory would be that. Here it is forgotten.
 */
@ApplicationScoped
class Handshake {

    private static final AttributeKey<RoutingContext> ROUTING = AttributeKey.valueOf(Handshake.class, "routing");
    private static final int BEFORE_ALL = Integer.MIN_VALUE;

    void remember(@Observes Router router) {
        router.route("/ws*").order(BEFORE_ALL).handler(routing -> {
            if (routing.request().headers().contains("Sec-WebSocket-Key")) {
                channel(routing.request()).attr(ROUTING).set(routing);
            }
            routing.next();
        });
    }

    static Channel channel(HttpServerRequest request) {
        return ((ConnectionBase) request.connection()).channel();
    }

    static void refused(HttpServerRequest request) {
        channel(request).attr(ROUTING).set(null);
    }

    /** The upgrade is granted: once it is answered nobody wants the headers, of which the framework would make a copy. */
    static void granted(HttpServerRequest request) {
        StrictFrames.addOutermost(channel(request).pipeline(), "handshake", new Answering(request.headers()));
    }

    private static final class Answering extends ChannelOutboundHandlerAdapter {

        private final MultiMap headers;

        Answering(MultiMap headers) {
            this.headers = headers;
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            headers.clear();
            context.write(message, promise);
            context.pipeline().remove(this);
        }
    }

    /** The socket is open: what was found out about the request is in its {@link Socket}. */
    static void opened(Channel channel) {
        var routing = channel.attr(ROUTING).getAndSet(null);
        if (routing != null) {
            routing.response().headers().clear();
            routing.data().clear();
        }
    }
}
