package dev.parley.channel.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import dev.parley.testing.RawMail;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ImapMailboxTest {

    private static final String USER = "parley@example.org";
    private static final String PASSWORD = "secret";

    private final GreenMail server =
            new GreenMail(ServerSetup.IMAP.dynamicPort().port(0).createCopy("127.0.0.1"));
    private final List<String> subjects = new ArrayList<>();
    private GreenMailUser user;
    private ImapMailbox mailbox;

    private record Settings(int number, String secret) implements ImapConfig {
        @Override
        public Optional<String> host() {
            return Optional.of("127.0.0.1");
        }

        @Override
        public Optional<Integer> port() {
            return Optional.of(number);
        }

        @Override
        public Optional<String> username() {
            return Optional.of(USER);
        }

        @Override
        public Optional<String> password() {
            return Optional.of(secret);
        }

        @Override
        public boolean tls() {
            return false;
        }

        @Override
        public boolean plus() {
            return false;
        }

        @Override
        public Duration every() {
            return Duration.ofSeconds(1);
        }
    }

    @BeforeEach
    void start() throws MessagingException {
        server.start();
        user = server.setUser(USER, USER, PASSWORD);
        mailbox = mailbox(PASSWORD);
        for (var subject : List.of("one", "two", "three")) {
            user.deliver(RawMail.of("From: ann@example.com\nSubject: " + subject + "\n\nyes\n"));
        }
    }

    private ImapMailbox mailbox(String password) {
        return new ImapMailbox(new Settings(server.getImap().getPort(), password), "127.0.0.1");
    }

    @AfterEach
    void stop() {
        server.stop();
    }

    private void note(Message mail) throws MessagingException {
        subjects.add(mail.getSubject());
    }

    @Test
    void whatIsNewIsReadOnceAndSoManyAtATime() throws Exception {
        mailbox.unseen(2, this::note);
        assertThat(subjects).containsExactly("one", "two");
        mailbox.unseen(2, this::note);
        mailbox.unseen(2, this::note);
        assertThat(subjects).containsExactly("one", "two", "three");
    }

    @Test
    void whatWasFetchedAndNotHandledComesAgain() throws Exception {
        assertThatThrownBy(() -> mailbox.unseen(9, mail -> {
                    note(mail);
                    new MimeMessage((MimeMessage) mail); // fetches it whole
                    throw new IllegalStateException("the program dies here");
                }))
                .isInstanceOf(IllegalStateException.class);
        mailbox.unseen(9, this::note);
        assertThat(subjects).containsExactly("one", "one", "two", "three");
    }

    @Test
    void oneMailThatCannotBeFetchedDoesNotHoldUpTheNext() throws Exception {
        mailbox.unseen(9, mail -> {
            note(mail);
            if (mail.getSubject().equals("two")) {
                throw new MessagingException("gone");
            }
        });
        assertThat(subjects).containsExactly("one", "two", "three");
    }

    @Test
    void aServerThatRefusesIsTold() {
        assertThatThrownBy(() -> mailbox("wrong-canary").unseen(9, this::note))
                .isInstanceOf(MessagingException.class)
                .hasMessageNotContaining("canary");
    }
}
