package dev.parley.ws;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/** Shows how many sockets are open. */
@Singleton
class SocketMeters {

    private final MeterRegistry registry;

    SocketMeters(MeterRegistry registry) {
        this.registry = registry;
    }

    void open(Supplier<Number> count) {
        Gauge.builder("parley.sockets", count)
                .description("Sockets that are open on this replica")
                .register(registry);
    }
}
