package dev.parley.conversation;

import dev.parley.agent.AgentAction;
import dev.parley.agent.AgentConfig;
import dev.parley.agent.AgentService;
import dev.parley.agent.AgentTurn;
import dev.parley.session.Message;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Lets the agent work on a turn: it streams into the answer, or gives it whole. */
@ApplicationScoped
class Work {

    private final Briefing briefing;
    private final Budget budget;
    private final AgentService agent;
    private final AgentConfig config;
    private final Showing showing;

    Work(Briefing briefing, Budget budget, AgentService agent, AgentConfig config, Showing showing) {
        this.briefing = briefing;
        this.budget = budget;
        this.agent = agent;
        this.config = config;
        this.showing = showing;
    }

    /** A message that is on its way to the store, and what the agent is told for it. */
    record Briefed(Message said, AgentTurn brief) {}

    /**
     * Returns at once for a streamed answer, and when the agent has decided for a whole one.
     *
     * @param briefed what need not be read any more
     */
    void on(Answer answer, Optional<Briefed> briefed) {
        var turn = answer.turn;
        if (briefed.isEmpty() && turn.requestId().isEmpty()) {
            // It was let in while there was something left; what came before it may have spent that.
            var refusal = budget.refusal(turn);
            if (refusal.isPresent()) {
                answer.fail(refusal.get().code(), refusal.get().detail());
                return;
            }
        }
        var brief = briefed.map(Briefed::brief).orElseGet(() -> briefing.of(turn, Optional.empty(), answer.asker));
        answer.reads(brief.tokensToRead(config.contextTokens()));
        if (turn.streamed()) {
            answer.whenOpened(() -> showing.begin(answer, briefed.map(Briefed::said)));
            answer.calls(agent.stream(brief, answer));
            return;
        }
        var thread = Thread.currentThread();
        answer.calls(thread::interrupt);
        var whole = turn.requestId().isPresent() ? agent.next(brief) : agent.whole(brief);
        var finish = whole.cut() ? "length" : "complete";
        var result =
                switch (whole.action()) {
                    case AgentAction.Respond(var content) -> Result.answered(content, finish, "respond", whole.usage());
                    case AgentAction.Think(var thought) -> Result.answered(thought, finish, "think", whole.usage());
                    case AgentAction.Clarify(var question) ->
                        Result.asked(question, Briefing.clarification(question), whole.usage());
                    case AgentAction.RequestFeedback(var question) ->
                        Result.asked(question.prompt(), question, whole.usage());
                    case AgentAction.Fail(var code, var message) -> Result.failed("", code, message, whole.usage());
                };
        answer.end(() -> result);
    }
}
