package dev.parley;

import dev.parley.core.Flag;
import dev.parley.core.ReplicaConfig;
import io.quarkus.runtime.QuarkusBindException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.ConfigProvider;

/** Why the server did not start, in a line for each thing that an operator can mend: its name, its value, what is allowed. */
final class StartFailure {

    private static final Pattern MANAGEMENT =
            Pattern.compile("Unable to start the management interface on (\\S+):(\\d+)");
    private static final Pattern ENUM = Pattern.compile("allowed values: (\\S+)");

    /** Reads the URL before any setting is judged, and fails in many ways. */
    private static final String REDIS_URL_READER = "io.vertx.redis.client.impl.RedisURI";

    private final Function<String, Optional<String>> values;

    /** @param values what a property is set to */
    StartFailure(Function<String, Optional<String>> values) {
        this.values = values;
    }

    static List<String> lines(Throwable failure) {
        return new StartFailure(property -> Optional.ofNullable(
                        ConfigProvider.getConfig().getConfigValue(property).getValue()))
                .of(failure);
    }

    /** Empty where it is none of the operator's making. */
    List<String> of(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .limit(100)
                .map(this::told)
                .filter(lines -> !lines.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    private List<String> told(Throwable cause) {
        return switch (cause) {
            case ConfigValidationException many ->
                IntStream.range(0, many.getProblemCount())
                        .mapToObj(i -> many.getProblem(i).getMessage())
                        .map(this::line)
                        .distinct()
                        .toList();
            case ConfigurationException own
            when own.getMessage() != null ->
                own.getMessage().lines().map(this::line).distinct().toList();
            case QuarkusBindException port ->
                List.of(taken(
                        isTls(port.getPort()) ? "QUARKUS_HTTP_SSL_PORT" : "QUARKUS_HTTP_PORT",
                        port.getHost(),
                        String.valueOf(port.getPort())));
            case RuntimeException other
            when MANAGEMENT.matcher(String.valueOf(other.getMessage())) instanceof Matcher port && port.find() ->
                List.of(taken("QUARKUS_MANAGEMENT_PORT", port.group(1), port.group(2)));
            case RuntimeException other
            when String.valueOf(other.getMessage()).contains("The config property ") ->
                List.of(line(String.valueOf(other.getMessage())));
            case RuntimeException other
            when Stream.of(other.getStackTrace())
                    .anyMatch(frame -> frame.getClassName().equals(REDIS_URL_READER)) ->
                List.of(ReplicaConfig.NO_REDIS);
            case Throwable other -> List.of();
        };
    }

    private boolean isTls(int port) {
        return values.apply("quarkus.http.ssl-port").equals(Optional.of(String.valueOf(port)));
    }

    private static String taken(String setting, String host, String port) {
        return setting + "=" + port + ": " + host + ":" + port
                + " cannot be listened on: another program has it, or it is not an address of this machine";
    }

    private String line(String message) {
        return Stream.of(Form.values())
                .flatMap(form -> {
                    var match = form.pattern.matcher(message);
                    return match.find() ? Stream.of(form.line(match, values)) : Stream.empty();
                })
                .findFirst()
                .orElse(message.strip());
    }

    /** The forms of messages about settings, of the configuration library and of Hibernate Validator. */
    private enum Form {
        CONVERSION("The config property (\\S+) with the config value \"(.*?)\" (?:threw|was converted)(.*)") {
            @Override
            String line(Matcher match, Function<String, Optional<String>> values) {
                return wrong(match.group(1), match.group(2), allowed(match.group(3)));
            }
        },
        EMPTY("The config property (\\S+) is defined as the empty String") {
            @Override
            String line(Matcher match, Function<String, Optional<String>> values) {
                return Settings.name(match.group(1)) + " is empty: give it a value, or leave it out";
            }
        },
        MISSING("The config property (\\S+) is required") {
            @Override
            String line(Matcher match, Function<String, Optional<String>> values) {
                return Settings.name(match.group(1)) + " is not set: it must be";
            }
        },
        UNKNOWN("(\\S+) in (.*) does not map to any root") {
            @Override
            String line(Matcher match, Function<String, Optional<String>> values) {
                return match.group(1) + " is no setting of Parley; it stands in " + match.group(2);
            }
        },
        CONSTRAINT("^([a-z][a-z0-9.-]*\\.[a-z0-9.-]+) (must .*)") {
            @Override
            String line(Matcher match, Function<String, Optional<String>> values) {
                return wrong(match.group(1), values.apply(match.group(1)).orElse(""), match.group(2));
            }
        };

        private final Pattern pattern;

        Form(String pattern) {
            this.pattern = Pattern.compile(pattern, Pattern.DOTALL);
        }

        abstract String line(Matcher match, Function<String, Optional<String>> values);

        private static String wrong(String property, String value, String allowed) {
            var name = Settings.name(property);
            if (!Settings.secret(name)) {
                return name + "=" + value + ": " + allowed;
            }
            // What is allowed may repeat the value.
            return name + ": cannot be used"
                    + (name.endsWith("_URL")
                            ? ", as it is no URL; in a password, signs such as / @ # and % must be %-escaped"
                            : "");
        }

        private static String allowed(String reason) {
            var choice = ENUM.matcher(reason);
            if (choice.find()) {
                return "must be one of "
                        + Stream.of(choice.group(1).split(",")).sorted().collect(Collectors.joining(", "));
            } else if (reason.contains("Expected an integer") || reason.contains("Expected a long")) {
                return "must be a whole number of at most " + Integer.MAX_VALUE;
            } else if (reason.contains(Flag.ALLOWED)) {
                return Flag.ALLOWED;
            } else if (reason.contains("Duration")) {
                return "must be a duration, such as 30s, 5m, 24h or PT30S";
            } else if (reason.matches(".* at index \\d+: .*")) {
                return "must be an address, such as https://example.com";
            }
            return reason.replaceFirst("^.*? whilst being converted ", "cannot be understood: ")
                    .strip();
        }
    }
}
