package dev.parley;

import dev.parley.core.Order;
import io.quarkus.runtime.Startup;
import io.quarkus.runtime.configuration.ConfigurationException;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Refuses to start where nothing could listen. The server itself would find out last, when jobs run already, and in words that
 * name no setting.
 */
@Startup(Order.SETTINGS)
@Singleton
class AddressCheck {

    private static final int LAST_PORT = 65_535;

    AddressCheck(
            @ConfigProperty(name = "quarkus.http.host") String host,
            @ConfigProperty(name = "quarkus.http.port") int port,
            @ConfigProperty(name = "quarkus.http.ssl-port") int tlsPort,
            @ConfigProperty(name = "quarkus.management.port") int managementPort) {
        known("QUARKUS_HTTP_HOST", host);
        inRange("QUARKUS_HTTP_PORT", port);
        inRange("QUARKUS_HTTP_SSL_PORT", tlsPort);
        inRange("QUARKUS_MANAGEMENT_PORT", managementPort);
    }

    private static void known(String setting, String host) {
        try {
            InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new ConfigurationException(setting + "=" + host
                    + ": must be an address or a name of this machine, such as 127.0.0.1, or 0.0.0.0 for all it has");
        }
    }

    private static void inRange(String setting, int port) {
        if (port < 0 || port > LAST_PORT) {
            throw new ConfigurationException(
                    setting + "=" + port + ": must be a port, 1 to " + LAST_PORT + ", or 0 for any that is free");
        }
    }
}
