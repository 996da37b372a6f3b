package dev.parley.agent;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text out of the chunks of one stream without parsing each.
 *
 * <p>The chunks of a stream differ in nothing but {@code choices[0].delta.content}. After one was parsed and found to
 * hold only text, what stands before and after that text is known, and a later chunk with the same surroundings holds
 * only text too, whatever its fields and their order. A chunk with other surroundings is parsed.
 */
final class Deltas {

    private static final JsonPointer CONTENT = JsonPointer.compile("/choices/0/delta/content");
    private static final JsonFactory JSON = new JsonFactory();

    private byte[] before = {};
    private byte[] after = {};

    /** The text of a chunk with the known surroundings; null when the chunk has to be parsed. */
    @Nullable
    String text(byte[] bytes, int from, int to) throws IOException {
        int start = from + before.length;
        if (before.length == 0 || start > to || !Arrays.equals(bytes, from, start, before, 0, before.length)) {
            return null;
        }
        boolean escaped = false;
        int end = start;
        while (end < to && bytes[end] != '"') {
            if (bytes[end] == '\\') {
                escaped = true;
                end++;
            }
            end++;
        }
        if (end > to || !Arrays.equals(bytes, end, to, after, 0, after.length)) {
            return null;
        }
        return escaped
                ? unescaped(bytes, start - 1, end + 1)
                : new String(bytes, start, end - start, StandardCharsets.UTF_8);
    }

    private static String unescaped(byte[] bytes, int from, int to) throws IOException {
        try (var parser = JSON.createParser(bytes, from, to - from)) {
            return parser.nextTextValue();
        }
    }

    /**
     * Remembers the surroundings of a chunk that was parsed and holds nothing but text.
     *
     * @param text what it was found to say; where that stands elsewhere, as a refusal does, nothing is learnt
     */
    void learn(byte[] bytes, int from, int to, String text) throws IOException {
        byte[] chunk = Arrays.copyOfRange(bytes, from, to);
        try (var parser = JSON.createParser(chunk)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING
                        && CONTENT.equals(parser.getParsingContext().pathAsPointer())) {
                    int start = (int) parser.currentTokenLocation().getByteOffset() + 1;
                    if (!parser.getText().equals(text)) {
                        return;
                    }
                    int end = (int) parser.currentLocation().getByteOffset() - 1;
                    before = Arrays.copyOf(chunk, start);
                    after = Arrays.copyOfRange(chunk, end, chunk.length);
                    return;
                }
            }
        }
    }
}
