package dev.parley.channel.mail;

import dev.parley.core.ParleyException;
import jakarta.inject.Singleton;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import org.jboss.logging.Logger;

/** Hands on the mails that were fetched, and puts aside those that cannot be read, so that the next ones have their turn. */
@Singleton
class MailTray {

    private static final Logger LOG = Logger.getLogger(MailTray.class);
    static final int MOST_BYTES = 256 * 1024;

    private final Incoming incoming;

    MailTray(Incoming incoming) {
        this.incoming = incoming;
    }

    /**
     * Takes one mail, wherever it lies.
     *
     * @throws MessagingException when it cannot be fetched
     * @throws ParleyException when it cannot be handled for now
     */
    void take(Message lying) throws MessagingException {
        if (lying.getSize() > MOST_BYTES) {
            LOG.infof("a mail of %d bytes is not read", lying.getSize());
            return;
        }
        take(new MimeMessage((MimeMessage) lying)); // fetches it whole
    }

    void take(MimeMessage mail) {
        try {
            incoming.arrived(MailReader.read(mail));
        } catch (MessagingException | IOException e) {
            LOG.infof("a mail cannot be read: %s", e.getClass().getSimpleName());
        } catch (ParleyException e) {
            throw e;
        } catch (RuntimeException e) {
            LOG.error("a mail could not be handled, and will not be tried again", e);
        }
    }
}
