package dev.parley;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The walls between the rooms. */
class WallsTest {

    private static final JavaClasses CODE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.parley");

    @Test
    void roomsFormNoCycle() {
        slices().matching("dev.parley.(*)..")
                .should()
                .beFreeOfCycles()
                .because("each room can then be read after those it uses")
                .check(CODE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"protocol", "identity", "session", "limit", "agent", "feedback", "channel"})
    void aFeatureKnowsNothingButTheCore(String room) {
        onlyUse(room, "core", "features are leaves: what needs two of them belongs in conversation");
    }

    @Test
    void theCoreKnowsNoRoom() {
        onlyUse("core", "core", "everyone stands on it");
    }

    @Test
    void theConversationKnowsNeitherEdgesNorStore() {
        neverUse(
                "conversation",
                "ws,rest,store,cluster",
                "the story is the same whoever tells it and wherever it is kept");
    }

    @Test
    void privacyStandsOnTheConversation() {
        neverUse("privacy", "ws,rest,store,cluster", "what is kept of people is the same wherever it is kept");
    }

    @ParameterizedTest
    @CsvSource({"ws,rest", "rest,ws"})
    void anEdgeDoesNotKnowTheOther(String edge, String other) {
        neverUse(edge, other, "what both need belongs in conversation");
    }

    @ParameterizedTest
    @ValueSource(strings = {"store", "cluster"})
    void nobodyKnowsWhoStandsBehindAPort(String room) {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.parley." + room + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.parley." + room + "..")
                .because("rooms know its ports, and the container brings it")
                .check(CODE);
    }

    @ParameterizedTest
    @CsvSource({
        "jakarta.ws.rs, rest",
        "io.quarkus.websockets, ws",
        "java.sql, store",
        "javax.sql, store",
        "io.agroal, store",
        "org.flywaydb, store",
        "dev.langchain4j, agent",
        "io.quarkiverse.langchain4j, agent",
        "io.quarkus.mailer, channel",
        "jakarta.mail, channel",
        "org.jsoup, channel",
        "io.smallrye.faulttolerance, channel",
        "io.quarkus.redis, limit|cluster",
        "io.vertx.redis, limit|cluster",
        "io.vertx.mutiny.redis, limit|cluster"
    })
    void aTechniqueStaysInItsRoom(String technique, String rooms) {
        noClasses()
                .that()
                .resideOutsideOfPackages(Stream.of(rooms.split("\\|"))
                        .map(room -> "dev.parley." + room + "..")
                        .toArray(String[]::new))
                .should()
                .dependOnClassesThat()
                .resideInAPackage(technique + "..")
                .because("it can then be changed in one place")
                .check(CODE);
    }

    @ParameterizedTest
    @CsvSource({
        "java.time.Instant, now",
        "java.time.LocalDateTime, now",
        "java.time.OffsetDateTime, now",
        "java.time.ZonedDateTime, now",
        "java.time.Clock, system.*",
        "java.lang.System, currentTimeMillis|nanoTime",
        "java.util.UUID, randomUUID",
        "java.lang.Thread, sleep"
    })
    void onlyTheCoreReadsTheClockAndMakesIds(String type, String method) {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.parley.core..")
                .should()
                .callMethodWhere(target(owner(name(type))).and(target(nameMatching(method))))
                .because("tests move the time themselves")
                .check(CODE);
    }

    @Test
    void whatIsMeasuredIsSaidInOnePlaceOfEachRoom() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Meters")
                .and()
                .areTopLevelClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.micrometer..")
                .because("what is done is then read without what is measured of it")
                .check(CODE);
    }

    @Test
    void whatIsTracedIsSaidInOnePlaceOfEachRoom() {
        noClasses()
                .that()
                .haveSimpleNameNotEndingWith("Trace")
                .and()
                .areTopLevelClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.opentelemetry..")
                .because("what is done is then read without what is traced of it")
                .check(CODE);
    }

    private static void onlyUse(String room, String other, String because) {
        classes()
                .that()
                .resideInAPackage("dev.parley." + room + "..")
                .should()
                .onlyDependOnClassesThat(resideInAPackage("dev.parley." + room + "..")
                        .or(resideInAPackage("dev.parley." + other + ".."))
                        .or(not(resideInAPackage("dev.parley.."))))
                .because(because)
                .check(CODE);
    }

    private static void neverUse(String room, String others, String because) {
        for (var other : others.split(",")) {
            noClasses()
                    .that()
                    .resideInAPackage("dev.parley." + room + "..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("dev.parley." + other + "..")
                    .because(because)
                    .check(CODE);
        }
    }
}
