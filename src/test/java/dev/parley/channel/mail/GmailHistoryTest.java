package dev.parley.channel.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.core.ErrorCode;
import dev.parley.core.ParleyException;
import dev.parley.testing.GmailStub;
import dev.parley.testing.GmailStub.Fault;
import dev.parley.testing.RawMail;
import dev.parley.testing.TestClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GmailHistoryTest {

    private final GmailStub stub = new GmailStub();
    private final List<String> arrived = new ArrayList<>();
    private final List<RuntimeException> failures = new ArrayList<>();
    private final GmailHistory history = new GmailHistory(
            new GmailApi(new GmailSettings(stub.baseUrl()), TestClock.at("2026-11-24T12:00:00Z")),
            new MailTray(this::arrived),
            Duration.ofDays(7));

    private void arrived(IncomingMail mail) {
        if (!failures.isEmpty()) {
            throw failures.removeFirst();
        }
        arrived.add(mail.written());
    }

    @AfterEach
    void close() {
        stub.close();
    }

    private void receive(String label, String words) throws Exception {
        stub.receive(label, RawMail.of("From: ann@example.com\n\n" + words + "\n"));
    }

    @Test
    void whatWasUnreadComesFirstAndThenEachMailOnce() throws Exception {
        receive("INBOX", "before");
        history.fetch();
        assertThat(arrived).containsExactly("before");
        history.fetch();
        receive("INBOX", "one");
        receive("SENT", "its own");
        receive("INBOX", "two");
        receive("INBOX", "three");
        history.fetch();
        history.fetch();
        assertThat(arrived).containsExactly("before", "one", "two", "three");
    }

    @Test
    void whatIsUnreadIsReadAsFarBackAsAQuestionCanBeOpen() throws Exception {
        receive("INBOX", "long ago");
        stub.pass(2);
        receive("INBOX", "just in time");
        stub.pass(7);
        history.fetch();
        assertThat(arrived).containsExactly("just in time");
    }

    @Test
    void moreUnreadMailsThanAPageHoldsAreAllRead() throws Exception {
        for (int i = 0; i < 120; i++) {
            receive("INBOX", "mail " + i);
        }
        history.fetch();
        assertThat(arrived).hasSize(120).doesNotHaveDuplicates();
    }

    @Test
    void aStoreThatIsAwayStopsTheRoundAndNothingIsLost() throws Exception {
        history.fetch();
        receive("INBOX", "one");
        failures.add(new ParleyException(ErrorCode.STORE_UNAVAILABLE, "away"));
        assertThatThrownBy(history::fetch).isInstanceOf(ParleyException.class);
        receive("INBOX", "two");
        history.fetch();
        assertThat(arrived).containsExactly("one", "two");
    }

    @Test
    void aMailThatBreaksTheReaderDoesNotHoldUpTheNext() throws Exception {
        history.fetch();
        receive("INBOX", "one");
        receive("INBOX", "two");
        failures.add(new IllegalStateException("broken"));
        history.fetch();
        assertThat(arrived).containsExactly("two");
    }

    @Test
    void gmailBeingAwayLosesNothing() throws Exception {
        history.fetch();
        receive("INBOX", "one");
        stub.plan(new Fault(503));
        assertThatThrownBy(history::fetch).hasMessage("Gmail answered 503 none");
        history.fetch();
        assertThat(arrived).containsExactly("one");
    }

    @Test
    void aHistoryThatIsForgottenIsBegunAnew() throws Exception {
        history.fetch();
        receive("INBOX", "one");
        stub.forgetHistory();
        history.fetch();
        receive("INBOX", "two");
        history.fetch();
        assertThat(arrived).containsExactly("one", "two");
    }

    @Test
    void whatIsTooLargeOrUnreadableIsPassedOver() throws Exception {
        history.fetch();
        receive("INBOX", "x".repeat(300_000));
        stub.receive("INBOX", RawMail.of("From: a\nContent-Type: multipart/mixed; boundary=b\n\nno boundary"));
        receive("INBOX", "small");
        history.fetch();
        assertThat(arrived).containsExactly("small");
        assertThat(stub.calls())
                .filteredOn(call -> call.startsWith("GET /messages/"))
                .hasSize(5);
    }
}
