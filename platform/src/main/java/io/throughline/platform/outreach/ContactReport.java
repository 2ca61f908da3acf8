package io.throughline.platform.outreach;

import io.throughline.platform.access.ApiProblem;
import io.throughline.workflow.Nearest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/// A contact that another system made, by the words of the compliance cases.
record ContactReport(
        Instant t,
        Medium medium,
        String dir,
        String res,
        List<String> debts,
        @Nullable String endpoint,
        @Nullable String num,
        @Nullable String callee,
        boolean leftMessage,
        @Nullable String subject,
        String source,
        String by) {
    private static final List<String> WAYS = List.of("voice", "voice_prerecorded", "sms", "email", "letter", "chat");
    private static final List<String> RESULTS = List.of(
            "no_answer",
            "voicemail",
            "conversation",
            "dropped_after_answer",
            "busy",
            "not_in_service",
            "wrong_number_learned",
            "delivered",
            "undeliverable",
            "consumer_sent");

    /// As it comes over the API.
    record Body(
            @Nullable Instant t,
            @Nullable String ch,
            @Nullable String dir,
            @Nullable String res,
            @Nullable List<String> debts,
            @Nullable String endpoint,
            @Nullable String num,
            @Nullable String callee,
            @Nullable Boolean leftMessage,
            @Nullable String subject,
            @Nullable String source,
            @Nullable String by) {}

    /// @throws ApiProblem saying what is wrong with it
    static ContactReport of(Body body, Instant now) {
        var at = body.t() == null ? now : body.t();
        if (at.isAfter(now)) {
            throw bad("t", "A contact cannot have been made in the future; it is " + now + " now.");
        }
        var way = among("ch", body.ch(), WAYS);
        return new ContactReport(
                at,
                way.equals("voice_prerecorded")
                        ? Medium.VOICE_AUTO
                        : Medium.of(way).orElseThrow(),
                among("dir", body.dir(), List.of("in", "out")),
                among("res", body.res(), RESULTS),
                Optional.ofNullable(body.debts()).map(List::copyOf).orElse(List.of()),
                body.endpoint(),
                body.num() == null ? null : among("num", body.num(), List.of("cell", "work", "landline", "old")),
                body.callee(),
                Boolean.TRUE.equals(body.leftMessage()),
                body.subject(),
                needed("source", body.source()),
                needed("by", body.by()));
    }

    private static String among(String field, @Nullable String value, List<String> known) {
        var word = needed(field, value);
        if (!known.contains(word)) {
            throw bad(
                    field,
                    "\"" + word + "\" is no " + field + Nearest.hint(word, known) + ". Known: "
                            + String.join(", ", known) + ".");
        }
        return word;
    }

    private static String needed(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw bad(field, "\"" + field + "\" is missing.");
        }
        return value.strip();
    }

    private static ApiProblem bad(String field, String detail) {
        return new ApiProblem(HttpStatus.UNPROCESSABLE_CONTENT, "contact." + field, detail, Map.of("field", field));
    }
}
