package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressCheckTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    999.1.1.1 | 8080  | 8443  | 0     | QUARKUS_HTTP_HOST=999.1.1.1: must be an address or a name of this machine,
                    a b       | 8080  | 8443  | 0     | QUARKUS_HTTP_HOST=a b: must be an address or a name of this machine,
                    127.0.0.1 | 99999 | 8443  | 0     | QUARKUS_HTTP_PORT=99999: must be a port, 1 to 65535,
                    127.0.0.1 | -1    | 8443  | 0     | QUARKUS_HTTP_PORT=-1: must be a port, 1 to 65535,
                    127.0.0.1 | 8080  | 65536 | 0     | QUARKUS_HTTP_SSL_PORT=65536: must be a port, 1 to 65535,
                    127.0.0.1 | 8080  | 8443  | 70000 | QUARKUS_MANAGEMENT_PORT=70000: must be a port, 1 to 65535,
                    """)
    void whereNothingCouldListenIsOneLine(String host, int port, int tlsPort, int managementPort, String line) {
        var refused = catchThrowable(() -> new AddressCheck(host, port, tlsPort, managementPort));
        assertThat(StartFailure.lines(refused)).singleElement().satisfies(told -> assertThat(told)
                .startsWith(line));
    }

    @Test
    void whereSomethingCanListenIsTaken() {
        for (var host : List.of("127.0.0.1", "0.0.0.0", "::1", "::", "localhost")) {
            assertThatCode(() -> new AddressCheck(host, 65_535, 1, 0)).doesNotThrowAnyException();
        }
    }
}
