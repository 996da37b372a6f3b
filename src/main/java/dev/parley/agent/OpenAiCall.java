package dev.parley.agent;

import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One call to the endpoint, with its retries and its deadline. Everything happens on one event loop, and the last
 * reader is told of exactly one end, unless the call was cancelled.
 */
final class OpenAiCall implements AgentCall {

    private final OpenAiEndpoint endpoint;
    private final Context loop;
    private final Buffer body;
    private final Supplier<AnswerReader> readers;
    private final Retries retries;
    private final Deadline deadline;
    private @Nullable HttpClientRequest request;
    private AnswerReader reader;
    private boolean telling;
    private boolean ended;
    private boolean closed;

    /** @param readers gives a new one for each try, which knows nothing of the one before */
    OpenAiCall(OpenAiEndpoint endpoint, Context loop, Buffer body, Supplier<AnswerReader> readers) {
        this.endpoint = endpoint;
        this.loop = loop;
        this.body = body;
        this.readers = readers;
        this.reader = readers.get();
        this.retries = new Retries(endpoint.config.retries(), endpoint.clock);
        this.deadline = new Deadline(endpoint.vertx, endpoint.ticker, endpoint.config, this::late);
    }

    /** @param first how long the first token may take */
    void start(Duration first) {
        loop.runOnContext(on -> {
            deadline.start(first);
            attempt();
        });
    }

    @Override
    public void cancel() {
        loop.runOnContext(on -> close());
    }

    private void attempt() {
        if (ended) {
            return;
        }
        endpoint.http(loop).request(endpoint.chat()).onComplete(opened -> {
            if (opened.failed()) {
                unreachable(opened.cause());
                return;
            }
            request = opened.result();
            if (ended) {
                reset();
            } else {
                request.send(body).onSuccess(this::answered).onFailure(this::unreachable);
            }
        });
    }

    private void answered(HttpClientResponse response) {
        if (response.statusCode() != 200) {
            refused(response);
            return;
        }
        endpoint.reached(true);
        response.handler(part -> guarded(() -> take(part)));
        response.exceptionHandler(broken -> over());
        response.endHandler(end -> over());
    }

    private void take(Buffer part) {
        if (reader.read(part)) {
            deadline.token();
        }
        if (reader.done()) {
            finish();
        } else if (!telling) {
            // HTTP hands out its chunks one by one; the loop gets here when all of one buffer are out.
            telling = true;
            loop.runOnContext(on -> {
                telling = false;
                guarded(reader::tell);
            });
        }
    }

    /** The body is over. Whether the answer is, the reader knows. */
    private void over() {
        closed = true;
        if (ended) {
            deadline.stop();
        } else if (reader.begun()) {
            guarded(this::finish);
        } else {
            again(null, AgentFailure.unavailable("The model at " + endpoint.host() + " closed without an answer."));
        }
    }

    /** The answer is over. The deadline stays until the body is, so that no connection is held for nothing. */
    private void finish() {
        ended = true;
        if (reader.cut()) {
            reset();
        }
        if (reader.cut() || closed) {
            deadline.stop();
        }
        reader.end();
    }

    private void unreachable(Throwable cause) {
        if (!ended) { // else we closed it ourselves
            endpoint.reached(false);
        }
        again(null, AgentFailure.unavailable("The model at " + endpoint.host() + " cannot be reached.", cause));
    }

    private void refused(HttpClientResponse response) {
        int status = response.statusCode();
        var refusal = endpoint.refusal(status);
        if (status != 429 && status < 500) {
            Refusal.body(endpoint.vertx, response).onSuccess(body -> fail(refusal.because(endpoint.reason(body))));
            return;
        }
        response.exceptionHandler(broken -> {}); // by us, right here: Vert.x would log it as an error
        response.request().reset();
        again(response.getHeader("Retry-After"), refusal);
    }

    private void again(@Nullable String retryAfter, AgentFailure otherwise) {
        var pause = reader.begun() || ended ? OptionalLong.empty() : retries.next(retryAfter);
        if (pause.isPresent()) {
            reader = readers.get();
            closed = false;
            endpoint.vertx.setTimer(pause.getAsLong(), rung -> attempt());
        } else {
            fail(otherwise);
        }
    }

    private void late() {
        if (reader.finished()) { // some never send the mark of the end
            guarded(this::finish);
        }
        if (ended) {
            reset();
        }
        fail(AgentFailure.timeout(
                reader.begun()
                        ? "The model stopped in the middle of its answer."
                        : "The model did not begin to answer in time."));
    }

    private void guarded(Runnable step) {
        if (ended) {
            return;
        }
        try {
            step.run();
        } catch (RuntimeException e) {
            close();
            reader.failed(AgentFailure.of(e));
        }
    }

    private void fail(AgentFailure failure) {
        if (!ended) {
            close();
            reader.failed(failure);
        }
    }

    private void close() {
        if (!ended) {
            ended = true;
            deadline.stop();
            reset();
        }
    }

    private void reset() {
        if (request != null) {
            request.reset();
        }
    }
}
