package dev.parley.channel.mail;

import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.search.FlagTerm;
import java.util.Arrays;
import java.util.Map;
import java.util.Properties;
import org.jboss.logging.Logger;

/** Reads what is new in the inbox of a server. */
final class ImapMailbox {

    private static final Logger LOG = Logger.getLogger(ImapMailbox.class);

    /** For each step of the exchange, so that a server which hangs is left. */
    private static final String TIMEOUT = "10000";

    private static final int PORT = 143;
    private static final int TLS_PORT = 993;

    private final ImapConfig config;
    private final String host;
    private final String protocol;

    ImapMailbox(ImapConfig config, String host) {
        this.config = config;
        this.host = host;
        this.protocol = config.tls() ? "imaps" : "imap";
    }

    /** What is done with one mail. */
    interface Reader {
        void read(Message mail) throws MessagingException;
    }

    /** Has what was not seen read, so many at most; each is seen once its reader returns. */
    void unseen(int most, Reader reader) throws MessagingException {
        try (var store = session().getStore(protocol)) {
            store.connect(
                    host,
                    config.port().orElse(config.tls() ? TLS_PORT : PORT),
                    config.username().orElse(""),
                    config.password().orElse(""));
            var inbox = store.getFolder("INBOX");
            inbox.open(Folder.READ_WRITE);
            try {
                var mails = inbox.search(new FlagTerm(new Flags(Flags.Flag.SEEN), false));
                for (var mail : Arrays.stream(mails).limit(most).toList()) {
                    read(mail, inbox, reader);
                }
            } finally {
                inbox.close(false); // expunges nothing
            }
        }
    }

    private static void read(Message mail, Folder inbox, Reader reader) throws MessagingException {
        try {
            reader.read(mail);
            mail.setFlag(Flags.Flag.SEEN, true);
        } catch (MessagingException e) {
            if (!inbox.isOpen()) {
                throw e;
            }
            // This mail alone: another program may have deleted it meanwhile.
            LOG.infof("a mail cannot be fetched: %s", e);
        }
    }

    private Session session() {
        var properties = new Properties();
        Map.of(
                        "connectiontimeout", TIMEOUT,
                        "timeout", TIMEOUT,
                        "writetimeout", TIMEOUT,
                        "ssl.checkserveridentity", "true",
                        // Else a mail would be seen once it is fetched, handled or not.
                        "peek", "true")
                .forEach((name, value) -> properties.setProperty("mail." + protocol + "." + name, value));
        return Session.getInstance(properties);
    }
}
