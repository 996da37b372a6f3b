package dev.parley.ws;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import java.util.concurrent.TimeUnit;

/**
 * Lets a client that broke the rules read why it is closed.
 *
 * <p>The frames' decoder answers a violation by a close frame that its own place in the pipeline keeps from being encoded,
 * so it is encoded here. And to close at once while the client still sends would reset the connection and destroy what
 * is on its way: instead, our side is shut, and what still comes in is passed over for a while.
 */
final class LingeringClose extends ChannelOutboundHandlerAdapter {

    private static final int FIN_AND_CLOSE = 0x88;
    private static final int LONGEST_PAYLOAD = 125;
    private static final long MILLIS = 1_000;

    private boolean lingers;
    private boolean closing;

    /** From now on the connection closes slowly. */
    void linger() {
        lingers = true;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
        if (message instanceof CloseWebSocketFrame frame) {
            lingers = true;
            context.write(encode(context, frame), promise);
        } else {
            context.write(message, promise);
        }
    }

    private static ByteBuf encode(ChannelHandlerContext context, CloseWebSocketFrame frame) {
        try {
            int length = Math.min(frame.content().readableBytes(), LONGEST_PAYLOAD);
            return context.alloc()
                    .buffer(2 + length)
                    .writeByte(FIN_AND_CLOSE)
                    .writeByte(length)
                    .writeBytes(frame.content(), length);
        } finally {
            frame.release();
        }
    }

    @Override
    public void close(ChannelHandlerContext context, ChannelPromise promise) {
        if (!lingers || !(context.channel() instanceof DuplexChannel channel) || !channel.isActive()) {
            context.close(promise);
        } else if (!closing) {
            closing = true;
            channel.shutdownOutput();
            context.executor().schedule(() -> context.close(promise), MILLIS, TimeUnit.MILLISECONDS);
        }
    }
}
