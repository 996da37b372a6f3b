package dev.parley.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import dev.parley.core.ErrorCode;
import dev.parley.core.Json;
import dev.parley.core.ParleyException;
import io.quarkus.vertx.http.runtime.CurrentVertxRequest;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * Refuses JSON that could mean two things or cannot be stored, wherever in a body it stands: invalid UTF-8, a name twice
 * in one object, half of a surrogate pair, the character U+0000, anything after the value, nothing at all.
 */
@Provider
class StrictJson implements ReaderInterceptor {

    private final JsonFactory factory = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final CurrentVertxRequest request;

    StrictJson(CurrentVertxRequest request) {
        this.request = request;
    }

    @Override
    public Object aroundReadFrom(ReaderInterceptorContext context) throws IOException {
        boolean asItCame = context.getType() == byte[].class;
        if (MediaType.APPLICATION_JSON_TYPE.isCompatible(context.getMediaType()) && !asItCame) {
            var bytes = read(context.getInputStream());
            if (bytes.length == 0 && context.getType() == SessionBodies.Create.class) {
                // The one body that may be left out.
                return SessionBodies.Create.DEFAULTS;
            }
            check(bytes);
            context.setInputStream(new ByteArrayInputStream(bytes));
        }
        return context.proceed();
    }

    private byte[] read(InputStream body) {
        try {
            var bytes = body.readNBytes(RequestGuard.MOST_BYTES + 1);
            if (bytes.length > RequestGuard.MOST_BYTES) {
                throw RequestGuard.hangUp(request.getCurrent());
            }
            return bytes;
        } catch (IOException e) {
            throw new ParleyException(ErrorCode.INVALID_MESSAGE, "The body did not arrive whole.", e);
        }
    }

    private void check(byte[] bytes) throws IOException {
        if (bytes.length == 0) {
            throw refusal("The body is empty.");
        }
        try (var parser = factory.createParser(StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString())) {
            int depth = 0;
            int values = 0;
            for (var token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (depth == 0 && ++values > 1) {
                    throw refusal("The body has more than one JSON value.");
                }
                depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
                if (token == JsonToken.FIELD_NAME || token == JsonToken.VALUE_STRING) {
                    text(parser.getText());
                }
            }
        } catch (JsonProcessingException | CharacterCodingException e) {
            throw refusal("The body is not well-formed JSON in UTF-8.");
        }
    }

    private static void text(String text) {
        if (text.indexOf(0) >= 0 || Json.loneSurrogate(text)) {
            throw refusal("The body has a string that is not well-formed Unicode text.");
        }
    }

    private static ParleyException refusal(String detail) {
        return new ParleyException(ErrorCode.INVALID_MESSAGE, detail);
    }
}
