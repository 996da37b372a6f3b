package dev.parley.cluster;

import io.vertx.redis.client.Command;
import io.vertx.redis.client.RedisConnection;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Follows channels of Redis, on one event loop: those that are wanted, over one connection after the other. */
final class Ear {

    private static final int BATCH = 1_000;

    /** What is told of channels. */
    interface Listener {
        /** What is said on the channel can be heard from now on. */
        void follows(String channel);

        void heard(String channel, String text);
    }

    private final Listener listener;
    private final Set<String> wanted = new HashSet<>();
    /** How many answers to our joining are to come: an older one says nothing of what we left and joined since. */
    private final Map<String, Integer> joining = new HashMap<>();

    private Optional<RedisConnection> connection = Optional.empty();

    Ear(Listener listener) {
        this.listener = listener;
    }

    void join(String channel) {
        if (wanted.add(channel)) {
            send(Command.SUBSCRIBE, List.of(channel));
        }
    }

    void leave(String channel) {
        if (wanted.remove(channel)) {
            send(Command.UNSUBSCRIBE, List.of(channel));
        }
    }

    /** Whether Redis has said that it sends us what is said on the channel. */
    boolean follows(String channel) {
        return connection.isPresent() && wanted.contains(channel) && !joining.containsKey(channel);
    }

    void connected(Optional<RedisConnection> to) {
        connection = to;
        joining.clear();
        to.ifPresent(established -> established.handler(this::received));
        var channels = new ArrayList<>(wanted);
        for (int from = 0; from < channels.size(); from += BATCH) {
            send(Command.SUBSCRIBE, channels.subList(from, Math.min(from + BATCH, channels.size())));
        }
    }

    private void send(Command command, List<String> channels) {
        connection.ifPresent(established -> {
            if (command == Command.SUBSCRIBE) {
                channels.forEach(channel -> joining.merge(channel, 1, Integer::sum));
            }
            var request = Request.cmd(command);
            channels.forEach(request::arg);
            established.send(request);
        });
    }

    private void received(Response message) {
        var channel = message.get(1).toString();
        switch (message.get(0).toString()) {
            case "message" -> listener.heard(channel, message.get(2).toString());
            case "subscribe" -> {
                joining.computeIfPresent(channel, (name, left) -> left == 1 ? null : left - 1);
                listener.follows(channel);
            }
            case String other -> {}
        }
    }
}
