package dev.parley.channel.mail;

import dev.parley.core.ParleyException;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.mail.MessagingException;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Fetches the replies to mails by IMAP. Several replicas may do so at once, and one may stop in the middle: a mail is
 * marked as seen after it was handled, and handling it twice is handling it once.
 */
@ApplicationScoped
class ImapInbox {

    private static final Logger LOG = Logger.getLogger(ImapInbox.class);
    private static final int MAILS_A_ROUND = 50;

    private final Optional<ImapMailbox> mailbox;
    private final MailTray tray;
    private volatile boolean reached = true;

    ImapInbox(ImapConfig config, MailTray tray) {
        this.mailbox = config.host().map(host -> new ImapMailbox(config, host));
        this.tray = tray;
    }

    @Scheduled(
            every = "${parley.imap.every}",
            delayed = "${parley.imap.every}",
            identity = "imap",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void scheduled() {
        mailbox.ifPresent(this::fetch);
    }

    private void fetch(ImapMailbox box) {
        try {
            box.unseen(MAILS_A_ROUND, tray::take);
            if (!reached) {
                LOG.info("the mailbox can be read again");
            }
            reached = true;
        } catch (MessagingException | ParleyException e) {
            if (reached) { // once, not every few seconds
                LOG.warnf("the mailbox cannot be read for now: %s", e);
            }
            reached = false;
        }
    }
}
