package dev.parley.rest;

import dev.parley.core.Page;
import dev.parley.protocol.View;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The query parameters of every list. */
class Paging {

    @QueryParam("limit")
    @DefaultValue("50")
    @Min(1)
    @Max(Page.Request.MOST)
    int limit = 50;

    @QueryParam("cursor")
    @Pattern(regexp = "[0-9a-f-]{1,36}", message = "is not one that a list has given")
    @Nullable
    String cursor;

    Page.Request request() {
        return new Page.Request(limit, Optional.ofNullable(cursor));
    }

    static <T, R> View.Items<R> shown(Page<T> page, Function<T, R> view) {
        var mapped = page.map(view);
        return new View.Items<>(mapped.items(), mapped.nextCursor());
    }
}
