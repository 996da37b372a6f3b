package dev.parley.rest;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which methods an address takes. The framework does not always know: where one resource has a literal segment that another
 * has not, it takes a wrong method for a wrong address; and where it does know, it does not tell.
 */
final class Methods {

    /** What the OpenAPI document does not show stands last. */
    private static final String TABLE = """
            /api/auth/register POST
            /api/auth/login POST
            /api/auth/refresh POST
            /api/auth/logout POST
            /api/auth/me GET
            /api/auth/ticket POST
            /api/channels GET PUT
            /api/channels/confirmations GET POST
            /api/dead-letters GET
            /api/dead-letters/{notice_id}/retry POST
            /api/feedback GET
            /api/rate-limits GET
            /api/sessions GET POST
            /api/sessions/cleanup/expired POST
            /api/sessions/{session_id} DELETE GET PATCH
            /api/sessions/{session_id}/agent-state GET
            /api/sessions/{session_id}/events GET
            /api/sessions/{session_id}/feedback GET
            /api/sessions/{session_id}/feedback/{request_id}/audit GET
            /api/sessions/{session_id}/feedback/{request_id}/respond POST
            /api/sessions/{session_id}/messages GET POST
            /api/sessions/{session_id}/messages/{message_id} PATCH
            /api/users GET
            /api/users/{user_id} DELETE PATCH
            /api/users/{user_id}/export GET
            /answers/{token} GET POST
            /confirmations/{token} GET POST
            /slack/events POST
            /slack/interactions POST
            """;

    private static final List<Address> ADDRESSES =
            TABLE.lines().map(Address::of).toList();

    private Methods() {}

    static List<Address> addresses() {
        return ADDRESSES;
    }

    /** Empty where there is no such address. */
    static Optional<Address> at(String path) {
        return ADDRESSES.stream()
                .filter(address -> address.pattern.matcher(path).matches())
                .findFirst();
    }

    /** @param methods sorted, with those that the framework answers by itself */
    record Address(String path, Pattern pattern, SortedSet<String> methods) {

        private static Address of(String line) {
            var words = List.of(line.split(" "));
            var methods = new TreeSet<>(words.subList(1, words.size()));
            methods.add("OPTIONS");
            if (methods.contains("GET")) {
                methods.add("HEAD");
            }
            var path = words.getFirst();
            var pattern = Pattern.compile(path.replaceAll("\\{\\w+}", "[^/]+") + "/?");
            return new Address(path, pattern, Collections.unmodifiableSortedSet(methods));
        }

        boolean takes(String method) {
            return methods.contains(method);
        }

        /** As the header is written. */
        String allow() {
            return String.join(", ", methods);
        }
    }
}
