package dev.parley.testing;

import static io.restassured.RestAssured.given;
import static java.util.Map.entry;

import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import jakarta.mail.BodyPart;
import jakarta.mail.Flags;
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

/** A real mail server on loopback, by which the program under test sends, and where it reads what comes back. */
public final class MailServer implements QuarkusTestResourceLifecycleManager {

    private static final Pattern LINK = Pattern.compile("https?://[^/\\s]+(/(?:answers|confirmations)/[A-Za-z0-9_-]+)");
    private static final String PARLEY = "parley@example.org";
    private static final String PASSWORD = "canary-imap-password";
    private static final GreenMail SERVER =
            new GreenMail(new ServerSetup[] {onLoopback(ServerSetup.SMTP), onLoopback(ServerSetup.IMAP)});

    private static ServerSetup onLoopback(ServerSetup setup) {
        return setup.dynamicPort().port(0).createCopy("127.0.0.1");
    }

    @Override
    public Map<String, String> start() {
        SERVER.start();
        SERVER.setUser(PARLEY, PARLEY, PASSWORD);
        return Map.ofEntries(
                entry("quarkus.mailer.mock", "false"),
                entry("quarkus.mailer.host", "127.0.0.1"),
                entry("quarkus.mailer.port", Integer.toString(SERVER.getSmtp().getPort())),
                entry("quarkus.mailer.from", "Parley <" + PARLEY + ">"),
                entry("parley.imap.host", "127.0.0.1"),
                entry("parley.imap.port", Integer.toString(SERVER.getImap().getPort())),
                entry("parley.imap.tls", "false"),
                entry("parley.imap.username", PARLEY),
                entry("parley.imap.password", PASSWORD),
                entry("parley.imap.plus", "true"),
                entry("parley.imap.every", "1s"));
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

    /** Clicks on the link of the mail that asks to confirm an address: the nth that came there. */
    public static void confirm(String address, int nth) {
        given().post(link(await(address, nth))).then().statusCode(200);
    }

    /** Puts a mail into the inbox of the program under test, as it is. */
    public static void comeBack(MimeMessage mail) {
        parley().deliver(mail);
    }

    /** Waits until all mails that came back were seen. */
    public static void awaitSeen() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> SERVER.getManagers().getImapHostManager().getInbox(parley()).getMessages().stream()
                        .allMatch(mail -> mail.isSet(Flags.Flag.SEEN)));
    }

    private static GreenMailUser parley() {
        return SERVER.getUserManager().getUser(PARLEY);
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
