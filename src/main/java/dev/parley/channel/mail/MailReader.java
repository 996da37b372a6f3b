package dev.parley.channel.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads of a mail what {@link IncomingMail} holds. */
final class MailReader {

    private static final Pattern ID = Pattern.compile("<([^<>\\s]{1,250})>");

    private MailReader() {}

    static IncomingMail read(MimeMessage mail) throws MessagingException, IOException {
        return new IncomingMail(
                from(mail),
                headers(mail, "To", "Cc", "Delivered-To", "X-Original-To").toList(),
                ids(mail, "Message-ID").findFirst(),
                answered(mail),
                Robots.wrote(mail),
                MailText.of(mail));
    }

    /** Two senders are none: each reader of a mail would choose another. */
    private static Optional<String> from(MimeMessage mail) throws MessagingException {
        var values = headers(mail, "From").toList();
        if (values.size() != 1) {
            return Optional.empty();
        }
        var addresses = InternetAddress.parseHeader(values.getFirst(), true);
        return addresses.length == 1 ? Optional.ofNullable(addresses[0].getAddress()) : Optional.empty();
    }

    /** Only what it answers, and not what that one answered in its turn: of a thread, References names every mail. */
    private static List<String> answered(MimeMessage mail) throws MessagingException {
        var answered = ids(mail, "In-Reply-To").toList();
        return answered.isEmpty()
                ? ids(mail, "References").reduce((before, last) -> last).stream()
                        .toList()
                : answered;
    }

    private static Stream<String> ids(MimeMessage mail, String... names) throws MessagingException {
        return headers(mail, names)
                .flatMap(value -> ID.matcher(value).results())
                .map(id -> id.group(1));
    }

    private static Stream<String> headers(MimeMessage mail, String... names) throws MessagingException {
        var values = Stream.<String>builder();
        for (var name : names) {
            Optional.ofNullable(mail.getHeader(name))
                    .map(Arrays::asList)
                    .orElse(List.of())
                    .forEach(values);
        }
        return values.build();
    }
}
