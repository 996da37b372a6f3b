package dev.parley.channel.mail;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.mailer.Mail;
import jakarta.mail.internet.MimeUtility;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SmtpPostmanTest {

    private final List<Mail> sent = new ArrayList<>();
    private final SmtpPostman postman = new SmtpPostman(mails -> sent.addAll(List.of(mails)));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "May I?",
                "😀 in two units of UTF-16",
                "one that is so long that it is cut, and says so, and takes more than one line as it is encoded…",
                "这个问题很长这个问题很长这个问题很长这个问题很长这个问题很长"
            })
    void aSubjectArrivesWholeInLinesThatEveryServerTakes(String subject) throws Exception {
        postman.deliver(new Letter(
                "parley@example.com", Optional.empty(), "ann@example.com", subject, "", "", "<1@x>", Optional.empty()));
        var header = sent.getFirst().getHeaders().get("Subject").getFirst();
        assertThat(header).doesNotContainPattern("(?<!\r)\n").isASCII();
        assertThat(header.lines()).allSatisfy(line -> assertThat(line).hasSizeLessThan(78));
        assertThat(MimeUtility.decodeText(MimeUtility.unfold(header))).isEqualTo(subject);
    }
}
