package dev.parley.ws;

import io.quarkus.websockets.next.CloseReason;

/** Why the server closes a socket. Source: the wire contract, and RFC 6455 for numbers below 4000. */
enum CloseCode {
    PROTOCOL_ERROR(1002, "not a frame of RFC 6455"),
    UNSUPPORTED_DATA(1003, "text frames only"),
    INVALID_TEXT(1007, "not UTF-8"),
    MESSAGE_TOO_BIG(1009, "a frame has at most 65,536 bytes"),
    RESTART(1012, "the server restarts"),
    SLOW_READER(1013, "the reader is too slow"),
    TOKEN_OVER(4401, "the token has expired or was revoked"),
    FLOOD(4429, "too many frames");

    private final int code;
    private final String reason;

    CloseCode(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    int code() {
        return code;
    }

    String text() {
        return reason;
    }

    CloseReason reason() {
        return new CloseReason(code, reason);
    }
}
