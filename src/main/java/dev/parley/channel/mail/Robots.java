package dev.parley.channel.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Tells mails that nobody wrote: notes of absence, bounces, mailing lists (RFC 3834, and what programs did before it). */
final class Robots {

    private static final Set<String> MARKS =
            Set.of("X-Auto-Response-Suppress", "X-Autoreply", "X-Autorespond", "X-Failed-Recipients", "List-Id");

    private static final Pattern FOR_MANY = Pattern.compile("(bulk|junk|list|auto_reply)\\b.*");
    private static final Pattern BY_HAND = Pattern.compile("no\\b.*");
    private static final Pattern DAEMON = Pattern.compile("(.*<)?(mailer-daemon|postmaster)(@.*)?>?");

    private Robots() {}

    static boolean wrote(MimeMessage mail) throws MessagingException {
        for (var mark : MARKS) {
            if (header(mail, mark).isPresent()) {
                return true;
            }
        }
        return header(mail, "Auto-Submitted")
                        .filter(value -> !matches(BY_HAND, value))
                        .isPresent()
                || header(mail, "Precedence")
                        .filter(value -> matches(FOR_MANY, value))
                        .isPresent()
                || header(mail, "Return-Path").filter("<>"::equals).isPresent()
                || header(mail, "From").filter(value -> matches(DAEMON, value)).isPresent()
                || mail.isMimeType("multipart/report");
    }

    private static boolean matches(Pattern pattern, String value) {
        return pattern.matcher(value).matches();
    }

    private static Optional<String> header(MimeMessage mail, String name) throws MessagingException {
        return Optional.ofNullable(mail.getHeader(name, ","))
                .map(value -> value.strip().toLowerCase(Locale.ROOT));
    }
}
