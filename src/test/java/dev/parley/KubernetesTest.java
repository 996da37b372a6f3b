package dev.parley;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.testing.Manifests;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
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
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The manifests say nothing that Kubernetes does not know, and nothing that the program does not. */
@QuarkusTest
class KubernetesTest {

    private static final Path FOLDER = Path.of("src/main/kubernetes");

    private static JsonNode kustomization() throws IOException {
        return Manifests.tree(FOLDER.resolve("kustomization.yaml"));
    }

    private static List<HasMetadata> objects() throws IOException {
        var objects = new ArrayList<HasMetadata>();
        for (var file : kustomization().get("resources")) {
            objects.addAll(Manifests.read(FOLDER.resolve(file.asText())));
        }
        return objects;
    }

    private static <T> T the(Class<T> kind) throws IOException {
        return Manifests.the(kind, objects());
    }

    @Test
    void everyFileIsAppliedAndEveryObjectIsKnown() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            var named = new TreeSet<String>();
            kustomization().get("resources").forEach(file -> named.add(file.asText()));
            named.add("kustomization.yaml");
            named.add("kubernetes.yml"); // for the manifest that a profile of the build writes
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrderElementsOf(named);
        }
        assertThat(objects()).hasSize(9).extracting(HasMetadata::getKind).doesNotHaveDuplicates();
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
    }

    @Test
    void theAutoscalerAloneSaysHowManyThereAreAndTheirSharesAreOfAllOfThem() throws IOException {
        assertThat(the(Deployment.class).getSpec().getReplicas()).isNull();
        assertThat(the(ConfigMap.class).getData().get("PARLEY_REPLICAS"))
                .isEqualTo(the(HorizontalPodAutoscaler.class)
                        .getSpec()
                        .getMaxReplicas()
                        .toString());
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
