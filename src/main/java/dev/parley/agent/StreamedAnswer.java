package dev.parley.agent;

import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.output.FinishReason;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/** Hands a streamed answer to its listener: in order, with one end, and nothing after a cancel. */
final class StreamedAnswer implements AgentCall {

    private static final Logger LOG = Logger.getLogger(StreamedAnswer.class);

    private final RunningTurn running;
    private final AnswerListener listener;
    private final ModelTrace.Call call;
    private final Runnable forget;
    private final AtomicBoolean ended = new AtomicBoolean();
    private boolean said;

    /** @param forget drops what was remembered for the turn; called on its event loop when the answer has ended */
    StreamedAnswer(RunningTurn running, AnswerListener listener, ModelTrace.Call call, Runnable forget) {
        this.running = running;
        this.listener = listener;
        this.call = call;
        this.forget = forget;
    }

    void partial(String text) {
        if (!ended.get()) {
            said = said || !text.isBlank();
            listener.partial(text);
        }
    }

    void complete(ChatResponse response) {
        running.counted(response.tokenUsage());
        var reason = response.finishReason();
        if (reason == FinishReason.TOOL_EXECUTION && running.question().isEmpty()) {
            failed(AgentFailure.unavailable("The model asked a question that cannot be put."));
            return;
        }
        if (!said && running.question().isEmpty()) {
            failed(AgentFailure.unavailable("The model gave no answer."));
            return;
        }
        if (ended.compareAndSet(false, true)) {
            forget.run();
            var finish = running.question().isPresent()
                    ? Finish.ASKED
                    : reason == FinishReason.LENGTH ? Finish.LENGTH : Finish.COMPLETE;
            call.complete(finish, running.usage());
            listener.complete(finish, running.usage(), running.question());
        }
    }

    void failed(Throwable thrown) {
        if (ended.compareAndSet(false, true)) {
            forget.run();
            var failure = call.failed(running.turn(), thrown);
            listener.failed(failure.code(), failure.message(), running.usage());
        } else {
            LOG.errorf(
                    thrown, "turn %s: a failure after the end", running.turn().turnId());
        }
    }

    @Override
    public void cancel() {
        if (ended.compareAndSet(false, true)) {
            running.hangUp();
            call.cancelled();
            running.loop().runOnContext(on -> forget.run());
        }
    }
}
