package dev.parley;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.VMOption;
import io.quarkus.runtime.ImageMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.lang.management.ManagementFactory;
import org.jboss.logging.Logger;

/**
 * Gives memory back. After a collection HotSpot keeps up to 70 % of its heap free for what may come; a server whose
 * connections are mostly silent pays for that with several times the memory that it uses. What the operator has set stands.
 */
@ApplicationScoped
class Footprint {

    private static final Logger LOG = Logger.getLogger(Footprint.class);
    private static final String LEAST_FREE = "MinHeapFreeRatio";
    private static final String MOST_FREE = "MaxHeapFreeRatio";

    void started(@Observes StartupEvent event) {
        if (ImageMode.current() == ImageMode.JVM) {
            try {
                keepLittle(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class));
            } catch (IllegalArgumentException | UnsupportedOperationException e) {
                LOG.debug("another machine than HotSpot", e);
            }
        }
    }

    private static void keepLittle(HotSpotDiagnosticMXBean machine) {
        if (untouched(machine, LEAST_FREE) && untouched(machine, MOST_FREE)) {
            machine.setVMOption(LEAST_FREE, "5");
            machine.setVMOption(MOST_FREE, "15");
        }
    }

    private static boolean untouched(HotSpotDiagnosticMXBean machine, String option) {
        return machine.getVMOption(option).getOrigin() == VMOption.Origin.DEFAULT;
    }
}
