package dev.parley.rest;

import dev.parley.core.Page;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The query parameters of the history, whose cursors are numbers. */
class HistoryPaging {

    @QueryParam("limit")
    @DefaultValue("50")
    @Min(1)
    @Max(Page.Request.MOST)
    int limit = 50;

    @QueryParam("cursor")
    @Pattern(regexp = "[0-9]{1,18}", message = "is not one that a list has given")
    @Nullable
    String cursor;

    Page.Request request() {
        return new Page.Request(limit, Optional.ofNullable(cursor));
    }
}
