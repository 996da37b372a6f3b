package dev.parley.testing;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** A real mail server on loopback, to which the program under test sends. */
public final class MailServer implements QuarkusTestResourceLifecycleManager {

    private static final Pattern LINK = Pattern.compile("https?://[^/\\s]+(/(?:answers|confirmations)/[A-Za-z0-9_-]+)");
    private static final GreenMail SERVER =
            new GreenMail(ServerSetup.SMTP.dynamicPort().port(0).createCopy("127.0.0.1"));

    @Override
    public Map<String, String> start() {
        SERVER.start();
        return Map.of(
                "quarkus.mailer.mock", "false",
                "quarkus.mailer.host", "127.0.0.1",
                "quarkus.mailer.port", Integer.toString(SERVER.getSmtp().getPort()),
                "quarkus.mailer.from", "Parley <parley@example.org>");
    }

    @Override
    public void stop() {
        SERVER.stop();
    }

    /** The mails that came for somebody, the first first. */
    public static List<MimeMessage> to(String address) {
        return Arrays.stream(SERVER.getReceivedMessagesForDomain(address)).toList();
    }

    /** Waits for so many mails; answers the last of them. */
    public static MimeMessage await(String address, int count) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(15))
                .until(() -> to(address).size() >= count);
        return to(address).get(count - 1);
    }

    /** The path of the link in a mail. */
    public static String link(MimeMessage mail) {
        var link = LINK.matcher(part(mail, "text/plain"));
        if (!link.find()) {
            throw new AssertionError("no link in: " + part(mail, "text/plain"));
        }
        return link.group(1);
    }

    /** The text of one form of a mail. */
    public static String part(MimeMessage mail, String type) {
        try {
            return part(mail.getContent(), type);
        } catch (MessagingException | IOException e) {
            throw new AssertionError(e);
        }
    }

    private static String part(Object content, String type) throws MessagingException, IOException {
        if (content instanceof Multipart parts) {
            for (int i = 0; i < parts.getCount(); i++) {
                BodyPart part = parts.getBodyPart(i);
                if (part.isMimeType(type)) {
                    return part.getContent().toString();
                }
                if (part.isMimeType("multipart/*")) {
                    return part(part.getContent(), type);
                }
            }
        }
        throw new AssertionError("no " + type);
    }
}
