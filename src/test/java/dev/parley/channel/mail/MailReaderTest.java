package dev.parley.channel.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.RawMail;
import jakarta.mail.MessagingException;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailReaderTest {

    private static final String TOKEN = "T0ken-_" + "x".repeat(36);
    private static final String FROM_ANN = "From: Ann <ann@example.com>\n";

    private static IncomingMail read(String raw) throws MessagingException, IOException {
        return MailReader.read(RawMail.of(raw));
    }

    @Test
    void aReplyIsRead() throws Exception {
        var mail = read(FROM_ANN + "To: Parley <parley+" + TOKEN + "@example.org>\nMessage-ID: <1@example.com>\n"
                + "In-Reply-To: <b@example.org>\nReferences: <a@example.org>\n <b@example.org>\n\nyes\n");

        assertThat(mail.from()).contains("ann@example.com");
        assertThat(mail.messageId()).contains("1@example.com");
        assertThat(mail.answered()).containsExactly("b@example.org");
        assertThat(mail.automatic()).isFalse();
        assertThat(mail.tokens()).containsExactly(TOKEN);
        assertThat(mail.written()).isEqualTo("yes");
    }

    @Test
    void whereOnlyTheThreadIsNamedItsLastMailIsWhatIsAnswered() throws Exception {
        assertThat(read(FROM_ANN + "References: <a@example.org>\n <b@example.org>\n\nyes\n")
                        .answered())
                .containsExactly("b@example.org");
    }

    @Test
    void theTokenIsAlsoFoundInWhatIsQuoted() throws Exception {
        assertThat(read(FROM_ANN + "\nyes\n> [parley:" + TOKEN + "]\n").tokens())
                .containsExactly(TOKEN);
        assertThat(read(FROM_ANN + "\nyes\n> [parley:" + TOKEN.substring(1) + "]\n")
                        .tokens())
                .isEmpty();
    }

    @Test
    void whoGuessesHasFewTries() throws Exception {
        var many = new StringBuilder(FROM_ANN).append('\n');
        for (int i = 100; i < 200; i++) {
            many.append("[parley:").append(TOKEN.substring(3)).append(i).append("]\n");
        }
        assertThat(read(many.toString()).tokens()).hasSize(8);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "From: Ann <ann@example.com>, Bob <bob@example.com>\n",
                "From: Ann <ann@example.com>\nFrom: Bob <bob@example.com>\n",
                "Sender: Ann <ann@example.com>\n"
            })
    void whoIsNotOneSenderIsNone(String from) throws Exception {
        assertThat(read(from + "\nyes\n").from()).isEmpty();
    }

    @Test
    void theSameMailHasTheSameKeyAndAnotherHasAnother() throws Exception {
        var first = read(FROM_ANN + "Message-ID: <1@example.com>\n\nyes\n").key();
        assertThat(read(FROM_ANN + "Message-ID: <1@example.com>\nX-Seen: by a relay\n\nyes\n")
                        .key())
                .isEqualTo(first);
        assertThat(read(FROM_ANN + "Message-ID: <2@example.com>\n\nyes\n").key())
                .isNotEqualTo(first);
        assertThat(read(FROM_ANN + "\nyes\n").key())
                .hasSizeLessThanOrEqualTo(64)
                .isNotEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Auto-Submitted: auto-replied",
                "Auto-Submitted: auto-generated (vacation)",
                "X-Auto-Response-Suppress: All",
                "X-Autoreply: yes",
                "X-Autorespond: I am away",
                "Precedence: bulk",
                "Precedence: Auto_Reply",
                "Precedence: list",
                "Precedence: junk",
                "List-Id: <list.example.com>",
                "Return-Path: <>",
                "X-Failed-Recipients: ann@example.com",
                "Content-Type: multipart/report; report-type=delivery-status; boundary=b"
            })
    void machinesAreTold(String header) throws Exception {
        assertThat(read(FROM_ANN + header + "\n\n--b\n\nyes\n--b--\n").automatic())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"MAILER-DAEMON@example.com", "Mail Delivery <mailer-daemon@example.com>", "postmaster@a.example"
            })
    void bouncesAreTold(String from) throws Exception {
        assertThat(read("From: " + from + "\n\nyes\n").automatic()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Auto-Submitted: no", "Precedence: first-class", "Return-Path: <ann@example.com>"})
    void peopleAreNoMachines(String header) throws Exception {
        assertThat(read(FROM_ANN + header + "\n\nyes\n").automatic()).isFalse();
    }

    static Stream<Arguments> texts() {
        var alternative = "Content-Type: multipart/alternative; boundary=b\n\n--b\n";
        return Stream.of(
                Arguments.of(
                        "Content-Type: text/plain; charset=iso-8859-1\nContent-Transfer-Encoding: quoted-printable\n\nj=E4\n",
                        "jä"),
                Arguments.of(
                        "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\nasOkCg==\n",
                        "jä"),
                Arguments.of("Content-Type: text/plain; charset=no-such\n\nyes\n", "yes"),
                Arguments.of("Content-Type: text/plain; charset=\"?\"\n\nyes\u0000\n", "yes"),
                Arguments.of(
                        alternative + "Content-Type: text/plain\n\nyes\n--b\nContent-Type: text/html\n\n<p>no\n--b--\n",
                        "yes"),
                Arguments.of(
                        alternative + "Content-Type: text/plain\n\n\n--b\nContent-Type: text/html\n\n<p>no\n--b--\n",
                        "no"),
                Arguments.of(
                        "Content-Type: text/html\n\n<style>p{}</style><p>yes<br>or <b>no</b></p><p>maybe</p>\n",
                        "yes\nor no\nmaybe"),
                Arguments.of(
                        "Content-Type: text/html\n\n<div>yes</div><div>On 24 Nov, Parley wrote:</div><blockquote>no<div>no</div></blockquote>\n",
                        "yes"),
                Arguments.of(
                        "Content-Type: text/html\n\nyes<div><b>From:</b> Parley<br><b>Sent:</b> Tuesday<br></div>no\n",
                        "yes"),
                Arguments.of(
                        "Content-Type: multipart/mixed; boundary=b\n\n--b\n\nyes\n--b\nContent-Type: text/plain\nContent-Disposition: attachment\n\nno\n--b\nContent-Type: message/rfc822\n\nSubject: a\n\nno\n--b--\n",
                        "yes"),
                Arguments.of("Content-Type: application/pdf\n\nyes\n", ""));
    }

    @ParameterizedTest
    @MethodSource("texts")
    void theTextIsReadInWhateverFormItComes(String body, String written) throws Exception {
        assertThat(read(FROM_ANN + "MIME-Version: 1.0\n" + body).written()).isEqualTo(written);
    }

    @Test
    void aMailThatIsMadeToBeDeepIsNotFollowed() throws Exception {
        var deep = new StringBuilder(FROM_ANN);
        for (int i = 0; i < 3_000; i++) {
            deep.append("Content-Type: multipart/mixed; boundary=b")
                    .append(i)
                    .append("\n\n--b")
                    .append(i)
                    .append('\n');
        }
        assertThat(read(deep + "\n\nyes\n").written()).isEmpty();
    }
}
