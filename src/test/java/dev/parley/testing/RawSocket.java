package dev.parley.testing;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A WebSocket client that sends any bytes, and reads only when it is told to. */
public final class RawSocket implements AutoCloseable {

    public static final int CONTINUATION = 0;
    public static final int TEXT = 1;
    public static final int BINARY = 2;
    public static final int PING = 9;
    private static final int CLOSE = 8;

    private final Socket socket;
    private final DataInputStream in;
    private final String status;

    public RawSocket(int port, String token, String path) throws IOException {
        this(new Socket("127.0.0.1", port), token, path);
    }

    public RawSocket(Socket connected, String token, String path) throws IOException {
        socket = connected;
        socket.setSoTimeout(15_000);
        in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
        socket.getOutputStream().write(handshake(socket, token, path));
        var head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException("closed while upgrading: " + head);
            }
            head.append((char) next);
        }
        status = head.substring(9, 12);
    }

    /** The request that opens a socket, on a connection that is there. */
    public static byte[] handshake(Socket socket, String token, String path) {
        var request = "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + socket.getPort() + "\r\nUpgrade: websocket\r\n"
                + "Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + "Authorization: Bearer " + token + "\r\n\r\n";
        return request.getBytes(StandardCharsets.US_ASCII);
    }

    /** The status of the upgrade. */
    public int status() {
        return Integer.parseInt(status);
    }

    public void text(String text) throws IOException {
        frame(true, TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Sends one frame, masked with zeros. */
    public void frame(boolean last, int opcode, byte[] payload) throws IOException {
        var out = new ByteArrayOutputStream();
        out.write((last ? 0x80 : 0) | opcode);
        if (payload.length < 126) {
            out.write(0x80 | payload.length);
        } else if (payload.length < 65_536) {
            out.write(0x80 | 126);
            out.write(payload.length >> 8);
            out.write(payload.length);
        } else {
            out.write(0x80 | 127);
            out.write(new byte[4]);
            out.write(payload.length >> 24);
            out.write(payload.length >> 16);
            out.write(payload.length >> 8);
            out.write(payload.length);
        }
        out.write(new byte[4]);
        out.write(payload);
        socket.getOutputStream().write(out.toByteArray());
    }

    /** Reads up to the server's close frame; its code. */
    public int readClose() throws IOException {
        while (true) {
            int opcode = in.readUnsignedByte() & 15;
            var payload = payload();
            if (opcode == CLOSE) {
                return payload.length < 2 ? 1005 : (payload[0] & 255) << 8 | payload[1] & 255;
            }
        }
    }

    /** Reads up to the next whole text. */
    public String readText() throws IOException {
        var text = new ByteArrayOutputStream();
        while (true) {
            int head = in.readUnsignedByte();
            int opcode = head & 15;
            var payload = payload();
            if (opcode == CLOSE) {
                throw new EOFException("closed");
            }
            if (opcode == TEXT || opcode == CONTINUATION) {
                text.write(payload);
                if (head >= 128) {
                    return text.toString(StandardCharsets.UTF_8);
                }
            }
        }
    }

    private byte[] payload() throws IOException {
        int length = in.readUnsignedByte() & 127;
        long size = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
        return in.readNBytes((int) size);
    }

    /** Whether the server has cut the connection: seen by writing, without reading anything. */
    public boolean cut() {
        try {
            frame(true, PING, new byte[0]);
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
