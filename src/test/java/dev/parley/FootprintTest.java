package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.quarkus.test.junit.QuarkusTest;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

@QuarkusTest
class FootprintTest {

    @Test
    void littleOfTheHeapIsKeptFree() {
        var machine = ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        assertThat(machine.getVMOption("MaxHeapFreeRatio").getValue()).isEqualTo("15");
        assertThat(machine.getVMOption("MinHeapFreeRatio").getValue()).isEqualTo("5");
    }
}
