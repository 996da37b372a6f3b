package dev.parley.store;

import dev.parley.channel.ChannelStore;
import dev.parley.channel.ChannelType;
import dev.parley.channel.CommunicationChannel;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

@Singleton
final class ChannelRows implements ChannelStore {

    private static final String COLUMNS =
            "user_id, type, address, priority, retry_limit, timeout_ms, enabled, verified_at";

    private static final String OF_USER =
            "select " + COLUMNS + " from channel where user_id = ? order by priority, place";

    private static final String FORGET = "delete from channel where user_id = ?";

    private static final String ADD = "insert into channel (" + COLUMNS + ", place) values (?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private static final String VERIFY = """
            update channel set verified_at = ?
            where user_id = ? and type = ? and address = ? and verified_at is null""";

    private final Sql sql;
    private final Engine engine;

    ChannelRows(Sql sql, Engine engine) {
        this.sql = sql;
        this.engine = engine;
    }

    @Override
    public void hold(String userId) {
        engine.lock().ifPresent(lock -> sql.first(lock, row -> row.text(1), "channels of " + userId));
    }

    @Override
    public List<CommunicationChannel> of(String userId) {
        return sql.list(OF_USER, ChannelRows::channel, userId);
    }

    @Override
    public void replace(String userId, List<CommunicationChannel> channels) {
        sql.update(FORGET, userId);
        for (int place = 0; place < channels.size(); place++) {
            var channel = channels.get(place);
            sql.update(
                    ADD,
                    userId,
                    channel.type().wire(),
                    channel.address(),
                    channel.priority(),
                    channel.retryLimit(),
                    channel.timeout().toMillis(),
                    channel.enabled(),
                    channel.verifiedAt().map(Instant::toEpochMilli).orElse(null),
                    place);
        }
    }

    @Override
    public void verify(String userId, ChannelType type, String address, Instant at) {
        hold(userId); // who puts channels meanwhile would take the old state for the present one
        sql.update(VERIFY, at.toEpochMilli(), userId, type.wire(), address);
    }

    private static CommunicationChannel channel(Row row) throws SQLException {
        return new CommunicationChannel(
                row.text(1),
                ChannelType.valueOf(row.text(2).toUpperCase(Locale.ROOT)),
                row.text(3),
                (int) row.number(4),
                (int) row.number(5),
                Duration.ofMillis(row.number(6)),
                row.flag(7),
                row.maybeTime(8));
    }
}
