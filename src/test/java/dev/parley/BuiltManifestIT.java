package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.testing.Manifests;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The manifest that the build with {@code -Pkubernetes} writes: one replica, with its file on a volume. */
@Tag("kubernetes")
class BuiltManifestIT {

    private List<HasMetadata> objects;

    @BeforeEach
    void read() throws IOException {
        objects = Manifests.read(Path.of("target", "kubernetes", "kubernetes.yml"));
    }

    @Test
    void hasWhatOneReplicaNeedsAndNothingElse() {
        assertThat(objects)
                .extracting(HasMetadata::getKind)
                .containsExactlyInAnyOrder("PersistentVolumeClaim", "Service", "Deployment");
    }

    @Test
    void keepsItsDataAndHasNoRights() {
        var deployment = Manifests.the(Deployment.class, objects).getSpec();
        var pod = deployment.getTemplate().getSpec();
        var container = pod.getContainers().getFirst();
        assertThat(deployment.getReplicas()).isEqualTo(1);
        assertThat(deployment.getStrategy().getType()).isEqualTo("Recreate");
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getVolumes().getFirst().getPersistentVolumeClaim().getClaimName())
                .isEqualTo(Manifests.the(PersistentVolumeClaim.class, objects)
                        .getMetadata()
                        .getName());
        var mount = container.getVolumeMounts().getFirst().getMountPath();
        assertThat(container.getEnv())
                .anyMatch(each -> each.getName().equals("PARLEY_DATA_DIR") && mount.equals(each.getValue()));
    }

    @Test
    void theProbesAskWhereHealthIs() {
        var container = Manifests.the(Deployment.class, objects)
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst();
        var port = Manifests.the(Service.class, objects)
                .getSpec()
                .getPorts()
                .getFirst()
                .getTargetPort()
                .getIntVal();
        assertThat(container.getPorts())
                .extracting(ContainerPort::getContainerPort)
                .containsExactlyInAnyOrder(port, 9000);
        assertThat(List.of(container.getStartupProbe(), container.getReadinessProbe(), container.getLivenessProbe()))
                .extracting(Probe::getHttpGet)
                .allSatisfy(asked -> assertThat(container.getPorts())
                        .anyMatch(each -> each.getContainerPort().equals(port)
                                && (asked.getPort().getValue().equals(each.getName())
                                        || asked.getPort().getValue().equals(port))));
    }
}
