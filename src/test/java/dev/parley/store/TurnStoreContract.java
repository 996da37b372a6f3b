package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.conversation.LeaseStore;
import dev.parley.conversation.Turn;
import dev.parley.core.Ids;
import dev.parley.testing.Race;
import dev.parley.testing.TestClock;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What {@link dev.parley.conversation.TurnStore} and {@link dev.parley.conversation.LeaseStore} promise. */
abstract class TurnStoreContract extends WithDatabase {

    private final TestClock clock = TestClock.at(Samples.START.toString());
    private final Ids ids = new Ids(clock);
    private final TurnRows turns;
    private final LeaseRows claims;
    private final Turn.Lease here = new Turn.Lease("here", Samples.START.plusSeconds(15));
    private final Turn.Lease there = new Turn.Lease("there", Samples.START.plusSeconds(15));
    private String session = "";

    TurnStoreContract(Database database) {
        super(database);
        this.turns = new TurnRows(database.sql(), database.engine());
        this.claims = new LeaseRows(database.sql());
    }

    @BeforeEach
    void open() {
        session = new Samples(database, ids).session("ann");
    }

    private Turn turn() {
        return new Turn(ids.next(), session, ids.next(), ids.next(), Optional.empty(), true, false);
    }

    private Turn waits(long place, String home) {
        var turn = turn();
        turns.enqueue(turn, place, home);
        return turn;
    }

    private Turn follows() {
        var turn = new Turn(ids.next(), session, ids.next(), ids.next(), Optional.of(ids.next()), true, false);
        turns.enqueue(turn, turns.line(session).following(), "here");
        return turn;
    }

    private Turn runs(Turn.Lease lease) {
        var turn = turn();
        turns.run(turn, lease);
        return turn;
    }

    @Test
    void aSessionWhoseAnswerRunsDoesNotExpire() {
        var sessions = new SessionRows(database.sql(), database.engine());
        var turn = runs(here);
        var later = Samples.START.plusSeconds(60);

        assertThat(sessions.expire(later, later, 10)).isEmpty();
        turns.end(turn.turnId(), "here");
        assertThat(sessions.expire(later, later, 10)).hasSize(1);
    }

    @Test
    void theLineTellsWhoRunsAndWhereTheNextWillStand() {
        assertThat(turns.line(session).running()).isFalse();
        runs(here);
        waits(turns.line(session).tail(), "here");
        waits(turns.line(session).head(), "there");

        var line = turns.line(session);
        assertThat(line.running()).isTrue();
        assertThat(line.waiting()).isEqualTo(2);
        assertThat(claims.home(session)).contains("there");
    }

    @Test
    void turnsThatFollowAnswersKeepTheirOrderAndComeBeforeTheOthers() {
        var before = follows();
        var first = follows();
        assertThat(turns.next(session, here)).contains(before);
        var message = waits(turns.line(session).tail(), "here");
        turns.end(before.turnId(), "here");
        var second = follows();
        var interrupting = waits(turns.line(session).head(), "here");
        var third = follows();

        for (var turn : List.of(interrupting, first, second, third, message)) {
            assertThat(turns.next(session, here)).contains(turn);
            turns.end(turn.turnId(), "here");
        }
    }

    @Test
    void theLineTellsWhereAMessageStands() {
        var running = runs(here);
        var second = waits(5, "here");
        var first = waits(3, "there");

        assertThat(turns.position(session, first.messageId())).isEqualTo(1);
        assertThat(turns.position(session, second.messageId())).isEqualTo(2);
        assertThat(turns.position(session, running.messageId())).isZero();
        assertThat(turns.position(session, ids.next())).isZero();
    }

    @Test
    void oneTurnRunsInASessionAndItsEndLetsTheNextRunOnce() throws Exception {
        var running = runs(here);
        var next = waits(1, "here");
        assertThatThrownBy(() -> runs(there)).isInstanceOf(RuntimeException.class);
        assertThat(turns.next(session, here)).isEmpty();

        assertThat(turns.end(running.turnId(), "there")).isFalse();
        assertThat(turns.end(running.turnId(), "here")).isTrue();
        assertThat(turns.end(running.turnId(), "here")).isFalse();

        var claimed = Race.of(8, i -> database.engine().write(() -> {
            new SessionRows(database.sql(), database.engine()).hold(session);
            return turns.next(session, new Turn.Lease("replica" + i, here.until()));
        }));
        assertThat(claimed.stream().flatMap(Optional::stream)).containsExactly(next);
    }

    @Test
    void whatRunsElsewhereIsKnown() {
        assertThat(claims.elsewhere(session, "here")).isEmpty();
        var running = runs(there);
        waits(1, "there");
        assertThat(claims.elsewhere(session, "here")).contains(running);
        assertThat(claims.elsewhere(session, "there")).isEmpty();
    }

    @Test
    void whoRunsATurnIsAskedToEndIt() {
        var running = runs(there);
        var waiting = waits(1, "there");
        assertThat(claims.stops("there")).isEmpty();

        claims.askToStop(running.turnId(), "superseded");
        claims.askToStop(running.turnId(), "cancelled");
        claims.askToStop(waiting.turnId(), "cancelled");
        assertThat(claims.stops("there")).containsExactly(new LeaseStore.Stop(running, "superseded"));
        assertThat(claims.stops("here")).isEmpty();

        turns.end(running.turnId(), "there");
        turns.next(session, there);
        assertThat(claims.stops("there")).isEmpty();
    }

    @Test
    void onlyTheOwnerStartsAndRenews() {
        var running = runs(here);
        assertThat(turns.start(running.turnId(), "there")).isFalse();
        assertThat(turns.start(running.turnId(), "here")).isTrue();

        var later = here.until().plusSeconds(15);
        claims.renew(List.of(running.turnId()), new Turn.Lease("there", later));
        assertThat(claims.abandoned(here.until(), 10)).extracting(Turn::turnId).containsExactly(running.turnId());
        claims.renew(List.of(running.turnId()), new Turn.Lease("here", later));
        assertThat(claims.abandoned(here.until(), 10)).isEmpty();
    }

    @Test
    void aTurnWhoseLeaseIsOverIsEndedByOneWhoNotices() throws Exception {
        var running = runs(here);
        assertThat(claims.endAbandoned(running.turnId(), here.until().minusMillis(1)))
                .isEmpty();
        var ended = Race.of(
                8, () -> claims.endAbandoned(running.turnId(), here.until()).isPresent());
        assertThat(ended).containsOnlyOnce(true);
    }

    @Test
    void whatWaitsIsTakenOutOfTheLine() {
        var running = runs(here);
        var one = waits(1, "here");
        var two = waits(2, "here");
        assertThat(turns.waiting()).isEqualTo(2);
        assertThat(turns.alive()).containsExactlyInAnyOrder(running.turnId(), one.turnId(), two.turnId());
        assertThat(turns.remove(session, running.messageId())).isEmpty();
        assertThat(turns.remove(session, one.messageId())).contains(one);
        assertThat(turns.remove(session, one.messageId())).isEmpty();
        assertThat(turns.clear(session)).containsExactly(two);
        assertThat(turns.waiting()).isZero();
        assertThat(turns.line(session).running()).isTrue();
        assertThat(claims.home(session)).isEmpty();
    }

    @Test
    void aLineInWhichNobodyRunsStandsStill() {
        waits(1, "here");
        assertThat(turns.stalled(10)).containsExactly(session);
        turns.next(session, there);
        assertThat(turns.stalled(10)).isEmpty();
    }
}
