package dev.parley.core;

import java.util.Locale;
import org.eclipse.microprofile.config.spi.Converter;

/** A setting that is on or off. The library's own takes whatever it does not know for off, also where that opens a door. */
public final class Flag implements Converter<Boolean> {

    private static final long serialVersionUID = 1L;

    public static final String ALLOWED = "must be true or false";

    /** @throws IllegalArgumentException for any other word */
    @Override
    public Boolean convert(String value) {
        return switch (value.strip().toLowerCase(Locale.ROOT)) {
            case "true", "yes", "on", "1" -> true;
            case "false", "no", "off", "0" -> false;
            case String other -> throw new IllegalArgumentException(ALLOWED);
        };
    }
}
