package dev.parley.feedback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VotesTest {

    private static Received vote(String action) {
        var answer =
                new Answer(action, "api", Optional.of(action), Optional.empty(), Optional.empty(), Optional.empty());
        return new Received("id", "request", answer, Received.Ruling.COUNTED, Instant.EPOCH);
    }

    @ParameterizedTest
    @CsvSource({
        // before, asked, needed, vote, decides
        "'',                3, 2, approve, false",
        "approve,           3, 2, approve, true",
        "reject,            3, 2, approve, false",
        "approve reject,    3, 2, approve, true",
        "approve reject,    3, 2, reject,  true",
        "'',                3, 3, reject,  true",
        "approve approve,   3, 3, reject,  true",
        "approve approve,   3, 3, approve, true",
        "'',                5, 3, reject,  false",
        "reject reject,     5, 3, reject,  true",
        "red green,         3, 2, blue,    false",
        "red green,         3, 2, green,   true",
    })
    void oneMoreVoteDecidesWhenEnoughAgreeOrNobodyCanApproveAnyMore(
            String before, int asked, int needed, String vote, boolean decides) {
        List<Received> counted = Stream.of(before.split(" "))
                .filter(action -> !action.isEmpty())
                .map(VotesTest::vote)
                .toList();
        assertThat(new Votes(counted, asked, needed).decides(vote)).isEqualTo(decides);
    }
}
