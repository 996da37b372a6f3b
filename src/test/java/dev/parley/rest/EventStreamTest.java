package dev.parley.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.Listener.Frame;
import dev.parley.identity.Caller;
import dev.parley.testing.LogLines;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jboss.resteasy.reactive.server.jaxrs.SseImpl;
import org.junit.jupiter.api.Test;

class EventStreamTest {

    private static final Caller CALLER = new Caller("ann", Set.of(), Optional.empty(), Instant.MAX);
    private static final Frame FRAME = new Frame("message", Optional.empty(), Optional.of(1L), "{}");

    private final EventStream stream = new EventStream(new SseImpl(), CALLER, ended -> {}).select(new LogSelection(0));
    private final List<Throwable> torn = new ArrayList<>();

    @Test
    void whatTearsAStreamThatHasBegunIsLogged() {
        try (var log = LogLines.listen()) {
            stream.send(FRAME);
            stream.stream().subscribe().with(event -> {}, torn::add);
            stream.fail(new IllegalStateException("why-4711"));
            assertThat(log.lines()).singleElement().asString().contains("is torn", "why-4711");
            assertThat(torn).hasSize(1);
        }
    }

    @Test
    void whatKeepsAStreamFromBeginningIsLeftToTheProblemThatItBecomes() {
        try (var log = LogLines.listen()) {
            stream.stream().subscribe().with(event -> {}, torn::add);
            stream.fail(new IllegalStateException("why-4711"));
            assertThat(log.lines()).isEmpty();
            assertThat(torn).hasSize(1);
        }
    }
}
