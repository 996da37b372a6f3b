package dev.parley.channel.slack;

import java.util.ArrayList;
import java.util.List;

/**
 * Text as Slack takes it: it mentions nobody, hides no link, and no piece of it is too long. Stars and the like may still
 * make it bold. Lengths are UTF-16 units.
 */
public final class SlackText {

    private static final String CUT = "…";

    private SlackText() {}

    /** Without the characters by which Slack's markup mentions people and makes links. */
    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** What a member wrote, of a text as Slack gives it. */
    public static String written(String text) {
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }

    /** On one line, cut where it is too long; a dash for what would be empty, which Slack refuses. */
    static String line(String text, int longest) {
        var line = text.strip().replaceAll("[\\p{Cntrl}\\s]+", " ");
        if (line.length() <= longest) {
            return line.isEmpty() ? "–" : line;
        }
        int end = longest - CUT.length();
        return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end) + CUT;
    }

    /**
     * The text, escaped, in pieces that end between words where they can.
     *
     * @param longest of a piece, at least what one escaped character takes
     * @param most pieces; where they do not suffice, the last one says that something is missing
     */
    static List<String> pieces(String text, int longest, int most) {
        var pieces = new ArrayList<String>();
        var rest = text.strip();
        while (!rest.isEmpty() && pieces.size() < most) {
            int end = fitting(rest, longest - CUT.length());
            boolean last = end < rest.length() && pieces.size() == most - 1;
            pieces.add(escaped(rest.substring(0, end).stripTrailing()) + (last ? CUT : ""));
            rest = rest.substring(end).strip();
        }
        return pieces.isEmpty() ? List.of("–") : pieces;
    }

    /** How much of the text fits once it is escaped. */
    private static int fitting(String text, int longest) {
        int end = 0;
        int space = 0;
        int used = 0;
        while (end < text.length()) {
            int character = text.codePointAt(end);
            used += escaped(Character.toString(character)).length();
            if (used > longest) {
                return space > end / 2 ? space : end;
            }
            end += Character.charCount(character);
            if (Character.isWhitespace(character)) {
                space = end;
            }
        }
        return end;
    }
}
