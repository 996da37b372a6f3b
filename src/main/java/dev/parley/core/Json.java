package dev.parley.core;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.util.stream.StreamSupport;

/** JSON as Parley speaks it: {@code snake_case}, times as text, nothing for what is absent, and strict about what it reads. */
public final class Json {

    private static final ObjectMapper MAPPER = strict(new ObjectMapper());

    private Json() {}

    /** Makes a mapper speak so. */
    public static ObjectMapper strict(ObjectMapper mapper) {
        mapper.getFactory().configure(StreamReadFeature.STRICT_DUPLICATE_DETECTION.mappedFeature(), true);
        return mapper.registerModules(new Jdk8Module(), new JavaTimeModule())
                .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .setSerializationInclusion(JsonInclude.Include.NON_ABSENT)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);
    }

    /** Writes what is ours, which always can be written. */
    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Reads what others wrote. */
    public static JsonNode read(String text) throws JsonProcessingException {
        return MAPPER.readTree(text);
    }

    /** Whether all numbers in it can be kept: one beyond the range of a double would come back as text. */
    public static boolean finite(JsonNode value) {
        return value.isContainerNode()
                ? StreamSupport.stream(value.spliterator(), false).allMatch(Json::finite)
                : !value.isDouble() || Double.isFinite(value.doubleValue());
    }

    /** Reads what we wrote ourselves and kept. */
    public static JsonNode readOwn(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The text of a member of the object that the text is, as it was written; the text must have been read before. */
    public static String member(String text, String name) {
        try (var parser = MAPPER.createParser(text)) {
            parser.nextToken();
            while (!name.equals(parser.nextFieldName())) {
                parser.nextToken();
                parser.skipChildren();
            }
            parser.nextToken();
            int start = (int) parser.currentTokenLocation().getCharOffset();
            parser.skipChildren();
            return text.substring(start, (int) parser.currentLocation().getCharOffset());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Whether the text has half of a surrogate pair, which no Unicode text may have. */
    public static boolean loneSurrogate(String text) {
        return text.codePoints().anyMatch(point -> Character.getType(point) == Character.SURROGATE);
    }

    /** Whether any name or text in the tree has half of a surrogate pair. */
    public static boolean loneSurrogate(JsonNode tree) {
        if (tree.isTextual()) {
            return loneSurrogate(tree.textValue());
        }
        for (var field : tree.properties()) {
            if (loneSurrogate(field.getKey()) || loneSurrogate(field.getValue())) {
                return true;
            }
        }
        if (tree.isArray()) {
            for (var element : tree) {
                if (loneSurrogate(element)) {
                    return true;
                }
            }
        }
        return false;
    }
}
