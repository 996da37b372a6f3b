package dev.parley.store;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.SQLException;
import java.util.Set;

/** A row as a JSON object with the names of its columns: times as people read them, documents as such, nothing for null. */
final class RowJson {

    private static final Set<String> DOCUMENTS =
            Set.of("metadata", "context", "options", "response_schema", "channels", "outcome", "field_values", "entry");

    private RowJson() {}

    static String of(Row row) throws SQLException {
        var json = JsonNodeFactory.instance.objectNode();
        for (int column = 1; column <= row.width(); column++) {
            put(json, row, column);
        }
        return json.toString();
    }

    private static void put(ObjectNode json, Row row, int column) throws SQLException {
        var name = row.name(column);
        var text = row.maybeText(column);
        if (text.isEmpty()) {
            return;
        }
        if (name.endsWith("_at")) {
            json.put(name, row.time(column).toString());
        } else if (DOCUMENTS.contains(name)) {
            json.set(name, FeedbackJson.read(text.get()));
        } else if (row.numeric(column)) {
            json.put(name, row.number(column));
        } else {
            json.put(name, text.get());
        }
    }
}
