package dev.parley.testing;

import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A mailbox as Gmail's API shows it: its mails, and their history. */
final class GmailMailbox {

    private static final Set<String> FORMATS = Set.of("minimal", "full", "raw", "metadata");
    private static final int STEP = 7; // history ids ascend, with gaps

    private static final Pattern NEWER_THAN = Pattern.compile("newer_than:(\\d+)d");

    private record Mail(String id, String label, byte[] raw, long historyId, int day) {
        JsonObject outline() {
            return new JsonObject().put("id", id).put("threadId", id);
        }
    }

    private final List<Mail> mails = new ArrayList<>();
    private int day;
    private long historyId = 1000;
    private long oldestHistory = historyId;

    synchronized void receive(String label, byte[] raw) {
        historyId += STEP;
        mails.add(new Mail(Long.toHexString(0x15289b1d6b000000L + historyId), label, raw, historyId, day));
    }

    synchronized void pass(int days) {
        day += days;
    }

    synchronized void forgetHistory() {
        historyId += STEP;
        oldestHistory = historyId;
    }

    /** What a GET answers; empty for 404. */
    synchronized Optional<JsonObject> read(String path, MultiMap query) {
        return switch (path) {
            case "/profile" ->
                Optional.of(new JsonObject()
                        .put("emailAddress", "parley@example.org")
                        .put("historyId", Long.toString(historyId)));
            case "/messages" -> Optional.of(unread(query));
            case "/history" ->
                Optional.of(Long.parseLong(query.get("startHistoryId")))
                        .filter(since -> since >= oldestHistory)
                        .map(since -> history(since, query));
            case String other -> message(other.replaceFirst("/messages/", ""), query.get("format"));
        };
    }

    private JsonObject unread(MultiMap query) {
        var newer = NEWER_THAN.matcher(query.get("q"));
        if (!query.get("q").contains("in:inbox") || !query.get("q").contains("is:unread") || !newer.find()) {
            throw new IllegalArgumentException(query.get("q"));
        }
        var unread = mails.stream()
                .filter(mail -> mail.label().equals("INBOX") && mail.day() > day - Integer.parseInt(newer.group(1)))
                .toList()
                .reversed();
        int from = query.contains("pageToken") ? Integer.parseInt(query.get("pageToken")) : 0;
        int to = Math.min(unread.size(), from + Integer.parseInt(query.get("maxResults")));
        var found = new JsonArray();
        unread.subList(from, to).forEach(mail -> found.add(mail.outline()));
        var answer = new JsonObject().put("messages", found).put("resultSizeEstimate", unread.size());
        return to < unread.size() ? answer.put("nextPageToken", Integer.toString(to)) : answer;
    }

    /** One record on a page, so that there are pages. */
    private JsonObject history(long since, MultiMap query) {
        var later = mails.stream()
                .filter(mail -> mail.historyId() > since && mail.label().equals(query.get("labelId")))
                .toList();
        int page = query.contains("pageToken") ? Integer.parseInt(query.get("pageToken")) : 0;
        var answer = new JsonObject().put("historyId", Long.toString(historyId));
        if (page < later.size()) {
            var mail = later.get(page);
            var added = new JsonArray().add(new JsonObject().put("message", mail.outline()));
            answer.put(
                    "history",
                    new JsonArray()
                            .add(new JsonObject()
                                    .put("id", Long.toString(mail.historyId()))
                                    .put("messagesAdded", added)));
        }
        return page + 1 < later.size() ? answer.put("nextPageToken", Integer.toString(page + 1)) : answer;
    }

    private Optional<JsonObject> message(String id, String format) {
        if (!FORMATS.contains(format)) {
            throw new IllegalArgumentException(format);
        }
        return mails.stream().filter(mail -> mail.id().equals(id)).findFirst().map(mail -> {
            var answer = mail.outline()
                    .put("labelIds", new JsonArray().add(mail.label()).add("UNREAD"))
                    .put("sizeEstimate", mail.raw().length);
            return format.equals("raw")
                    ? answer.put("raw", Base64.getUrlEncoder().encodeToString(mail.raw()))
                    : answer;
        });
    }
}
