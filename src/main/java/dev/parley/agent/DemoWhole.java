package dev.parley.agent;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Gives the demo's script as one typed answer. */
final class DemoWhole implements ChatModel {

    private final Duration patience;

    DemoWhole(AgentConfig config) {
        this.patience = config.firstTokenTimeout();
    }

    @Override
    public Set<Capability> supportedCapabilities() {
        return Set.of(Capability.RESPONSE_FORMAT_JSON_SCHEMA);
    }

    @Override
    public ChatResponse doChat(ChatRequest request) {
        var format = request.responseFormat();
        boolean asking = format != null && format.jsonSchema().name().equals(Asking.class.getSimpleName());
        var answer =
                switch (DemoScript.of(RunningTurn.current().turn())) {
                    case DemoScript.Say say -> Reply.json(Reply.Kind.RESPOND, say.text());
                    case DemoScript.Count count -> Reply.json(Reply.Kind.RESPOND, counted(count.words()));
                    case DemoScript.Ask ask -> asking ? asking(ask.question()) : decided(ask.question());
                    case DemoScript.Fail fail -> throw DemoScript.failure();
                    case DemoScript.Hang hang -> throw waited();
                };
        return ChatResponse.builder().aiMessage(AiMessage.from(answer)).build();
    }

    private static String counted(int words) {
        return IntStream.rangeClosed(1, words).mapToObj(Integer::toString).collect(Collectors.joining(" "));
    }

    private static String decided(Question question) {
        boolean clarify = question.kind() == Question.Kind.CLARIFICATION;
        return Reply.json(clarify ? Reply.Kind.CLARIFY : Reply.Kind.REQUEST_FEEDBACK, question.prompt());
    }

    private static String asking(Question question) {
        var asking = JsonNodeFactory.instance
                .objectNode()
                .put("kind", question.kind().name())
                .put("question", question.prompt());
        var options = asking.putArray("options");
        question.options().forEach(option -> options.add(option.label()));
        asking.set("fields", question.kind() == Question.Kind.FORM ? DemoScript.fields() : options.arrayNode());
        return asking.toString();
    }

    /** Nothing comes; an interrupt ends the wait as a cancel. */
    private AgentFailure waited() {
        try {
            new CountDownLatch(1).await(patience.toMillis(), TimeUnit.MILLISECONDS);
            return AgentFailure.timeout("The demo did not begin to answer in time.");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return AgentFailure.unavailable("The answer was cancelled.");
        }
    }
}
