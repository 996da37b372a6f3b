package dev.parley.channel.mail;

import java.util.regex.Pattern;
import java.util.stream.Stream;

/** How a reply brings back the token of the mail that it answers: in the address that it goes to, or in what it quotes. */
final class ReplyToken {

    private static final String TOKEN = "([A-Za-z0-9_-]{43})";
    private static final Pattern IN_ADDRESS = Pattern.compile("\\+" + TOKEN + "@");
    private static final Pattern IN_TEXT = Pattern.compile("\\[parley:" + TOKEN + "]");

    private ReplyToken() {}

    /** For the end of a mail; programs that quote it do not break it, as it has no space. */
    static String mark(String token) {
        return "[parley:" + token + "]";
    }

    static boolean marks(String line) {
        return IN_TEXT.matcher(line).find();
    }

    /** An address of its own for one mail, at a server that delivers {@code name+anything@} to {@code name@}. */
    static String address(String address, String token) {
        return address.replaceFirst("@", "+" + token + "@");
    }

    static Stream<String> in(String text) {
        return Stream.of(IN_ADDRESS, IN_TEXT)
                .flatMap(pattern -> pattern.matcher(text).results())
                .map(found -> found.group(1));
    }
}
