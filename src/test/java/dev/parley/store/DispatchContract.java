package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.channel.Delivery;
import dev.parley.channel.Notice;
import dev.parley.channel.Progress;
import dev.parley.testing.Race;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** How notices get out of the outbox, whatever the channel and the workers do. */
abstract class DispatchContract extends WithWorkers {

    private static final Delivery AWAY = new Delivery.Failed("away", Optional.empty());

    DispatchContract(Database database) {
        super(database);
    }

    @Test
    void triesSoOftenAndThenGivesUp() {
        var notice = add(3);
        runFor(worker((sent, number) -> AWAY), 10);

        assertThat(tries.get(notice.noticeId())).hasValue(4);
        assertThat(heard).hasSize(4).last().isEqualTo(new Progress.Dead("away"));
    }

    @Test
    void waitsLongerEachTimeAndAsLongAsTheChannelAsks() {
        add(5);
        worker((sent, number) -> new Delivery.Failed(
                        "slow down", number == 1 ? Optional.empty() : Optional.of(Duration.ofSeconds(30))))
                .run();
        var first = ((Progress.Retrying) heard.remove()).due();
        assertThat(first)
                .isBetween(clock.instant().plusSeconds(1), clock.instant().plusSeconds(2));
        clock.advance(Duration.ofSeconds(2));
        worker((sent, number) -> new Delivery.Failed("slow down", Optional.of(Duration.ofSeconds(30))))
                .run();
        assertThat(((Progress.Retrying) heard.remove()).due())
                .isEqualTo(clock.instant().plusSeconds(30));
    }

    @Test
    void aChannelThatAsksForItIsLeftAloneAltogetherAndNothingIsGivenUpForThat() {
        for (int i = 0; i < 20; i++) {
            add(0);
        }
        var asked = new AtomicInteger();
        var worker = worker((sent, number) -> asked.getAndIncrement() < 16
                ? new Delivery.Failed("slow down", Optional.of(Duration.ofMinutes(3)))
                : new Delivery.Sent("<id>"));
        worker.run();
        int first = asked.get();
        assertThat(first).isBetween(1, 16);
        clock.advance(Duration.ofMinutes(2));
        worker.run();
        assertThat(asked).hasValue(first);
        runFor(worker, 60);
        assertThat(notices.sent("request")).hasSize(20);
        assertThat(heard).noneMatch(Progress.Dead.class::isInstance);
    }

    @Test
    void whatNobodyEverHearsOfIsGivenUp() {
        var notice = add(1);
        runFor(
                worker((sent, number) -> {
                    throw new Died();
                }),
                9);
        assertThat(tries.get(notice.noticeId())).hasValue(4);
        assertThat(heard).hasSize(1).first().isInstanceOf(Progress.Dead.class);
    }

    @Test
    void whatWillNeverBeTakenIsNotTriedAgain() {
        var notice = add(5);
        runFor(worker((sent, number) -> new Delivery.Refused("no such address")), 3);

        assertThat(tries.get(notice.noticeId())).hasValue(1);
        assertThat(heard).containsExactly(new Progress.Dead("no such address"));
    }

    @Test
    void aPoisonedNoticeHoldsUpNoOther() {
        var bad = add(2);
        var good = new ArrayList<Notice>();
        for (int i = 0; i < 99; i++) {
            good.add(add(2));
        }
        runFor(
                worker((sent, number) -> {
                    if (sent.noticeId().equals(bad.noticeId())) {
                        throw new IllegalStateException("poison");
                    }
                    return new Delivery.Sent("<id>");
                }),
                5);

        assertThat(tries.get(bad.noticeId())).hasValue(3);
        assertThat(good)
                .allSatisfy(notice -> assertThat(tries.get(notice.noticeId())).hasValue(1));
    }

    @Test
    void aChannelThatFailsAllTheTimeIsLeftAloneAndThatIsNoTry() {
        var worker = worker(new Config(3, Duration.ofHours(1)), (sent, number) -> AWAY);
        for (int i = 0; i < 16; i++) {
            add(10);
        }
        runFor(worker, 4);

        int tried = tries.values().stream().mapToInt(AtomicInteger::get).sum();
        assertThat(tried).isBetween(3, 16);
        assertThat(heard).anyMatch(Progress.Postponed.class::isInstance).noneMatch(Progress.Dead.class::isInstance);
    }

    @Test
    void amidFailuresAndDyingWorkersNothingIsLostNorTriedTooOften() {
        var random = new Random(7);
        var died = new ConcurrentHashMap<String, AtomicInteger>();
        var arrived = new ConcurrentHashMap<String, AtomicInteger>();
        BiFunction<Notice, Integer, Delivery> channel = (sent, number) -> {
            double fate = random.nextDouble();
            if (fate < 0.05) {
                died.computeIfAbsent(sent.noticeId(), id -> new AtomicInteger()).incrementAndGet();
                throw new Died();
            }
            if (fate < 0.35) {
                return AWAY;
            }
            arrived.computeIfAbsent(sent.noticeId(), id -> new AtomicInteger()).incrementAndGet();
            return new Delivery.Sent("<" + sent.noticeId() + ">");
        };
        var all = new ArrayList<Notice>();
        database.engine().write(() -> {
            for (int i = 0; i < 1000; i++) {
                all.add(add(10));
            }
        });
        for (int round = 0; round < 40 && arrived.size() < all.size(); round++) {
            Race.run(3, () -> worker(channel).run());
            clock.advance(Duration.ofMinutes(1));
        }

        assertThat(all).allSatisfy(notice -> {
            assertThat(arrived.get(notice.noticeId())).hasValue(1);
            int deaths =
                    died.getOrDefault(notice.noticeId(), new AtomicInteger()).get();
            assertThat(tries.get(notice.noticeId()).get()).isLessThanOrEqualTo(11 + Math.min(deaths, 2));
        });
        assertThat(notices.sent("request")).hasSize(1000);
    }

    /** A worker ends here, as if by kill -9: nothing is noted. */
    private static final class Died extends Error {
        private static final long serialVersionUID = 1L;

        Died() {
            super("a worker dies, as it should here", null, false, false);
        }
    }
}
