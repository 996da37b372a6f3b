package dev.parley.channel;

import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Why a delivery failed, in words that people can be shown. */
public final class Reason {

    private Reason() {}

    /** What the innermost failure says; its kind, if it says nothing. */
    public static String of(Throwable failure) {
        var wrapped = failure instanceof CompletionException || failure instanceof ExecutionException;
        if (wrapped && failure.getCause() instanceof Throwable cause) {
            return of(cause);
        }
        return failure.getMessage() instanceof String said
                ? said
                : failure.getClass().getSimpleName();
    }
}
