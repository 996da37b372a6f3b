package dev.parley.channel.mail;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What somebody wrote in a reply: its text without what mail programs add to it. */
final class WrittenText {

    private static final int LINES_OF_ATTRIBUTION = 3;
    private static final int LINES_OF_HEADERS = 4;

    private static final String OPENING = "(On|Am|Le|El|Il|Op|Em|Den) ";
    private static final Pattern OPENS_ATTRIBUTION = Pattern.compile(OPENING + ".*");
    private static final Pattern ATTRIBUTION = Pattern.compile(
            OPENING + ".{1,300}(wrote|schrieb|a écrit|escribió|ha scritto|schreef|escreveu|skrev).{0,100}:");

    /** The line above a mail that is answered or forwarded whole. */
    private static final Pattern RULE =
            Pattern.compile("-{2,}\\s*(Original|Forwarded|Ursprüngliche|Weitergeleitete).{1,40}-{2,}|_{20,}");

    private static final Pattern FIRST_HEADER = Pattern.compile("\\*?(From|Von|De|Da|Van):\\*? .+");
    private static final Pattern FURTHER_HEADER =
            Pattern.compile("\\*?(Sent|Date|To|Subject|Gesendet|Datum|An|Envoyé|Enviado|Inviato):\\*? .*");
    private static final Pattern SIGNATURE =
            Pattern.compile("--|Sent from my .{1,40}|Get Outlook for .{1,40}|Von meinem .{1,30} gesendet");

    private final List<String> lines;
    private final List<String> written = new ArrayList<>();

    private WrittenText(String text) {
        this.lines = text.lines().map(String::strip).toList();
    }

    static String of(String text) {
        return new WrittenText(text).read();
    }

    private String read() {
        int at = 0;
        while (at < lines.size() && !ends(at)) {
            int attribution = attribution(at);
            if (attribution > 0 && !quotes(at + attribution)) {
                break; // what follows is quoted, though nothing says so
            }
            if (attribution == 0 && !lines.get(at).startsWith(">")) {
                written.add(lines.get(at));
            }
            at += Math.max(attribution, 1);
        }
        return String.join("\n", written).strip();
    }

    private boolean ends(int at) {
        var line = lines.get(at);
        return SIGNATURE.matcher(line).matches()
                || RULE.matcher(line).matches()
                || ReplyToken.marks(line) && !line.startsWith(">")
                || FIRST_HEADER.matcher(line).matches() && hasFurtherHeader(at);
    }

    private boolean hasFurtherHeader(int at) {
        return lines.stream().skip(at + 1L).limit(LINES_OF_HEADERS).anyMatch(line -> FURTHER_HEADER
                .matcher(line)
                .matches());
    }

    /** How many lines from here on say who wrote what follows; 0 where they say something else. */
    private int attribution(int at) {
        for (int count = 1; count <= LINES_OF_ATTRIBUTION && at + count <= lines.size(); count++) {
            var last = lines.get(at + count - 1);
            if (last.isEmpty() || count > 1 == OPENS_ATTRIBUTION.matcher(last).matches()) {
                return 0;
            }
            if (ATTRIBUTION
                    .matcher(String.join(" ", lines.subList(at, at + count)))
                    .matches()) {
                return count;
            }
        }
        return 0;
    }

    /** Whether the next line that is not empty is marked as quoted. */
    private boolean quotes(int at) {
        return lines.stream()
                .skip(at)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .filter(line -> line.startsWith(">"))
                .isPresent();
    }
}
