package dev.parley.bench;

import dev.parley.core.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The packaged program as benchmarks run it: with a model that costs little and limits that nobody meets. */
final class Server {

    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private Server() {}

    /** Starts it; its data is in {@code folder/name}. */
    static Child start(String name, Path folder, Child model, Map<String, String> settings) throws Exception {
        if (!Files.exists(JAR)) {
            throw new IOException(JAR + " is not there; make it with: ./mvnw -q package -DskipTests");
        }
        var none = "1000000000";
        var all = new HashMap<>(Map.ofEntries(
                Map.entry("QUARKUS_HTTP_HOST", "127.0.0.1"),
                Map.entry("QUARKUS_HTTP_PORT", "PORT"),
                Map.entry("PARLEY_DATA_DIR", folder.resolve(name).toString()),
                Map.entry("PARLEY_STORE", "sqlite"),
                Map.entry("PARLEY_AGENT", "openai"),
                Map.entry("OPENAI_BASE_URL", "http://127.0.0.1:" + model.port + "/v1"),
                Map.entry("OPENAI_API_KEY", "none"),
                Map.entry("PARLEY_LIMIT_API", none),
                Map.entry("PARLEY_LIMIT_USER", none),
                Map.entry("PARLEY_LIMIT_SESSION", none),
                Map.entry("PARLEY_LIMIT_CHANNEL", none),
                Map.entry("PARLEY_LIMIT_FRAMES", none),
                Map.entry("PARLEY_SESSION_MAX", "100000")));
        all.putAll(settings);
        return new Child(name, folder, all, "-jar", JAR.toString());
    }

    /** Somebody's access token. */
    static String signIn(Child server) throws Exception {
        var body = "{\"email\":\"load@example.com\",\"password\":\"correct horse battery\"}";
        post(server, "", "/api/auth/register", body);
        return Json.read(post(server, "", "/api/auth/login", body))
                .path("access_token")
                .asText();
    }

    /** Posts to a child; answers what comes back. */
    static String post(Child server, String token, String path, String body) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port + path))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        var response = HTTP.send(request, BodyHandlers.ofString());
        if (response.statusCode() / 100 != 2) {
            throw new IOException(path + ": " + response.statusCode() + " " + response.body());
        }
        return response.body();
    }
}
