package dev.parley;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.provider.Arguments;

/** What the dashboard and the alert rules ask of the metrics. */
final class Monitoring {

    private static final Path FOLDER = Path.of("src/main/monitoring");

    private Monitoring() {}

    /** Each title with its expression. */
    static Stream<Arguments> asked() throws IOException {
        var dashboard = new ObjectMapper()
                .readTree(FOLDER.resolve("parley-dashboard.json").toFile());
        var alerts =
                new YAMLMapper().readTree(FOLDER.resolve("parley-alerts.yaml").toFile());
        return Stream.concat(
                StreamSupport.stream(dashboard.path("panels").spliterator(), false)
                        .flatMap(panel -> panel.path("targets").findValuesAsText("expr").stream()
                                .map(asked -> Arguments.of(panel.path("title").asText(), asked))),
                StreamSupport.stream(alerts.path("groups").spliterator(), false)
                        .flatMap(group ->
                                StreamSupport.stream(group.path("rules").spliterator(), false))
                        .map(rule -> Arguments.of(
                                rule.path("alert").asText(), rule.path("expr").asText())));
    }
}
