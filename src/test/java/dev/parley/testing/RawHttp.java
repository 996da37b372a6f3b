package dev.parley.testing;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** Calls that no client library would make. */
public final class RawHttp {

    private RawHttp() {}

    /** Sends a request as it is; all that comes back until the server closes. */
    public static String send(URI server, String request) throws IOException {
        try (var socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(10_000);
            try {
                socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            } catch (SocketException refusedBeforeItsEnd) {
                // The server need not hear a request out; what it answered is there to be read all the same.
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
