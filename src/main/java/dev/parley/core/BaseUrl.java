package dev.parley.core;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.net.URI;

/** Where a service is called that others run: an http or https address without user, query and fragment. */
public record BaseUrl(URI uri) {

    /**
     * An address out of the settings.
     *
     * @throws ConfigurationException that names the setting, and repeats its value only where that holds no secret
     */
    public static BaseUrl of(String setting, URI uri, String example) {
        boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
        boolean bare = uri.getRawUserInfo() == null && uri.getRawQuery() == null && uri.getRawFragment() == null;
        if (!http || uri.getHost() == null || !bare) {
            throw new ConfigurationException(setting + (bare ? "=" + uri : "")
                    + ": must be an http or https address without user and query, such as " + example);
        }
        return new BaseUrl(uri);
    }

    public boolean tls() {
        return "https".equals(uri.getScheme());
    }

    public String host() {
        return uri.getHost();
    }

    public int port() {
        return uri.getPort() > 0 ? uri.getPort() : tls() ? 443 : 80;
    }

    /** The path of something below the address, such as {@code /chat/completions}. */
    public String path(String below) {
        return uri.getRawPath().replaceAll("/+$", "") + below;
    }
}
