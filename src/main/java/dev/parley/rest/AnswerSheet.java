package dev.parley.rest;

import dev.parley.core.ParleyException;
import jakarta.ws.rs.core.MultivaluedMap;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;

/** A form as the page shows it: empty, or with what was given before and why that was refused. */
record AnswerSheet(AnswerForm form, List<Entry> entries, List<Fault> faults) {

    /**
     * What is wrong, as a sentence.
     *
     * @param id of the entry where it is; empty where it is at none
     */
    record Fault(String id, String text) {}

    /**
     * A field, and what was written into it.
     *
     * @param id its own on the page
     */
    record Entry(AnswerForm.Field field, String id, String given, boolean faulty) {}

    static AnswerSheet of(AnswerForm form, MultivaluedMap<String, String> given, Optional<ParleyException> refusal) {
        var faults = refusal.map(why -> faults(form, why)).orElse(List.of());
        var entries = form.fields().stream()
                .map(field -> {
                    var id = id(field);
                    return new Entry(
                            field,
                            id,
                            Optional.ofNullable(given.getFirst(field.key())).orElse(""),
                            faults.stream().anyMatch(fault -> fault.id().equals(id)));
                })
                .toList();
        return new AnswerSheet(form, entries, faults);
    }

    /** Without blanks, which names may have and ids may not. */
    private static String id(AnswerForm.Field field) {
        return URLEncoder.encode(field.name(), StandardCharsets.UTF_8);
    }

    private static List<Fault> faults(AnswerForm form, ParleyException refusal) {
        if (refusal.errors().isEmpty()) {
            return List.of(new Fault("", refusal.detail()));
        }
        record Subject(String id, String label) {}
        var said = new LinkedHashMap<Subject, String>();
        for (var error : refusal.errors()) {
            var subject = form.fields().stream()
                    .filter(field -> field.holds(error.field()))
                    .findFirst()
                    .map(field -> new Subject(id(field), field.label()))
                    .orElseGet(() -> new Subject("", label(error.field())));
            said.merge(subject, error.message(), (before, more) -> before + "; " + more);
        }
        return said.entrySet().stream()
                .map(each -> new Fault(each.getKey().id(), each.getKey().label() + " " + each.getValue()))
                .toList();
    }

    /** Of what the form has no field for. */
    private static String label(String place) {
        return place.startsWith("values.") ? place.substring("values.".length()) : "Your answer";
    }
}
