package dev.parley.channel.mail;

import com.fasterxml.jackson.databind.JsonNode;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.ByteArrayInputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * What arrived in a mailbox, in order: from its history where the last place in it is known, else what is unread of the
 * time in which questions are open. The place is kept in memory only, as what is read again has no further effect.
 */
final class GmailHistory {

    private static final Logger LOG = Logger.getLogger(GmailHistory.class);
    private static final int MAILS_A_PAGE = 50;
    private static final int NOT_FOUND = 404;

    private static final String SINCE = "/history?historyTypes=messageAdded&labelId=INBOX&startHistoryId=";
    private static final Set<String> NOT_RECEIVED = Set.of("SENT", "DRAFT", "TRASH", "SPAM");

    private final GmailApi api;
    private final MailTray tray;
    private final String unread;
    private Optional<String> place = Optional.empty();

    /** @param open how long questions are */
    GmailHistory(GmailApi api, MailTray tray, Duration open) {
        this.api = api;
        this.tray = tray;
        long days = open.toDays() + 1;
        this.unread = "/messages?maxResults=" + MAILS_A_PAGE + "&q=in:inbox+is:unread+newer_than:" + days + "d";
    }

    /** Hands on what is new; what is thrown leaves the rest for the next time. */
    void fetch() throws GmailException {
        if (place.isEmpty()) {
            begin();
        } else {
            goOn(place.get());
        }
    }

    private void begin() throws GmailException {
        var now = api.get("/profile").path("historyId").asText();
        var next = "";
        do {
            var page = api.get(unread + next);
            for (var mail : page.path("messages")) {
                take(mail);
            }
            next = next(page);
        } while (!next.isEmpty());
        place = Optional.of(now);
    }

    private void goOn(String since) throws GmailException {
        try {
            var next = "";
            do {
                var page = api.get(SINCE + since + next);
                for (var entry : page.path("history")) {
                    for (var added : entry.path("messagesAdded")) {
                        take(added.path("message"));
                    }
                    place = Optional.of(entry.path("id").asText());
                }
                next = next(page);
                place = next.isEmpty() ? Optional.of(page.path("historyId").asText(since)) : place;
            } while (!next.isEmpty());
        } catch (GmailException e) {
            if (!e.is(NOT_FOUND)) {
                throw e;
            }
            LOG.info("Gmail no longer knows where its history was left; what is unread is read");
            begin();
        }
    }

    /** What asks for the page after this one; empty after the last. */
    private static String next(JsonNode page) {
        return page.hasNonNull("nextPageToken") ? "&pageToken=" + encoded(page.path("nextPageToken")) : "";
    }

    private static String encoded(JsonNode text) {
        return URLEncoder.encode(text.asText(), StandardCharsets.UTF_8);
    }

    private void take(JsonNode mail) throws GmailException {
        var path = "/messages/" + encoded(mail.path("id")) + "?format=";
        try {
            var outline = api.get(path + "minimal");
            if (received(outline) && small(outline)) {
                tray.take(parsed(api.get(path + "raw")));
            }
        } catch (MessagingException e) {
            LOG.infof("a mail at Gmail cannot be read: %s", e.getClass().getSimpleName());
        } catch (GmailException e) {
            if (!e.is(NOT_FOUND)) { // else it was deleted meanwhile
                throw e;
            }
        }
    }

    private static boolean received(JsonNode outline) {
        for (var label : outline.path("labelIds")) {
            if (NOT_RECEIVED.contains(label.asText())) {
                return false;
            }
        }
        return true;
    }

    private static boolean small(JsonNode outline) {
        var bytes = outline.path("sizeEstimate").asInt(0);
        if (bytes > MailTray.MOST_BYTES) {
            LOG.infof("a mail of %d bytes is not read", bytes);
        }
        return bytes <= MailTray.MOST_BYTES;
    }

    private static MimeMessage parsed(JsonNode mail) throws MessagingException {
        try {
            var bytes = Base64.getUrlDecoder().decode(mail.path("raw").asText());
            return new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(bytes));
        } catch (IllegalArgumentException e) {
            throw new MessagingException("it is not encoded as announced", e);
        }
    }
}
