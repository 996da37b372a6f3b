package dev.parley.ws;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.util.stream.Stream;

/**
 * What the server's WebSocket code leaves open: invalid UTF-8 is closed with 1007, and not replaced; binary frames with
 * 1003; messages over the limit, in one frame or in many, with 1009; and each of them so that the client can read why.
 */
final class StrictFrames extends ChannelInboundHandlerAdapter {

    static final int LARGEST = 65_536;
    private static final String NAME = "strict-frames";
    private static final String VERTX_HANDLER = "handler";
    private static final String IDLE_HANDLER = "idle";

    private final LingeringClose closing;
    private int size;
    private boolean empty;
    private boolean refused;
    private boolean settled;
    private int waiting;

    private StrictFrames(LingeringClose closing) {
        this.closing = closing;
    }

    /** Puts itself between the frames' decoder and the server, on a connection that is about to be upgraded. */
    static Channel install(Channel channel) {
        if (channel.pipeline().get(NAME) != null) {
            return channel; // an upgrade was tried before on this connection, and came to nothing
        }
        var closing = new LingeringClose();
        var pipeline = channel.pipeline()
                .addBefore(VERTX_HANDLER, "strict-utf8", new Utf8FrameValidator(false))
                .addBefore(VERTX_HANDLER, NAME, new StrictFrames(closing));
        addOutermost(pipeline, "outbox", new Outbox(channel));
        addOutermost(pipeline, "lingering-close", closing);
        if (pipeline.get(IDLE_HANDLER) != null) {
            // It would not see what the outbox writes. Heartbeats find out who is gone.
            pipeline.remove(IDLE_HANDLER);
        }
        return channel;
    }

    /** Next to the network, or to what encrypts for it. */
    static void addOutermost(ChannelPipeline pipeline, String name, ChannelHandler handler) {
        var tls = pipeline.context(SslHandler.class);
        if (tls == null) {
            pipeline.addFirst(name, handler);
        } else {
            pipeline.addAfter(tls.name(), name, handler);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (settled && waiting == 0 || !(message instanceof WebSocketFrame)) {
            read(context, message);
        } else {
            nextTurn(context, () -> read(context, message));
        }
    }

    /**
     * What came together with the handshake is read in the loop's next turn. The upgrade takes one, and a socket that is
     * closed before its endpoint has it would be counted as open for ever; one that breaks meanwhile fails the upgrade twice.
     */
    private void nextTurn(ChannelHandlerContext context, Runnable work) {
        waiting++;
        context.executor().execute(() -> {
            settled = true;
            waiting--;
            work.run();
            context.fireChannelReadComplete(); // what was answered goes out
        });
    }

    private void read(ChannelHandlerContext context, Object message) {
        if (refused) {
            ReferenceCountUtil.release(message);
            return;
        }
        switch (message) {
            case WebSocketFrame frame when frame.rsv() != 0 -> refuse(context, frame, CloseCode.PROTOCOL_ERROR);
            case BinaryWebSocketFrame frame -> refuse(context, frame, CloseCode.UNSUPPORTED_DATA);
            // The server passes over what follows a part without text.
            case TextWebSocketFrame frame when opensEmpty(frame) -> empty(frame);
            case ContinuationWebSocketFrame frame when empty && opensEmpty(frame) -> frame.release();
            case ContinuationWebSocketFrame frame
            when empty -> {
                empty = false;
                read(context, new TextWebSocketFrame(frame.isFinalFragment(), 0, frame.content()));
            }
            case TextWebSocketFrame frame ->
                measure(context, frame, frame.content().readableBytes());
            case ContinuationWebSocketFrame frame ->
                measure(context, frame, size + frame.content().readableBytes());
            // Whoever does not read our pongs gets no more of them.
            case PingWebSocketFrame frame when !context.channel().isWritable() -> frame.release();
            case Object other -> context.fireChannelRead(other);
        }
    }

    private static boolean opensEmpty(WebSocketFrame frame) {
        return frame.content().readableBytes() == 0 && !frame.isFinalFragment();
    }

    private void empty(WebSocketFrame frame) {
        empty = true;
        frame.release();
    }

    private void measure(ChannelHandlerContext context, WebSocketFrame frame, int soFar) {
        if (soFar > LARGEST) {
            refuse(context, frame, CloseCode.MESSAGE_TOO_BIG);
            return;
        }
        size = frame.isFinalFragment() ? 0 : soFar;
        context.fireChannelRead(frame);
    }

    private void refuse(ChannelHandlerContext context, WebSocketFrame frame, CloseCode why) {
        frame.release();
        refuse(context, why.code(), why.text());
    }

    private void refuse(ChannelHandlerContext context, int code, String reason) {
        refused = true;
        closing.linger();
        // From here outwards: the server's own closing says a second goodbye, and waits ten seconds for its echo.
        context.writeAndFlush(new CloseWebSocketFrame(code, reason)).addListener(done -> context.close());
    }

    /** What decodes frames and looks at their text throws at what is wrong, and leaves the goodbye to others. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!settled || waiting > 0) {
            nextTurn(context, () -> exceptionCaught(context, cause));
        } else if (!(cause instanceof CorruptedWebSocketFrameException violation)) {
            context.fireExceptionCaught(cause);
        } else if (!refused) {
            int code = violation.closeStatus().code();
            var known = Stream.of(CloseCode.MESSAGE_TOO_BIG, CloseCode.INVALID_TEXT)
                    .filter(why -> why.code() == code)
                    .findFirst();
            refuse(context, code, known.orElse(CloseCode.PROTOCOL_ERROR).text());
        }
    }
}
