package dev.parley.rest;

import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The query parameter that says which event of a session the caller knows already. */
class After {

    @QueryParam("after_seq")
    @DefaultValue("0")
    @Pattern(regexp = Paging.NUMBER, message = "must be a number of an event, or 0")
    @Schema(type = SchemaType.INTEGER, format = "int64", minimum = "0", defaultValue = "0", pattern = "")
    String afterSeq = "0";

    long seq() {
        return Long.parseLong(afterSeq);
    }
}
