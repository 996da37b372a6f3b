package dev.parley.limit;

import dev.parley.core.Time.Ticker;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The limits of this process alone: exact on one replica, and what is left to go by when replicas cannot share. */
final class LocalRateLimiter implements RateLimiter {

    private final LimitConfig config;
    private final Ticker ticker;
    private final ConcurrentHashMap<String, UserLimits> users = new ConcurrentHashMap<>();
    private final KeyedBuckets api;
    private final KeyedBuckets addresses;
    private final KeyedBuckets accounts;

    LocalRateLimiter(LimitConfig config, Ticker ticker) {
        this.config = config;
        this.ticker = ticker;
        this.api = new KeyedBuckets(Level.API, config.api(), ticker);
        this.addresses = new KeyedBuckets(Level.SIGN_IN, config.signIn(), ticker);
        this.accounts = new KeyedBuckets(Level.SIGN_IN, config.signIn(), ticker);
    }

    @Override
    public Decision take(String userId, String sessionId, String channel) {
        while (true) {
            var limits = users.get(userId);
            if (limits == null) {
                limits = users.computeIfAbsent(userId, id -> new UserLimits(config, ticker));
            }
            var decision = limits.take(userId, sessionId, channel);
            if (decision != null) {
                return decision;
            }
            users.remove(userId, limits);
        }
    }

    @Override
    public List<LevelStatus> status(String userId, Optional<String> sessionId, String channel) {
        var kept = users.get(userId);
        var limits = kept == null ? new UserLimits(config, ticker) : kept;
        return limits.status(userId, sessionId, channel);
    }

    @Override
    public Decision takeApi(String userId) {
        return api.take(userId);
    }

    @Override
    public Decision takeSignInFrom(String address) {
        return addresses.take(address);
    }

    @Override
    public Decision takeSignInAs(String account) {
        return accounts.take(account);
    }

    /** Forgets whoever has asked for nothing lately, so that memory follows the keys of the last two windows. */
    void evictIdle() {
        users.forEach((id, limits) -> {
            if (limits.retire()) {
                users.remove(id, limits);
            }
        });
        api.evictIdle();
        addresses.evictIdle();
        accounts.evictIdle();
    }

    /** How many keys are kept. */
    int size() {
        return users.size() + api.size() + addresses.size() + accounts.size();
    }
}
