package dev.parley;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The manifests say nothing that Kubernetes does not know, and nothing that the program does not. */
@QuarkusTest
class KubernetesTest {

    private static final Path FOLDER = Path.of("src/main/kubernetes");

    private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.of(
            "v1/Namespace", Namespace.class,
            "v1/ConfigMap", ConfigMap.class,
            "v1/Secret", Secret.class,
            "v1/Service", Service.class,
            "apps/v1/Deployment", Deployment.class,
            "autoscaling/v2/HorizontalPodAutoscaler", HorizontalPodAutoscaler.class,
            "networking.k8s.io/v1/Ingress", Ingress.class,
            "networking.k8s.io/v1/NetworkPolicy", NetworkPolicy.class,
            "policy/v1/PodDisruptionBudget", PodDisruptionBudget.class);

    /** Refuses fields that the API does not have, which its model would take in silence. */
    private static final YAMLMapper YAML = YAMLMapper.builder()
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .annotationIntrospector(new JacksonAnnotationIntrospector() {
                @Override
                public Boolean hasAnySetter(Annotated annotated) {
                    return false;
                }
            })
            .build();

    private static JsonNode kustomization() throws IOException {
        return YAML.readTree(FOLDER.resolve("kustomization.yaml").toFile());
    }

    private static List<HasMetadata> objects() throws IOException {
        var objects = new ArrayList<HasMetadata>();
        for (var file : kustomization().get("resources")) {
            for (var document : Files.readString(FOLDER.resolve(file.asText())).split("(?m)^---$")) {
                var tree = YAML.readTree(document);
                var kind =
                        tree.get("apiVersion").asText() + "/" + tree.get("kind").asText();
                assertThat(KINDS).containsKey(kind);
                objects.add(YAML.treeToValue(tree, KINDS.get(kind)));
            }
        }
        return objects;
    }

    private static <T> T the(Class<T> kind) throws IOException {
        return objects().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyFileIsAppliedAndEveryObjectIsKnown() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            var named = new TreeSet<String>();
            kustomization().get("resources").forEach(file -> named.add(file.asText()));
            named.add("kustomization.yaml");
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(named);
        }
        assertThat(objects()).hasSize(KINDS.size());
    }

    @Test
    void theSettingsAreTheProgramsAndWhatIsAskedForIsThere() throws IOException {
        var config = the(ConfigMap.class).getData();
        var secret = the(Secret.class).getStringData();
        assertThat(config.keySet()).allMatch(name -> Settings.NAMES.contains(name) || name.startsWith("QUARKUS_"));
        assertThat(config.keySet()).noneMatch(Settings::secret);
        assertThat(secret.values()).allMatch(value -> value.contains("your-"));
        var container = container();
        for (var variable : container.getEnv()) {
            assertThat(secret)
                    .containsKey(variable.getValueFrom().getSecretKeyRef().getKey());
        }
        assertThat(config.get("PARLEY_JWT_KEY"))
                .startsWith(container.getVolumeMounts().stream()
                        .filter(mount -> mount.getName().equals("keys"))
                        .findFirst()
                        .orElseThrow()
                        .getMountPath());
        assertThat(config.get("PARLEY_REPLICAS"))
                .isEqualTo(the(Deployment.class).getSpec().getReplicas().toString());
    }

    private static io.fabric8.kubernetes.api.model.Container container() throws IOException {
        return the(Deployment.class)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst();
    }

    @Test
    void theProbesAskWhatAnswers() throws IOException {
        var container = container();
        for (var probe :
                List.of(container.getStartupProbe(), container.getReadinessProbe(), container.getLivenessProbe())) {
            assertThat(get(probe.getHttpGet().getPath()).statusCode()).isEqualTo(200);
            assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("http");
        }
    }

    @Test
    void aStopHasTimeForAllThatItWaitsFor() throws IOException {
        var pod = the(Deployment.class).getSpec().getTemplate().getSpec();
        long wait = container().getLifecycle().getPreStop().getSleep().getSeconds();
        var drain = Duration.parse("PT"
                + the(ConfigMap.class).getData().get("PARLEY_CONNECTION_DRAIN").toUpperCase(java.util.Locale.ROOT));
        assertThat(pod.getTerminationGracePeriodSeconds()).isGreaterThan(wait + drain.toSeconds() + 10);
    }

    @Test
    void thePodHasNoRightsAndFitsTheImage() throws IOException {
        var pod = the(Deployment.class).getSpec().getTemplate().getSpec();
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(container().getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container().getSecurityContext().getAllowPrivilegeEscalation())
                .isFalse();
        var ports = container().getPorts().stream()
                .map(port -> port.getContainerPort())
                .toList();
        for (var file : List.of("Dockerfile.jvm", "Dockerfile.native")) {
            var image = Files.readString(Path.of("src/main/docker", file));
            assertThat(image)
                    .contains("EXPOSE " + ports.get(0) + " " + ports.get(1))
                    .contains("USER " + pod.getSecurityContext().getRunAsUser());
        }
    }

    @Test
    void allMeanTheSamePods() throws IOException {
        var labels = the(Deployment.class).getSpec().getTemplate().getMetadata().getLabels();
        assertThat(labels)
                .containsAllEntriesOf(
                        the(Deployment.class).getSpec().getSelector().getMatchLabels());
        assertThat(labels).containsAllEntriesOf(the(Service.class).getSpec().getSelector());
        assertThat(labels)
                .containsAllEntriesOf(
                        the(PodDisruptionBudget.class).getSpec().getSelector().getMatchLabels());
        assertThat(labels)
                .containsAllEntriesOf(
                        the(NetworkPolicy.class).getSpec().getPodSelector().getMatchLabels());
        assertThat(the(HorizontalPodAutoscaler.class)
                        .getSpec()
                        .getScaleTargetRef()
                        .getName())
                .isEqualTo(the(Deployment.class).getMetadata().getName());
        var backend = the(Ingress.class)
                .getSpec()
                .getRules()
                .getFirst()
                .getHttp()
                .getPaths()
                .getFirst()
                .getBackend()
                .getService();
        assertThat(backend.getName()).isEqualTo(the(Service.class).getMetadata().getName());
        assertThat(the(Service.class).getSpec().getPorts().getFirst().getName())
                .isEqualTo(backend.getPort().getName());
    }
}
