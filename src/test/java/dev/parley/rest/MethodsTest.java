package dev.parley.rest;

import static dev.parley.testing.Refusals.problem;
import static io.restassured.RestAssured.given;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.parley.testing.Chat;
import dev.parley.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.Method;
import io.restassured.specification.RequestSpecification;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A wrong method at a right address. */
@QuarkusTest
class MethodsTest {

    private static final List<Methods.Address> ADDRESSES = Methods.addresses();

    @Test
    void theTableHasWhatTheDocumentHasAndNothingElse() {
        var document = ApiDocument.served()
                .operations()
                .collect(groupingBy(
                        ApiDocument.Operation::path,
                        mapping(each -> each.method().toUpperCase(Locale.ROOT), toCollection(TreeSet::new))));
        document.values().forEach(methods -> {
            methods.add("OPTIONS");
            if (methods.contains("GET")) {
                methods.add("HEAD");
            }
        });

        assertThat(Methods.addresses())
                .filteredOn(address -> address.path().startsWith("/api/"))
                .hasSameSizeAs(document.keySet())
                .allSatisfy(address ->
                        assertThat(address.methods()).as(address.path()).isEqualTo(document.get(address.path())));
    }

    @ParameterizedTest
    @FieldSource("ADDRESSES")
    void whatAnAddressDoesNotTakeIsRefusedWithWhatItTakes(Methods.Address address) {
        var path = address.path().replaceAll("\\{\\w+}", UUID.randomUUID().toString());
        Stream.of(Method.GET, Method.POST, Method.PUT, Method.PATCH, Method.DELETE)
                .filter(method -> !address.takes(method.name()))
                .forEach(method -> {
                    refused(given(), method, path, address.allow());
                    refused(given().contentType("application/json").body("{}"), method, path, address.allow());
                });
    }

    @Test
    void alsoWhoeverIsSignedInIsToldInAnySession() {
        var chat = Chat.open();
        var id = UUID.randomUUID();
        refused(chat.person().calls(), Method.DELETE, chat.path() + "/messages", "GET, HEAD, OPTIONS, POST");
        refused(chat.person().calls(), Method.GET, chat.path() + "/messages/" + id, "OPTIONS, PATCH");
        refused(chat.person().calls(), Method.POST, "/api/sessions/" + id + "/events", "GET, HEAD, OPTIONS");
        refused(chat.person().calls(), Method.POST, "/api/sessions/nope/feedback/", "GET, HEAD, OPTIONS");
    }

    private static void refused(RequestSpecification call, Method method, String path, String allow) {
        problem(call.request(method, path), 405, "method_not_allowed").header("Allow", equalTo(allow));
    }

    @ParameterizedTest
    @FieldSource("ADDRESSES")
    void whatAnAddressTakesIsNeverCalledAWrongMethod(Methods.Address address) {
        var path = address.path().replaceAll("\\{\\w+}", UUID.randomUUID().toString());
        address.methods()
                .forEach(method -> assertThat(given().request(method, path).statusCode())
                        .as("%s %s", method, path)
                        .isNotEqualTo(405));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api", "/api/sessions/x/y", "/api/auth", "/api/sessions/x/messages/y/z", "/api/sessions2"})
    void whatIsNoAddressIsNotThereWhateverTheMethod(String path) {
        for (var method : List.of(Method.GET, Method.POST, Method.PUT, Method.PATCH, Method.DELETE)) {
            problem(Person.signedIn().calls().request(method, path), 404, "not_found");
        }
    }

    @ParameterizedTest
    @CsvSource({"GET,/api/sessions/x", "DELETE,/api/sessions/cleanup", "POST,/api/sessions/x/feedback/y/respond"})
    void nobodyIsToldThatSomethingIsNotThereBeforeTheySignIn(Method method, String path) {
        problem(given().contentType("application/json").body("{}").request(method, path), 401, "unauthenticated");
    }
}
