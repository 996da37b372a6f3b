package dev.parley.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How long the package takes until its port accepts, with what the JVM learned of it in a training and without, in turns. */
final class StartBench {

    private static final Path PACKAGE = Path.of("target", "quarkus-app");
    private static final int ROUNDS = 9;

    private StartBench() {}

    static void main() throws Exception {
        var folder = Files.createDirectories(Path.of("target", "start-bench"));
        train(folder);
        String[] plainly = {"-jar", PACKAGE.resolve("quarkus-run.jar").toString()};
        String[] asTrained = {"-XX:AOTMode=on", "@" + PACKAGE.resolve("parley.args")};
        var plain = new ArrayList<Double>();
        var trained = new ArrayList<Double>();
        var ratios = new ArrayList<Double>();
        start(folder, "first", plainly); // makes the data folder
        for (int round = 0; round < ROUNDS; round++) {
            plain.add(start(folder, "plain", plainly));
            trained.add(start(folder, "trained", asTrained));
            // Of neighbours: the machine's speed changes from minute to minute.
            ratios.add(trained.getLast() / plain.getLast());
        }
        System.out.printf(
                "%nstart, medians of %d: %.2f s; with the AOT cache %.2f s, %.2f x%n",
                ROUNDS, median(plain), median(trained), median(ratios));
    }

    private static void train(Path folder) throws IOException, InterruptedException {
        if (!Files.isDirectory(PACKAGE)) {
            throw new IOException(PACKAGE + " is not there; make it with: ./mvnw -q package -DskipTests");
        }
        var training = new ProcessBuilder("bash", "src/main/docker/train.sh", PACKAGE.toString()).inheritIO();
        training.environment().put("JAVA_HOME", System.getProperty("java.home"));
        if (training.start().waitFor() != 0) {
            throw new IOException("the training failed");
        }
    }

    /** Seconds. */
    private static double start(Path folder, String name, String[] arguments) throws Exception {
        var environment = Map.of(
                "PARLEY_DATA_DIR", folder.resolve("data").toString(),
                "PARLEY_AGENT", "demo",
                "PARLEY_CONNECTION_DRAIN", "0s",
                "QUARKUS_HTTP_HOST", "127.0.0.1",
                "QUARKUS_HTTP_PORT", "PORT");
        long begun = System.nanoTime();
        try (var parley = new Child(name, folder, environment, arguments)) {
            return parley.accepting(begun) / 1e9;
        }
    }

    private static double median(List<Double> values) {
        return values.stream().sorted().toList().get(values.size() / 2);
    }
}
