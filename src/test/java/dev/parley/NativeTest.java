package dev.parley;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.agent.AgentState;
import dev.parley.protocol.ServerMessage;
import dev.parley.protocol.View;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a native image would lack without a word at its build, and then fail on. */
class NativeTest {

    static Stream<Class<?>> written() {
        return Stream.of(
                        Stream.of(ServerMessage.class.getPermittedSubclasses()),
                        Stream.of(View.class.getPermittedSubclasses()),
                        Stream.of(ServerMessage.Usage.class, ServerMessage.Failure.class, AgentState.Pending.class))
                .flatMap(each -> each);
    }

    /** Unregistered, a record would be written as an empty object. */
    @ParameterizedTest
    @MethodSource("written")
    void whatJsonIsWrittenFromIsRegistered(Class<?> type) {
        assertThat(registered(type)).isTrue();
    }

    private static boolean registered(Class<?> type) {
        var own = type.getAnnotation(RegisterForReflection.class);
        var outer = type.getDeclaringClass() == null
                ? null
                : type.getDeclaringClass().getAnnotation(RegisterForReflection.class);
        return own != null || outer != null && !outer.ignoreNested();
    }
}
