package dev.parley.channel.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.internet.ParseException;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.ArrayList;
import java.util.Optional;

/**
 * The text of a mail: of its plain form, and of its HTML where it has no other. Attachments and forwarded mails are not
 * part of it.
 */
final class MailText {

    /** Deeper than people nest; a mail that is made to be deep ends here. */
    private static final int DEEPEST = 10;

    private static final String CONTROLS = "[\\p{Cntrl}&&[^\\n\\t]]|[\\ud800-\\udfff]";

    private MailText() {}

    static String of(Part mail) throws MessagingException, IOException {
        return text(mail, 0).replace("\r\n", "\n").replaceAll(CONTROLS, "");
    }

    private static String text(Part part, int depth) throws MessagingException, IOException {
        if (depth > DEEPEST || Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())) {
            return "";
        } else if (part.isMimeType("text/plain")) {
            return decoded(part);
        } else if (part.isMimeType("text/html")) {
            return HtmlText.of(decoded(part));
        } else if (part.isMimeType("multipart/*")) {
            return several(part, depth);
        }
        return "";
    }

    private static String several(Part part, int depth) throws MessagingException, IOException {
        // Not by getContent, which looks for a handler of the type by the names of classes.
        var parts = new MimeMultipart(part.getDataHandler().getDataSource());
        var texts = new ArrayList<String>();
        for (int i = 0; i < parts.getCount(); i++) {
            var text = text(parts.getBodyPart(i), depth + 1);
            if (!text.isBlank()) {
                texts.add(text);
            }
        }
        // The forms of one text come in the order of their richness.
        boolean forms = part.isMimeType("multipart/alternative");
        return forms && !texts.isEmpty() ? texts.getFirst() : String.join("\n", texts);
    }

    private static String decoded(Part part) throws MessagingException, IOException {
        try (var in = part.getInputStream()) {
            return new String(in.readAllBytes(), charset(part));
        }
    }

    private static Charset charset(Part part) throws MessagingException {
        try {
            return Optional.ofNullable(new ContentType(part.getContentType()).getParameter("charset"))
                    .map(MimeUtility::javaCharset)
                    .map(Charset::forName)
                    .orElse(StandardCharsets.UTF_8);
        } catch (ParseException | IllegalCharsetNameException | UnsupportedCharsetException e) {
            return StandardCharsets.UTF_8; // what is not that, is seen to be no answer
        }
    }
}
