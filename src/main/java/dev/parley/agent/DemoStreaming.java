package dev.parley.agent;

import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.parley.core.Time.Ticker;
import io.vertx.core.Vertx;

/** Plays the demo's script as a stream. */
final class DemoStreaming extends OneCallModel {

    private final Vertx vertx;
    private final Ticker ticker;
    private final AgentConfig config;

    DemoStreaming(Vertx vertx, Ticker ticker, AgentConfig config) {
        this.vertx = vertx;
        this.ticker = ticker;
        this.config = config;
    }

    @Override
    void begin(RunningTurn running, ChatRequest request, StreamingChatResponseHandler handler) {
        var play = new DemoPlay(vertx, ticker, config, running.loop(), handler);
        running.calls(play);
        running.loop().runOnContext(on -> play.begin(DemoScript.of(running.turn()), config.firstTokenTimeout()));
    }
}
