package dev.parley.ws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InboxTest {

    private final Inbox inbox = new Inbox();
    private final CountDownLatch gate = new CountDownLatch(1);

    private void block() {
        inbox.offer(
                () -> {
                    try {
                        gate.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                },
                1);
    }

    @Test
    void commandsAreDoneOneByOneInTheirOrder() {
        var done = Collections.synchronizedList(new ArrayList<Integer>());
        var atOnce = new AtomicInteger();
        block();
        for (int i = 1; i < Inbox.MOST; i++) {
            int n = i;
            assertThat(inbox.offer(
                            () -> {
                                assertThat(atOnce.incrementAndGet()).isEqualTo(1);
                                done.add(n);
                                atOnce.decrementAndGet();
                            },
                            1))
                    .isTrue();
        }
        gate.countDown();
        await().until(() -> done.size() == Inbox.MOST - 1);
        assertThat(done).isEqualTo(IntStream.range(1, Inbox.MOST).boxed().toList());
    }

    @Test
    void nobodyMakesTheQueueGrow() {
        block();
        for (int i = 1; i < Inbox.MOST; i++) {
            assertThat(inbox.offer(() -> {}, 1)).isTrue();
        }
        assertThat(inbox.offer(() -> {}, 1)).isFalse();
        var later = new CountDownLatch(1);
        inbox.later(later::countDown);
        gate.countDown();
        await().until(() -> later.getCount() == 0);
        assertThat(inbox.offer(() -> {}, 1)).isTrue();
    }

    @Test
    void nobodyFillsTheMemory() {
        block();
        assertThat(inbox.offer(() -> {}, Inbox.LARGEST - 1)).isTrue();
        assertThat(inbox.offer(() -> {}, 1)).isFalse();
        gate.countDown();
        await().until(() -> inbox.offer(() -> {}, Inbox.LARGEST));
    }
}
