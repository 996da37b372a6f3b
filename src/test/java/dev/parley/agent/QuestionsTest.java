package dev.parley.agent;

import static dev.parley.testing.OpenAiStub.of;
import static dev.parley.testing.OpenAiStub.text;
import static dev.parley.testing.OpenAiStub.tool;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.core.ErrorCode;
import dev.parley.testing.Heard;
import dev.parley.testing.OpenAiStubResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A model that asks a person, by a tool of its streamed answer. */
@QuarkusTest
@WithTestResource(OpenAiStubResource.class)
class QuestionsTest extends WithEndpoint {

    @ParameterizedTest
    @CsvSource({"ask_approval,APPROVAL", "ask_text,TEXT", "clarify,CLARIFICATION"})
    void a_tool_ends_the_answer_with_its_question(String tool, Question.Kind kind) {
        assertThat(asked(tool, "{\"question\":\"Is “blue” right?\"}"))
                .isEqualTo(Question.plain(kind, "Is “blue” right?"));
        assertThat(heard.text()).isEqualTo("One moment.");
        assertThat(stub.seen()).as("no second call with the tool's result").hasSize(1);
    }

    @Test
    void whom_to_ask_is_not_the_models_choice() {
        var question = asked("ask_approval", "{\"question\":\"Go?\",\"recipient\":\"eve@example.org\"}");
        assertThat(question.toString()).doesNotContain("eve");
    }

    @Test
    void the_first_of_two_questions_stands() {
        stub.plan(of(List.of(text("""
                data: {"choices":[{"index":0,"delta":{"tool_calls":[\
                {"index":0,"id":"a","type":"function","function":{"name":"ask_text","arguments":"{\\"question\\":\\"First?\\"}"}},\
                {"index":1,"id":"b","type":"function","function":{"name":"ask_text","arguments":"{\\"question\\":\\"Second?\\"}"}}]},\
                "finish_reason":"tool_calls"}]}

                data: [DONE]

                """))));

        agents.stream(turn(), heard);

        assertThat(heard.end())
                .isEqualTo(new Heard.End.Complete(
                        Finish.ASKED, Optional.empty(), Optional.of(Question.plain(Question.Kind.TEXT, "First?"))));
    }

    @Test
    void a_choice_has_options_with_ids_of_their_own() {
        var question = asked("ask_choice", "{\"question\":\"Which?\",\"options\":[\"Red wine\",\"Red-wine\",\"Öl\"]}");
        assertThat(question.options())
                .containsExactly(
                        new Question.Option("red_wine", "Red wine"),
                        new Question.Option("red_wine_2", "Red-wine"),
                        new Question.Option("öl", "Öl"));
    }

    @Test
    void a_form_has_a_schema() {
        var question = asked("ask_form", """
                {"question":"Who?","form":{"fields":[
                  {"name":"age","title":"Age","type":"INTEGER","required":true},
                  {"name":"vip","title":"","type":"BOOLEAN","required":false}]}}
                """);
        assertThat(question.responseSchema())
                .contains(
                        "{\"type\":\"object\",\"properties\":{\"age\":{\"type\":\"integer\",\"title\":\"Age\"},"
                                + "\"vip\":{\"type\":\"boolean\",\"title\":\"vip\"}},\"required\":[\"age\"],\"additionalProperties\":false}");
    }

    @Test
    void what_a_form_leaves_out_is_not_required_and_the_case_of_a_type_does_not_matter() {
        var question = asked("ask_form", """
                {"question":"Who?","form":{"fields":[
                  {"name":"a","type":"string","required":null},
                  {"name":"b","title":null,"type":"Number"},
                  {"name":"c","type":null}]}}
                """);
        assertThat(question)
                .isEqualTo(Question.form(
                        "Who?",
                        List.of(
                                new Form.Field("a", null, Form.Type.STRING, false),
                                new Form.Field("b", null, Form.Type.NUMBER, false),
                                new Form.Field("c", null, null, false))));
    }

    @Test
    void what_no_store_takes_is_replaced() {
        assertThat(asked("ask_choice", "{\"question\":\"W\\u0000\",\"options\":[\"A\\u0000\",\"B\"]}"))
                .isEqualTo(Question.choice("W\uFFFD", List.of("A\uFFFD", "B")));
        var field = new Form.Field("a\0", "A\0", Form.Type.STRING, true);
        assertThat(Question.form("Who?", List.of(field)).responseSchema())
                .hasValueSatisfying(schema -> assertThat(schema).contains("\"a\uFFFD\"", "\"A\uFFFD\""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "ask_approval;{\"question\":",
                "ask_approval;{}",
                "ask_approval;{\"question\":\" \"}",
                "ask_choice;{\"question\":\"Which?\",\"options\":[\"one\"]}",
                "ask_form;{\"question\":\"Who?\",\"form\":{\"fields\":[{\"name\":\"a\",\"type\":\"PASSWORD\"}]}}",
                "delete_everything;{}"
            })
    void a_question_that_cannot_be_put_fails_the_turn_and_never_hangs(String tool, String arguments) {
        stub.plan(tool("One moment.", tool, arguments));

        agents.stream(turn(), heard);

        assertThat(heard.end()).isInstanceOfSatisfying(Heard.End.Failed.class, failed -> assertThat(failed.code())
                .isEqualTo(ErrorCode.AGENT_UNAVAILABLE));
        assertThat(heard.ends()).isOne();
        assertThat(stub.seen()).hasSize(1);
    }

    private Question asked(String tool, String arguments) {
        stub.plan(tool("One moment.", tool, arguments));
        agents.stream(turn(), heard);
        assertThat(heard.end()).isInstanceOf(Heard.End.Complete.class);
        var end = (Heard.End.Complete) heard.end();
        assertThat(end.finish()).isEqualTo(Finish.ASKED);
        return end.question().orElseThrow();
    }
}
