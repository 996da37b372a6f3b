package dev.parley.agent;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One call to the endpoint, with its retries and its deadline. Everything happens on one event loop, and the reader is
 * told of exactly one end, unless the call was cancelled.
 */
final class OpenAiCall implements AgentCall {

    private final OpenAiEndpoint endpoint;
    private final Context loop;
    private final Buffer body;
    private final AnswerReader reader;
    private final Retries retries;
    private final Deadline deadline;
    private @Nullable HttpClientRequest request;
    private boolean begun;
    private boolean telling;
    private boolean ended;
    private boolean closed;

    OpenAiCall(OpenAiEndpoint endpoint, Context loop, Buffer body, AnswerReader reader) {
        this.endpoint = endpoint;
        this.loop = loop;
        this.body = body;
        this.reader = reader;
        this.retries = new Retries(endpoint.config.retries());
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
                request.send(body).onComplete(this::answered);
            }
        });
    }

    private void answered(AsyncResult<HttpClientResponse> sent) {
        if (sent.failed()) {
            unreachable(sent.cause());
            return;
        }
        var response = sent.result();
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
            begun = true;
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
        } else if (begun) {
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
        response.exceptionHandler(broken -> {}); // by us, right here: Vert.x would log it as an error
        response.request().reset();
        if (status == 429 || status >= 500) {
            again(response.getHeader("Retry-After"), refusal);
        } else {
            fail(refusal);
        }
    }

    private void again(@Nullable String retryAfter, AgentFailure otherwise) {
        var pause = begun || ended ? OptionalLong.empty() : retries.next(retryAfter);
        if (pause.isPresent()) {
            endpoint.vertx.setTimer(pause.getAsLong(), rung -> attempt());
        } else {
            fail(otherwise);
        }
    }

    private void late() {
        if (ended) {
            reset();
        }
        fail(AgentFailure.timeout(
                begun
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
