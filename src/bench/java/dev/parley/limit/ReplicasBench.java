package dev.parley.limit;

import dev.parley.limit.Decision.Allowed;
import dev.parley.testing.Race;
import dev.parley.testing.RedisServer;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What replicas admit together over one Redis, beside what their limit allows: a full bucket for each user, and what flows in
 * while the users ask for far more.
 */
public final class ReplicasBench {

    private static final int USERS = 50;
    private static final int A_MINUTE = 600;
    private static final long ASKING = Duration.ofSeconds(10).toNanos();
    private static final int THREADS_EACH = 2;

    private ReplicasBench() {}

    public static void main(String... args) {
        System.out.printf("%n%d users with %d messages a minute each, who ask for more%n", USERS, A_MINUTE);
        for (int replicas : new int[] {1, 3}) {
            try (var redis = new RedisServer().start()) {
                measure(redis, replicas);
            }
        }
    }

    private static void measure(RedisServer redis, int count) {
        var replicas = IntStream.range(0, count)
                .mapToObj(i -> Replica.of(redis, Limits.at(Level.USER, A_MINUTE), count))
                .toList();
        try {
            long begun = System.nanoTime();
            var admitted = Race.of(count * THREADS_EACH, i -> admitted(replicas.get(i % count), begun + ASKING));
            double minutes = (System.nanoTime() - begun) / 60e9;
            double allowed = USERS * A_MINUTE * (1 + minutes);
            int all = admitted.stream().mapToInt(Integer::intValue).sum();
            System.out.printf(
                    "%d replica(s): admitted %,d of %,.0f allowed, %.2f %%; by each %s%n",
                    count, all, allowed, 100 * all / allowed, byReplica(admitted, count));
        } finally {
            replicas.forEach(Replica::close);
        }
    }

    private static int admitted(Replica replica, long until) {
        int admitted = 0;
        for (int asked = 0; System.nanoTime() - until < 0; asked++) {
            var decision = replica.limiter.take("user-" + asked % USERS, "session", "websocket");
            admitted += decision instanceof Allowed ? 1 : 0;
        }
        return admitted;
    }

    private static List<Integer> byReplica(List<Integer> admitted, int count) {
        return IntStream.range(0, count)
                .mapToObj(replica -> IntStream.range(0, admitted.size())
                        .filter(thread -> thread % count == replica)
                        .map(admitted::get)
                        .sum())
                .toList();
    }
}
