package dev.parley.agent;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.output.FinishReason;
import dev.parley.core.Time.Ticker;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.function.IntFunction;

/** One script being played, on timers of one event loop. */
final class DemoPlay implements AgentCall {

    /** Slow enough to be seen to stream. */
    private static final Duration READABLE = Duration.ofMillis(10);

    /** Without a pause, the loop still gets to other work, such as a cancel, after so many words. */
    private static final int WORDS_AT_A_TIME = 32;

    private final Vertx vertx;
    private final Context loop;
    private final StreamingChatResponseHandler handler;
    private final Deadline deadline;
    private boolean over;

    DemoPlay(Vertx vertx, Ticker ticker, AgentConfig config, Context loop, StreamingChatResponseHandler handler) {
        this.vertx = vertx;
        this.loop = loop;
        this.handler = handler;
        this.deadline = new Deadline(vertx, ticker, config, this::late);
    }

    /** @param first how long the first word may take */
    void begin(DemoScript script, Duration first) {
        deadline.start(first);
        switch (script) {
            case DemoScript.Say say -> say(say.text(), AiMessage.from(say.text()));
            case DemoScript.Count count ->
                words(0, count.words(), n -> (n + 1) + " ", count.pause(), AiMessage.from("counted"));
            case DemoScript.Ask ask -> say(ask.sentence(), AiMessage.from(tool(ask.question())));
            case DemoScript.Fail fail -> end(() -> handler.onError(DemoScript.failure()));
            case DemoScript.Hang hang -> {}
        }
    }

    private void say(String text, AiMessage last) {
        String[] words = text.split("(?<= )");
        words(0, words.length, n -> words[n], READABLE, last);
    }

    private void words(int from, int count, IntFunction<String> word, Duration pause, AiMessage last) {
        int to = pause.isZero() ? Math.min(count, from + WORDS_AT_A_TIME) : from + 1;
        for (int n = from; n < to && !over; n++) {
            tell(word.apply(n));
        }
        if (over) {
            return;
        }
        Runnable next = to < count
                ? () -> words(to, count, word, pause, last)
                : () -> end(() -> handler.onCompleteResponse(response(last)));
        if (pause.isZero() || to == count) {
            loop.runOnContext(on -> next.run());
        } else {
            vertx.setTimer(pause.toMillis(), rung -> next.run());
        }
    }

    private void tell(String word) {
        deadline.token();
        handler.onPartialResponse(word);
    }

    private static ChatResponse response(AiMessage last) {
        return ChatResponse.builder()
                .aiMessage(last)
                .finishReason(last.hasToolExecutionRequests() ? FinishReason.TOOL_EXECUTION : FinishReason.STOP)
                .build();
    }

    /** The call of the tool with which a model would ask this. */
    private static ToolExecutionRequest tool(Question question) {
        var arguments = JsonNodeFactory.instance.objectNode().put("question", question.prompt());
        String name =
                switch (question.kind()) {
                    case APPROVAL -> "ask_approval";
                    case TEXT -> "ask_text";
                    case CLARIFICATION -> "clarify";
                    case CHOICE -> {
                        var options = arguments.putArray("options");
                        question.options().forEach(option -> options.add(option.label()));
                        yield "ask_choice";
                    }
                    case FORM -> {
                        arguments.putObject("form").set("fields", DemoScript.fields());
                        yield "ask_form";
                    }
                };
        return ToolExecutionRequest.builder()
                .id("demo")
                .name(name)
                .arguments(arguments.toString())
                .build();
    }

    private void late() {
        end(() -> handler.onError(AgentFailure.timeout("The demo did not go on in time.")));
    }

    @Override
    public void cancel() {
        loop.runOnContext(on -> end(() -> {}));
    }

    private void end(Runnable telling) {
        if (over) {
            return;
        }
        over = true;
        deadline.stop();
        try {
            telling.run();
        } catch (RuntimeException e) {
            handler.onError(AgentFailure.of(e));
        }
    }
}
