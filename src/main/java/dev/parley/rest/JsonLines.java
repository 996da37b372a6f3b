package dev.parley.rest;

import jakarta.ws.rs.core.MediaType;

/** One JSON value a line, for lists that are kept as files. */
final class JsonLines {

    static final String NAME = "application/x-ndjson";
    static final MediaType TYPE = new MediaType("application", "x-ndjson");

    private JsonLines() {}
}
