package dev.parley.rest;

import dev.parley.core.Page;
import dev.parley.protocol.View;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The query parameters of every list. */
class Paging {

    /** Checked as text: what is no number would be taken for an unknown path. */
    static final String LIMIT = "[1-9][0-9]?|1[0-9]{2}|200";

    /** A position in a log. */
    static final String NUMBER = "[0-9]{1,18}";

    @QueryParam("limit")
    @DefaultValue("50")
    @Pattern(regexp = LIMIT, message = "must be between 1 and 200")
    @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200", defaultValue = "50", pattern = "")
    String limit = "50";

    @QueryParam("cursor")
    @Pattern(regexp = "[0-9a-f-]{1,36}", message = "is not one that a list has given")
    @Nullable
    String cursor;

    Page.Request request() {
        return new Page.Request(Integer.parseInt(limit), Optional.ofNullable(cursor));
    }

    static <T, R> View.Items<R> shown(Page<T> page, Function<T, R> view) {
        return new View.Items<>(page.items().stream().map(view).toList(), page.nextCursor());
    }
}
