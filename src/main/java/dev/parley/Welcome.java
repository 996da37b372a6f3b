package dev.parley;

import dev.parley.agent.AgentService;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Singleton;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Says where Parley answers, who answers, and what it was told that it does not understand. */
@Singleton
class Welcome {

    private static final Logger LOG = Logger.getLogger("dev.parley");

    /** What Kubernetes sets for a service that is called parley. */
    private static final Pattern OF_KUBERNETES = Pattern.compile("PARLEY_(SERVICE|PORT).*");

    private final AgentService agent;
    private final String store;
    private final String folder;

    Welcome(
            AgentService agent,
            @ConfigProperty(name = "parley.store") String store,
            @ConfigProperty(name = "parley.data-dir") String folder) {
        this.agent = agent;
        this.store = store;
        this.folder = folder;
    }

    void started(@Observes StartupEvent event) {
        unknown(System.getenv().keySet())
                .forEach(name -> LOG.warnf("%s is no setting of Parley; it has no effect", name));
    }

    void listening(@ObservesAsync HttpServerStart event) {
        var options = event.options();
        var host = "0.0.0.0".equals(options.getHost()) ? "localhost" : options.getHost();
        LOG.infof("Parley answers at http://%s:%d, %s, store: %s", host, options.getPort(), agent(), store());
    }

    private String agent() {
        var who = agent.describe();
        return who.host()
                .map(host -> "agent: " + who.model() + " at " + host)
                .orElse("agent: demo (set OPENAI_API_KEY or OPENAI_BASE_URL for a model)");
    }

    private String store() {
        return store.equalsIgnoreCase("sqlite") ? "sqlite in " + folder : store;
    }

    static TreeSet<String> unknown(Iterable<String> environment) {
        var names = new TreeSet<String>();
        for (var name : environment) {
            if (name.startsWith("PARLEY_")
                    && !Settings.NAMES.contains(name)
                    && !OF_KUBERNETES.matcher(name).matches()) {
                names.add(name);
            }
        }
        return names;
    }
}
