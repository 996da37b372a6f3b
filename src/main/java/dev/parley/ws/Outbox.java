package dev.parley.ws;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What is on its way out to one connection. Texts from any thread leave in their order from the event loop, and those that
 * are ready together leave in one write to the network. While the network takes no more they wait here, and are counted.
 *
 * <p>It stands beside the framework's own way to send because that one cannot say how much waits, and costs several times
 * what the frame itself does: a text is encoded once (RFC 6455, 5.2) and passes no other handler on its way.
 */
final class Outbox extends ChannelInboundHandlerAdapter {

    private static final int FIN_AND_TEXT = 0x81;
    private static final int LONGEST_HEAD = 10;
    private static final int TWO_BYTES = 126;
    private static final int EIGHT_BYTES = 127;

    private final Channel channel;
    private final Queue<Letter> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicLong characters = new AtomicLong();
    private final AtomicBoolean awake = new AtomicBoolean();
    private volatile boolean moved;
    /** Whether the loop is at what came in on this connection: answers to it are flushed together afterwards. */
    private boolean reading;

    Outbox(Channel channel) {
        this.channel = channel;
    }

    private record Letter(String text, @Nullable CompletableFuture<Void> taken) {}

    /** Sends a text; answers how many characters wait now. */
    long send(String text) {
        return put(new Letter(text, null));
    }

    /** Sends a text; the future ends when the network has taken it. */
    CompletableFuture<Void> sendAndTell(String text) {
        var taken = new CompletableFuture<Void>();
        put(new Letter(text, taken));
        return taken;
    }

    private long put(Letter letter) {
        long count = characters.addAndGet(letter.text.length());
        waiting.add(letter);
        if (channel.eventLoop().inEventLoop()) {
            drain();
        } else if (awake.compareAndSet(false, true)) {
            channel.eventLoop().execute(this::drain);
        }
        return count;
    }

    /** How many characters wait. */
    long waiting() {
        return characters.get();
    }

    /** Whether something waits and nothing has left since this was last asked. */
    boolean stalled() {
        boolean stalled = characters.get() > 0 && !moved;
        moved = false;
        return stalled;
    }

    /** Does something on the event loop after all that can be sent has been. */
    void afterwards(Runnable action) {
        channel.eventLoop().execute(() -> {
            drain();
            action.run();
        });
    }

    /** Closes the connection at once: the server's own closing would wait ten seconds for a goodbye. */
    void cut() {
        channel.eventLoop().execute(() -> {
            if (channel.pipeline().firstContext() instanceof ChannelHandlerContext outermost) {
                outermost.close(); // past TLS, too: its goodbye would wait for who does not read
            }
        });
    }

    private void drain() {
        awake.set(false);
        var context = channel.pipeline().context(this);
        boolean wrote = false;
        while (channel.isWritable()) {
            var letter = waiting.poll();
            if (letter == null) {
                break;
            }
            characters.addAndGet(-letter.text.length());
            context.write(encoded(letter.text), channel.voidPromise());
            if (letter.taken != null) {
                letter.taken.complete(null);
            }
            wrote = true;
        }
        if (wrote) {
            moved = true;
            if (!reading) {
                context.flush();
            }
        }
    }

    private ByteBuf encoded(String text) {
        int length = ByteBufUtil.utf8Bytes(text);
        var frame = channel.alloc().buffer(LONGEST_HEAD + length).writeByte(FIN_AND_TEXT);
        if (length < TWO_BYTES) {
            frame.writeByte(length);
        } else if (length <= 0xffff) {
            frame.writeByte(TWO_BYTES).writeShort(length);
        } else {
            frame.writeByte(EIGHT_BYTES).writeLong(length);
        }
        ByteBufUtil.writeUtf8(frame, text);
        return frame;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        reading = true;
        context.fireChannelRead(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        reading = false;
        context.flush();
        context.fireChannelReadComplete();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (channel.isWritable()) {
            drain();
        }
        context.fireChannelWritabilityChanged();
    }
}
