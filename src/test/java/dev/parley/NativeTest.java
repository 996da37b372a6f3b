package dev.parley;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.parley.agent.AgentState;
import dev.parley.protocol.ServerMessage;
import dev.parley.protocol.View;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.runtime.annotations.RegisterResources;
import java.io.File;
import java.io.ObjectInputStream;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Proxy;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ServiceLoader;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.NodeList;

/** What a native image would lack without a word at its build, and then fail on. */
class NativeTest {

    private static final Path RESOURCES = Path.of("src/main/resources");

    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.parley");

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

    /** What is reached by name is seen by no analysis, and has to be listed; there is nothing of that kind in our own code. */
    @Test
    void nothingIsReachedByName() {
        noClasses()
                .should()
                .callMethodWhere(target(owner(name("java.lang.Class")))
                        .and(target(nameMatching(
                                "forName|newInstance|getDeclared.*|getMethods?|getFields?|getConstructors?"))))
                .orShould()
                .callMethodWhere(target(nameMatching("loadClass|newProxyInstance|loadLibrary|getContextClassLoader")))
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(ServiceLoader.class, Proxy.class, MethodHandles.Lookup.class, ObjectInputStream.class)
                .because("a native image has what can be seen from its entry, and what is registered")
                .check(CODE);
    }

    @Test
    void resourcesAreRegisteredWhereTheyAreRead() {
        var readers = CODE.stream()
                .filter(each -> each.getMethodCallsFromSelf().stream()
                        .anyMatch(call -> call.getName().startsWith("getResource")
                                || call.getName().startsWith("getSystemResource")))
                .toList();
        assertThat(readers).isNotEmpty().allSatisfy(reader -> {
            var globs = reader.getAnnotationOfType(RegisterResources.class).globs();
            assertThat(globs).allSatisfy(glob -> {
                var matcher = FileSystems.getDefault().getPathMatcher("glob:" + glob);
                try (var files = Files.walk(RESOURCES)) {
                    assertThat(files.map(RESOURCES::relativize)).anyMatch(matcher::matches);
                }
            });
        });
    }

    @Test
    void theTableOfDependenciesIsWhole() throws Exception {
        var pom = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new File("pom.xml"));
        var names = (NodeList) XPathFactory.newInstance()
                .newXPath()
                .evaluate("/project/dependencies/dependency[not(scope)]/artifactId", pom, XPathConstants.NODESET);
        var readme = Files.readString(Path.of("README.md"));
        assertThat(names.getLength()).isGreaterThan(20);
        for (int i = 0; i < names.getLength(); i++) {
            assertThat(readme).contains("`" + names.item(i).getTextContent() + "`");
        }
    }

    private static boolean registered(Class<?> type) {
        var own = type.getAnnotation(RegisterForReflection.class);
        var outer = type.getDeclaringClass() == null
                ? null
                : type.getDeclaringClass().getAnnotation(RegisterForReflection.class);
        return own != null || outer != null && !outer.ignoreNested();
    }
}
