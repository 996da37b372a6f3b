package dev.parley.agent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.parley.testing.OpenAiStub;
import dev.parley.testing.OpenAiStub.Step;
import io.vertx.core.Vertx;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Servers send each token as an HTTP chunk; on a busy machine many arrive in one read of the socket. */
class OneBufferTest {

    private final Vertx vertx = Vertx.vertx();
    private final Hearing hearing = new Hearing();

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void tokens_that_arrive_together_come_as_one_part() throws Exception {
        try (var server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> answer(server));
            var config =
                    ModelsTest.config(Map.of("OPENAI_BASE_URL", "http://127.0.0.1:" + server.getLocalPort() + "/v1"));
            var model = new OpenAiStreaming(new OpenAiEndpoint(vertx, System::nanoTime, Clock.systemUTC(), config));
            var turn = new AgentTurn("turn-1", "session-1", List.of(), "Hi", Optional.empty());
            var running = new RunningTurn(turn, vertx.getOrCreateContext(), 8_000);
            var request = ChatRequest.builder().messages(UserMessage.from("Hi")).build();

            running.around(() -> {
                model.doChat(request, hearing);
                return hearing.end;
            });

            hearing.end.orTimeout(10, TimeUnit.SECONDS).join();
            assertThat(hearing.parts).containsExactly("abcdef");
        }
    }

    private static void answer(ServerSocket server) {
        try (var socket = server.accept()) {
            while (socket.getInputStream().read() != '{') {} // the headers; the body is not looked at
            var all = new ByteArrayOutputStream();
            all.writeBytes("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            for (Step step : OpenAiStub.tokens("a", "b", "c", "d", "e", "f").steps()) {
                byte[] bytes = ((Step.Send) step).bytes().getBytes();
                all.writeBytes((Integer.toHexString(bytes.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
                all.writeBytes(bytes);
                all.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            all.writeBytes("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().write(all.toByteArray());
            socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
