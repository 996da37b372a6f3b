package dev.parley.agent;

import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * One call to the endpoint, with its retries and its deadline. Everything happens on one event loop, and the reader is
 * told of exactly one end, unless the call was cancelled.
 */
final class OpenAiCall implements AgentCall {

    /** Takes the body of the answer. What it throws ends the call as a failure. */
    interface Reader {

        /** @return whether this brought the answer on; silence is measured from the last time it did */
        boolean read(Buffer part);

        /** Tells what was read, after all that had arrived together. */
        void tell();

        /** @return whether the answer is whole, so that what follows does not matter */
        boolean done();

        /** The answer ended; what was not told is told first. */
        void end();

        /** The call failed; what was not told is told first. */
        void failed(AgentFailure failure);
    }

    private static final long FIRST_PAUSE_MS = 200;
    private static final long LONGEST_PAUSE_MS = 10_000;

    private final OpenAiEndpoint endpoint;
    private final Context loop;
    private final Buffer body;
    private final Reader reader;
    private @Nullable Deadline deadline;
    private @Nullable HttpClientRequest request;
    private int attempts;
    private boolean begun;
    private boolean telling;
    private boolean ended;
    private boolean closed;

    OpenAiCall(OpenAiEndpoint endpoint, Context loop, Buffer body, Reader reader) {
        this.endpoint = endpoint;
        this.loop = loop;
        this.body = body;
        this.reader = reader;
    }

    /** @param first how long the first token may take */
    void start(Duration first) {
        loop.runOnContext(on -> {
            var config = endpoint.config;
            deadline = new Deadline(
                    endpoint.vertx, endpoint.ticker, first, config.tokenTimeout(), config.answerTimeout(), this::late);
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
        attempts++;
        endpoint.http().request(endpoint.chat()).onComplete(opened -> {
            if (opened.failed()) {
                unreachable(opened.cause());
                return;
            }
            request = opened.result();
            if (ended) {
                request.reset();
                return;
            }
            request.send(body).onComplete(this::answered);
        });
    }

    private void answered(AsyncResult<HttpClientResponse> sent) {
        if (ended) {
            return;
        }
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
            if (deadline != null) {
                deadline.token();
            }
        }
        if (reader.done()) {
            finish();
        } else if (!telling) { // HTTP hands out its chunks one by one; the loop is free when those of one buffer are
            // out
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
            stop();
        } else if (begun) {
            guarded(this::finish);
        } else {
            again(-1, AgentFailure.unavailable("The model at " + endpoint.host() + " closed without an answer."));
        }
    }

    /** The answer is over. The deadline stays until the body is, so that no connection is held for nothing. */
    private void finish() {
        ended = true;
        if (closed) {
            stop();
        }
        reader.end();
    }

    private void unreachable(Throwable cause) {
        endpoint.reached(false);
        again(-1, AgentFailure.unavailable("The model at " + endpoint.host() + " cannot be reached.", cause));
    }

    private void refused(HttpClientResponse response) {
        int status = response.statusCode();
        var refusal = endpoint.refusal(status);
        response.request().reset();
        if (status == 429 || status >= 500) {
            again(milliseconds(response.getHeader("Retry-After")), refusal);
        } else {
            fail(refusal);
        }
    }

    /** Tries once more after a pause that doubles and varies, or that the endpoint asked for. */
    private void again(long askedMs, AgentFailure otherwise) {
        if (ended) {
            return;
        }
        if (begun || attempts > endpoint.config.retries() || askedMs > LONGEST_PAUSE_MS) {
            fail(otherwise);
            return;
        }
        long doubled = FIRST_PAUSE_MS << (attempts - 1);
        long pause = Math.max(askedMs, doubled / 2 + ThreadLocalRandom.current().nextLong(doubled));
        endpoint.vertx.setTimer(pause, rung -> attempt());
    }

    private static long milliseconds(@Nullable String retryAfter) {
        return retryAfter != null && retryAfter.matches("\\d{1,6}") ? Long.parseLong(retryAfter) * 1_000 : -1;
    }

    private void late() {
        if (ended) {
            reset();
        } else if (begun) {
            fail(AgentFailure.timeout("The model stopped in the middle of its answer."));
        } else {
            fail(AgentFailure.timeout("The model did not begin to answer in time."));
        }
    }

    private void guarded(Runnable step) {
        if (ended) {
            return;
        }
        try {
            step.run();
        } catch (RuntimeException e) {
            if (ended) {
                reader.failed(AgentFailure.of(e));
            } else {
                fail(AgentFailure.of(e));
            }
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
            stop();
            reset();
        }
    }

    private void reset() {
        if (request != null) {
            request.reset();
        }
    }

    private void stop() {
        if (deadline != null) {
            deadline.stop();
        }
    }
}
