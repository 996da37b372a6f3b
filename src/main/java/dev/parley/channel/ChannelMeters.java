package dev.parley.channel;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;

/** Counts tries to deliver by channel and outcome, and shows what waits, what was given up, and which channels rest. */
@Singleton
public class ChannelMeters {

    private final MeterRegistry registry;
    private final Outbox outbox;
    private final MultiGauge notices;

    public ChannelMeters(MeterRegistry registry, Outbox outbox) {
        this.registry = registry;
        this.outbox = outbox;
        this.notices = MultiGauge.builder("parley.notices")
                .description("Notices that wait, and those that were given up")
                .register(registry);
    }

    void watch(List<Lane> lanes) {
        for (var lane : lanes) {
            Gauge.builder("parley.channel.open", lane, each -> each.rests() ? 0 : 1)
                    .description(
                            "Whether the channel is used: 0 while it is left alone because it failed or asked for it")
                    .tag("channel", lane.type().wire())
                    .register(registry);
        }
    }

    void became(Notice notice, Progress progress) {
        var outcome =
                switch (progress) {
                    case Progress.Sent sent -> "sent";
                    case Progress.Retrying retrying -> "retrying";
                    case Progress.Dead dead -> "failed";
                    case Progress.Postponed postponed -> "postponed";
                    case Progress.Withdrawn withdrawn -> "withdrawn";
                };
        registry.counter("parley.deliveries", "channel", notice.channel().wire(), "outcome", outcome)
                .increment();
    }

    /** Asks the store, so not whenever somebody looks. */
    @Scheduled(every = "15s", identity = "notices", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void count() {
        var pending = outbox.pending();
        var rows = new ArrayList<MultiGauge.Row<?>>();
        for (var channel : ChannelType.values()) {
            for (boolean dead : new boolean[] {false, true}) {
                long count = pending.stream()
                        .filter(each -> each.channel() == channel && each.dead() == dead)
                        .mapToLong(Outbox.Pending::count)
                        .sum();
                var tags = Tags.of("channel", channel.wire(), "status", dead ? "dead" : "waiting");
                rows.add(MultiGauge.Row.of(tags, count));
            }
        }
        notices.register(rows, true);
    }
}
