package dev.parley.rest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.Chat;
import dev.parley.testing.GmailStub;
import dev.parley.testing.GmailStub.Fault;
import dev.parley.testing.GmailStubResource;
import dev.parley.testing.LogLines;
import dev.parley.testing.MailServer;
import dev.parley.testing.Person;
import dev.parley.testing.RawMail;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A question goes out by Gmail, and its answer comes back there. */
@QuarkusTest
@QuarkusTestResource(value = GmailStubResource.class, restrictToAnnotatedClass = true)
class GmailTest {

    GmailStub gmail;

    private final String address = Person.newEmail();

    private MimeMessage await(int count) {
        Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> sent().size() >= count);
        return sent().get(count - 1);
    }

    private List<MimeMessage> sent() {
        return gmail.sent().stream().filter(this::toAddress).toList();
    }

    private boolean toAddress(MimeMessage mail) {
        try {
            return mail.getHeader("To", null).contains(address);
        } catch (MessagingException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aQuestionIsAskedAndAnsweredAndNoSecretGetsIntoTheLog() throws Exception {
        try (var log = LogLines.listen()) {
            var chat = Chat.open();
            chat.person().reachableBy(Map.of("type", "email", "address", address));
            gmail.plan(new Fault(401));
            given().post(MailServer.link(await(1))).then().statusCode(200);
            chat.question("/ask May I?\r\nBcc: evil@example.com");

            var mail = await(2);
            assertThat(mail.getHeader("Bcc")).isNull();
            assertThat(mail.getSubject()).isEqualTo("May I? Bcc: evil@example.com");
            gmail.receive("INBOX", RawMail.of(RawMail.reply(mail, address, "approve")));

            Awaitility.await().atMost(Duration.ofSeconds(15)).until(() -> "resolved"
                    .equals(chat.get("/feedback").extract().path("items[0].status")));
            assertThat(log.lines())
                    .anyMatch(line -> line.contains("is its answer"))
                    .noneMatch(line -> line.contains("canary"))
                    .noneMatch(line -> line.contains(MailServer.link(mail).replaceAll(".*/", "")));
        }
    }
}
