package dev.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LineMetersTest {

    @Test
    void theStoreIsAskedByTheScheduleAlone() {
        var asked = new AtomicInteger();
        var store = (TurnStore) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {TurnStore.class}, (it, call, with) -> {
                    assertThat(call.getName()).isEqualTo("waiting");
                    return 6L + asked.incrementAndGet();
                });
        var registry = new SimpleMeterRegistry();
        var meters = new LineMeters(registry, store);
        meters.count();
        for (int scrape = 0; scrape < 3; scrape++) {
            assertThat(registry.get("parley.turns.waiting").gauge().value()).isEqualTo(7);
        }
        assertThat(asked).hasValue(1);
    }
}
