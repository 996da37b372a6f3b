package dev.parley;

import io.quarkus.bootstrap.logging.InitialConfigurator;
import io.quarkus.runtime.ApplicationLifecycleManager;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.logging.Level;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Starts the server. What an operator can mend is told in a line each, anything else with its stack trace. */
@QuarkusMain
public final class Parley {

    Parley() {}

    public static void main(String... args) {
        // It greets before the log is set up.
        java.util.logging.Logger.getLogger("org.hibernate.validator.internal.util.Version")
                .setLevel(Level.WARNING);
        Quarkus.run(null, Parley::ended, args);
    }

    private static void ended(int code, @Nullable Throwable failure) {
        if (failure != null && code != 0) {
            var lines = StartFailure.lines(failure);
            if (lines.isEmpty()) {
                tell(failure);
            }
            lines.forEach(System.err::println);
        }
        // Ends the process; in dev mode it waits for a change instead.
        ApplicationLifecycleManager.getDefaultExitCodeHandler().accept(code, failure);
    }

    private static void tell(Throwable failure) {
        if (InitialConfigurator.DELAYED_HANDLER.isActivated()) {
            Logger.getLogger(Parley.class).error("Parley could not start", failure);
        } else {
            // The log is not set up yet and would swallow it.
            failure.printStackTrace();
        }
    }
}
