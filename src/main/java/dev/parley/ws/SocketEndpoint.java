package dev.parley.ws;

import io.quarkus.websockets.next.InboundProcessingMode;
import io.quarkus.websockets.next.OnClose;
import io.quarkus.websockets.next.OnError;
import io.quarkus.websockets.next.OnOpen;
import io.quarkus.websockets.next.OnTextMessage;
import io.quarkus.websockets.next.WebSocket;
import io.quarkus.websockets.next.WebSocketConnection;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** The socket. */
@Singleton
@WebSocket(path = "/ws", inboundProcessingMode = InboundProcessingMode.CONCURRENT)
class SocketEndpoint {

    private static final Logger LOG = Logger.getLogger(SocketEndpoint.class);

    private final Sockets sockets;

    SocketEndpoint(Sockets sockets) {
        this.sockets = sockets;
    }

    @OnOpen
    @NonBlocking
    void open(WebSocketConnection connection) {
        sockets.opened(connection);
    }

    @OnTextMessage
    @NonBlocking
    void text(String text, WebSocketConnection connection) {
        sockets.received(connection, text);
    }

    @OnClose
    @NonBlocking
    void close(WebSocketConnection connection) {
        sockets.closed(connection);
    }

    /** Connections break; that is no error of ours. */
    @OnError
    @NonBlocking
    void error(Throwable cause, WebSocketConnection connection) {
        LOG.debugf(cause, "connection %s", connection.id());
    }
}
