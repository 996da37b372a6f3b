package dev.parley.rest;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.semconv.UrlAttributes;
import jakarta.inject.Singleton;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Takes out of the traces of calls what lets whoever has it in: tickets in queries, and tokens in the paths of pages. */
@Singleton
class AddressTrace implements SpanProcessor {

    private static final Pattern PAGE = Pattern.compile("(/(?:answers|confirmations)/)[^/]+(.*)");
    private static final String SECRET = "REDACTED";

    @Override
    public boolean isStartRequired() {
        return true;
    }

    @Override
    public void onStart(Context parent, ReadWriteSpan span) {
        replace(span, UrlAttributes.URL_QUERY, SECRET);
        var path = span.getAttribute(UrlAttributes.URL_PATH);
        if (path != null) {
            replace(span, UrlAttributes.URL_PATH, PAGE.matcher(path).replaceFirst("$1" + SECRET + "$2"));
        }
    }

    private static void replace(ReadWriteSpan span, AttributeKey<String> key, String value) {
        @Nullable String told = span.getAttribute(key);
        if (told != null) {
            span.setAttribute(key, value);
        }
    }

    @Override
    public boolean isEndRequired() {
        return false;
    }

    @Override
    public void onEnd(ReadableSpan span) {}
}
