package dev.parley.rest;

import dev.parley.core.Page;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The query parameters of the history, whose cursors are numbers. */
class HistoryPaging {

    @QueryParam("limit")
    @DefaultValue("50")
    @Pattern(regexp = Paging.LIMIT, message = "must be between 1 and 200")
    @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "200", defaultValue = "50", pattern = "")
    String limit = "50";

    @QueryParam("cursor")
    @Pattern(regexp = Paging.NUMBER, message = "is not one that a list has given")
    @Nullable
    String cursor;

    Page.Request request() {
        return new Page.Request(Integer.parseInt(limit), Optional.ofNullable(cursor));
    }
}
