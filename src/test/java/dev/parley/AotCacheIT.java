package dev.parley;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.parley.testing.Packaged;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the JVM learns of the package in a training is taken by the same JVM. */
class AotCacheIT {

    private static final Path PACKAGE = Path.of("target", "quarkus-app");
    private static final int SINCE_JAVA = 25;

    @Test
    void a_trained_package_starts_with_what_was_learned(@TempDir Path data) throws Exception {
        assumeFalse(Packaged.isNative());
        assumeFalse(Runtime.version().feature() < SINCE_JAVA);
        train(data.resolve("training").toFile());

        // AOTMode=on: the JVM does not start if it cannot use the cache.
        var trained = List.of(Packaged.java(), "-XX:AOTMode=on", "@" + PACKAGE.resolve("parley.args"));
        try (var parley = Packaged.start(data, Map.of(), trained)) {
            parley.use();
            assertThat(get("/q/health/ready").statusCode()).isEqualTo(200);
        }
    }

    private static void train(java.io.File log) throws IOException, InterruptedException {
        var training = new ProcessBuilder("bash", "src/main/docker/train.sh", PACKAGE.toString())
                .redirectErrorStream(true)
                .redirectOutput(log);
        training.environment().put("JAVA_HOME", System.getProperty("java.home"));
        training.environment().put("TRAIN_PORT", Integer.toString(Packaged.freePort()));
        assertThat(training.start().waitFor()).as("see " + log).isZero();
        assertThat(PACKAGE.resolve("parley.aot")).isNotEmptyFile();
    }
}
