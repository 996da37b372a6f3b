package dev.parley.channel.mail;

import dev.parley.core.ParleyException;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Fetches the replies to mails from Gmail. Each replica does: a mail that is handled twice has one effect. */
@ApplicationScoped
class GmailInbox {

    private static final Logger LOG = Logger.getLogger(GmailInbox.class);

    private final Optional<GmailHistory> history;
    private volatile boolean reached = true;

    GmailInbox(Gmail gmail, MailTray tray, @ConfigProperty(name = "parley.feedback.timeout") Duration open) {
        this.history = gmail.api().map(api -> new GmailHistory(api, tray, open));
    }

    @Scheduled(
            every = "${parley.gmail.every}",
            delayed = "${parley.gmail.every}",
            identity = "gmail",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void scheduled() {
        history.ifPresent(this::fetch);
    }

    private void fetch(GmailHistory mails) {
        try {
            mails.fetch();
            if (!reached) {
                LOG.info("the mailbox at Gmail can be read again");
            }
            reached = true;
        } catch (GmailException | ParleyException e) {
            if (reached) { // once, not every few seconds
                LOG.warnf("the mailbox at Gmail cannot be read for now: %s", e.getMessage());
            }
            reached = false;
        }
    }
}
