package dev.parley.feedback;

import java.time.Instant;
import java.util.List;

/** Keeps who may answer which request, and since when. */
public interface PanelStore {

    void allow(String requestId, List<Panel.Responder> responders);

    boolean mayAnswer(String requestId, String userId, Instant now);

    /** How many may answer a request at that time. */
    int responders(String requestId, Instant now);
}
