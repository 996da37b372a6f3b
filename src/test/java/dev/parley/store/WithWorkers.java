package dev.parley.store;

import dev.parley.channel.Card;
import dev.parley.channel.ChannelConfig;
import dev.parley.channel.ChannelMeters;
import dev.parley.channel.ChannelSender;
import dev.parley.channel.ChannelType;
import dev.parley.channel.Correspondence;
import dev.parley.channel.Delivery;
import dev.parley.channel.DeliveryTrace;
import dev.parley.channel.Dispatcher;
import dev.parley.channel.Notice;
import dev.parley.channel.Progress;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.junit.jupiter.api.BeforeEach;

/** Workers that send what is in the outbox by a channel of the test; what was tried and what became of it is kept. */
abstract class WithWorkers extends WithOutbox {

    final Map<String, AtomicInteger> tries = new ConcurrentHashMap<>();
    final ConcurrentLinkedQueue<Progress> heard = new ConcurrentLinkedQueue<>();

    WithWorkers(Database database) {
        super(database);
    }

    @BeforeEach
    void forget() {
        tries.clear();
        heard.clear();
    }

    /** What the settings say by default, but for the pauses, which are real time in a breaker. */
    record Config(int breakerFailures, Duration breakerDelay) implements ChannelConfig {
        public Strategy strategy() {
            return Strategy.BROADCAST;
        }

        public Duration pageTimeout() {
            return Duration.ZERO;
        }

        public Duration backoff() {
            return Duration.ofSeconds(2);
        }

        public Duration backoffMost() {
            return Duration.ofMinutes(1);
        }

        public Duration sendTimeout() {
            return LEASE.dividedBy(4);
        }
    }

    final Dispatcher worker(Config config, BiFunction<Notice, Integer, Delivery> channel) {
        var sender = new ChannelSender() {
            @Override
            public ChannelType type() {
                return ChannelType.EMAIL;
            }

            @Override
            public Delivery send(Notice notice, Card card) {
                int number = tries.computeIfAbsent(notice.noticeId(), id -> new AtomicInteger())
                        .incrementAndGet();
                return channel.apply(notice, number);
            }
        };
        var story = new Correspondence() {
            @Override
            public Optional<Card> card(Notice notice, String token) {
                return Optional.of(new Card.Confirmation(token, "Ann"));
            }

            @Override
            public void became(Notice notice, Progress progress) {
                if (outbox.note(notice, progress)) {
                    heard.add(progress);
                }
            }
        };
        return new Dispatcher(
                List.of(sender),
                outbox,
                notices,
                story,
                database.engine(),
                config,
                new ChannelMeters(new SimpleMeterRegistry(), outbox),
                new DeliveryTrace(OpenTelemetry.noop().getTracer("none")),
                clock);
    }

    final Dispatcher worker(BiFunction<Notice, Integer, Delivery> channel) {
        return worker(new Config(1000, Duration.ofMillis(1)), channel);
    }

    final Notice add(int retries) {
        return add("request", Duration.ZERO, retries);
    }

    final void runFor(Dispatcher worker, int rounds) {
        for (int i = 0; i < rounds; i++) {
            worker.run();
            clock.advance(Duration.ofMinutes(1));
        }
    }
}
