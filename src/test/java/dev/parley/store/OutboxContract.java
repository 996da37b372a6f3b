package dev.parley.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.parley.channel.ChannelType;
import dev.parley.channel.Notice;
import dev.parley.channel.Notices;
import dev.parley.channel.Progress;
import dev.parley.core.Page;
import dev.parley.testing.Race;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What {@link dev.parley.channel.Outbox} promises. */
abstract class OutboxContract extends WithOutbox {

    OutboxContract(Database database) {
        super(database);
    }

    List<Notice> take(int batch) {
        return outbox.take(ChannelType.EMAIL, clock.instant(), LEASE, batch);
    }

    @Test
    void givesOutWhatIsDueOnceAndTheLongestDueFirst() {
        var later = add("request", Duration.ofSeconds(2));
        var now = add("request", Duration.ZERO);
        add("request", Duration.ofSeconds(9));

        assertThat(outbox.due(ChannelType.SLACK, clock.instant())).isFalse();
        assertThat(outbox.due(ChannelType.EMAIL, clock.instant())).isTrue();
        assertThat(take(1))
                .extracting(Notice::noticeId, Notice::attempt, Notice::about)
                .containsExactly(tuple(now.noticeId(), 1, now.about()));
        assertThat(outbox.due(ChannelType.EMAIL, clock.instant())).isFalse();
        clock.advance(Duration.ofSeconds(2));
        assertThat(take(9)).extracting(Notice::noticeId).containsExactly(later.noticeId());
        assertThat(take(9)).isEmpty();
    }

    @Test
    void manyWorkersTakeEachNoticeOnce() {
        for (int i = 0; i < 100; i++) {
            add("request", Duration.ZERO);
        }
        var taken = Race.of(8, i -> IntStream.range(0, 20)
                .mapToObj(each -> take(5))
                .flatMap(Collection::stream)
                .toList());

        assertThat(taken.stream().flatMap(Collection::stream).map(Notice::noticeId))
                .hasSize(100)
                .doesNotHaveDuplicates();
    }

    @Test
    void whatIsNotHeardOfComesBackAndTheOneWhoWasLateIsNotHeard() {
        add("request", Duration.ZERO);
        var lost = take(1).getFirst();
        clock.advance(LEASE);
        var again = take(1).getFirst();

        assertThat(again.noticeId()).isEqualTo(lost.noticeId());
        assertThat(again.attempt()).isEqualTo(2);
        assertThat(outbox.note(lost, new Progress.Dead("late"))).isFalse();
        assertThat(outbox.note(again, new Progress.Sent("<id>"))).isTrue();
        assertThat(outbox.note(again, new Progress.Sent("<id>"))).isFalse();
        assertThat(notices.sent("request")).extracting(Notice::reference).containsExactly(Optional.of("<id>"));
    }

    @Test
    void aTryThatFailedIsDueAgainAndOneThatWasNoneDoesNotCount() {
        add("request", Duration.ZERO);
        var due = clock.instant().plusSeconds(3);
        assertThat(outbox.note(take(1).getFirst(), new Progress.Postponed(due))).isTrue();
        assertThat(take(1)).isEmpty();
        clock.advance(Duration.ofSeconds(3));
        var first = take(1).getFirst();
        assertThat(first.attempt()).isEqualTo(1);
        outbox.note(first, new Progress.Retrying("away", due.plusSeconds(3)));
        clock.advance(Duration.ofSeconds(3));
        var second = take(1).getFirst();
        assertThat(second.attempt()).isEqualTo(2);
        outbox.note(second, new Progress.Dead("away"));
        clock.advance(Duration.ofDays(1));
        assertThat(take(1)).isEmpty();
    }

    @Test
    void withdrawsWhatIsToBeSentAndStillHearsWhatWasSentMeanwhile() {
        add("request", Duration.ZERO);
        add("request", Duration.ofSeconds(5));
        var other = add("other", Duration.ZERO);
        var underway = take(1).getFirst();

        assertThat(outbox.withdraw("request")).isEqualTo(2);
        assertThat(outbox.note(underway, new Progress.Retrying("away", clock.instant())))
                .isFalse();
        assertThat(outbox.note(underway, new Progress.Sent("<id>"))).isTrue();
        clock.advance(Duration.ofSeconds(5));
        assertThat(take(9)).extracting(Notice::noticeId).containsExactly(other.noticeId());
    }

    @Test
    void theNextOnesMoveUpTogetherWhenOneFails() {
        add("request", Duration.ZERO);
        var second = add("request", Duration.ofSeconds(60));
        var third = add("request", Duration.ofSeconds(90));
        var other = add("other", Duration.ofSeconds(60));
        var failed = take(1).getFirst();
        outbox.note(failed, new Progress.Dead("no such address"));
        outbox.moveUp(failed, clock.instant());

        assertThat(take(9)).extracting(Notice::noticeId).containsExactly(second.noticeId());
        clock.advance(Duration.ofSeconds(30));
        assertThat(take(9)).extracting(Notice::noticeId).containsExactly(third.noticeId());
        clock.advance(Duration.ofSeconds(30));
        assertThat(take(9)).extracting(Notice::noticeId).contains(other.noticeId());
    }

    @Test
    void aLateFailureTakesNobodysTimeWhoHasTheQuestionNow() {
        add("request", Duration.ZERO);
        var second = add("request", Duration.ofSeconds(60));
        var third = add("request", Duration.ofSeconds(90));
        var slow = take(1).getFirst();
        outbox.note(slow, new Progress.Retrying("busy", clock.instant().plusSeconds(70)));
        clock.advance(Duration.ofSeconds(60));
        outbox.note(take(1).getFirst(), new Progress.Sent("second"));
        clock.advance(Duration.ofSeconds(10));
        var late = take(1).getFirst();
        assertThat(late.noticeId()).isEqualTo(slow.noticeId());
        outbox.note(late, new Progress.Dead("no such address"));
        outbox.moveUp(late, clock.instant());

        assertThat(take(9)).isEmpty();
        clock.advance(Duration.ofSeconds(20));
        assertThat(take(9)).extracting(Notice::noticeId).containsExactly(third.noticeId());
        assertThat(second.noticeId()).isLessThan(third.noticeId());
    }

    @Test
    void findsTheNoticeOfATokenByItsHash() {
        var notice = add("request", Duration.ZERO);
        notices.link("hash", notice.noticeId(), clock.instant());
        notices.link("second try", notice.noticeId(), clock.instant());

        assertThat(notices.linked("hash")).contains(notice);
        assertThat(notices.linked("second try")).contains(notice);
        assertThat(notices.linked("other")).isEmpty();
    }

    @Test
    void whatWasGivenUpIsListedAndCanBeTriedAnew() {
        var first = add("request", Duration.ZERO);
        add("request", Duration.ZERO);
        take(2).forEach(notice -> outbox.note(notice, new Progress.Dead("no such address")));

        var newest = notices.dead(new Page.Request(1, Optional.empty()));
        assertThat(newest).extracting(Notices.Dead::reason).containsExactly("no such address");
        var page = new Page.Request(9, Optional.of(newest.getFirst().notice().noticeId()));
        assertThat(notices.dead(page))
                .extracting(dead -> dead.notice().noticeId())
                .containsExactly(first.noticeId());
        assertThat(notices.revive(first.noticeId(), clock.instant())).isTrue();
        assertThat(notices.revive(first.noticeId(), clock.instant())).isFalse();
        assertThat(take(9)).extracting(Notice::attempt).containsExactly(1);
    }
}
