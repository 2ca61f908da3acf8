package io.throughline.platform.outreach;

import io.throughline.engine.By.Channel;
import io.throughline.platform.access.ApiProblem;
import io.throughline.platform.outreach.ConsentEvent.Kind;
import io.throughline.workflow.Nearest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/// Something about consent that a colleague writes down, as it comes over the API.
///
/// @param kind `given`, `stop`, `stop-all`, `not-meant`, `start`, `prefers-channel`, `prefers-hours`,
/// `prefers-language` or `is-at`
/// @param medium `sms`, `email`, `voice`, `voice-auto`, `letter` or `chat`; absent: every way
/// @param address the one number or address it concerns; absent: all of the person's
/// @param purpose the purpose it concerns, such as `debt-collection`; absent: every purpose
/// @param basis of consent
/// @param value of a preference; empty takes it back
/// @param words what the person said
/// @param source how we know it
/// @param by who writes it down
/// @param at when it was said; absent: now
record ConsentRequest(
        @Nullable String kind,
        @Nullable String medium,
        @Nullable String address,
        @Nullable String purpose,
        @Nullable String basis,
        @Nullable String value,
        @Nullable String words,
        @Nullable String source,
        @Nullable String by,
        @Nullable Instant at) {
    private static final int LONGEST = 2_000;
    private static final List<String> BASES =
            List.of("express", "written", "oral", "used-by-consumer", "creditor-supplied", "number-provided-only");

    /// The entry for the ledger.
    ///
    /// @throws ApiProblem saying what is wrong with the request
    ConsentEvent event(String person, Instant now) {
        var what = Kind.valueOf(among("kind", required("kind", kind), kinds())
                .toUpperCase(Locale.ROOT)
                .replace('-', '_'));
        var way = medium == null
                ? null
                : Medium.of(among("medium", medium, Medium.words())).orElseThrow();
        if (way == null && (what == Kind.GIVEN || address != null)) {
            throw bad("medium", "Say which medium: " + String.join(", ", Medium.words()) + ".");
        }
        if (what == Kind.GIVEN) {
            required("words", words);
        }
        var said = at == null ? now : at;
        if (said.isAfter(now)) {
            throw bad("at", "It cannot have been said in the future; it is " + now + " now.");
        }
        return new ConsentEvent(
                said,
                now,
                what,
                person,
                way,
                address == null || way == null ? null : address(way, address),
                blankToNull(purpose),
                basis == null ? null : among("basis", basis, BASES),
                value(what),
                blankToNull(bounded("words", words)),
                required("source", source),
                required("by", by),
                null);
    }

    private @Nullable String value(Kind what) {
        if (!isOfValue(what)) {
            return null;
        }
        var text = required("value", value == null ? null : value.isEmpty() ? " " : value)
                .strip();
        try {
            if (text.isEmpty()) {
                return "";
            }
            return switch (what) {
                case PREFERS_CHANNEL -> among("value", text, Medium.words());
                case PREFERS_HOURS -> {
                    PreferredHours.parse(text);
                    yield text;
                }
                case IS_AT -> {
                    Preferences.Place.parse(text, Instant.EPOCH, "");
                    yield text;
                }
                default -> language(text);
            };
        } catch (IllegalArgumentException | DateTimeException e) {
            throw bad("value", "The value cannot be used: " + e.getMessage() + ".");
        }
    }

    private static boolean isOfValue(Kind what) {
        return what == Kind.PREFERS_CHANNEL
                || what == Kind.PREFERS_HOURS
                || what == Kind.PREFERS_LANGUAGE
                || what == Kind.IS_AT;
    }

    private static String language(String text) {
        if (!text.matches("[a-z]{2}(-[A-Z]{2})?")) {
            throw new IllegalArgumentException("\"" + text + "\" is not a language such as en or es-MX");
        }
        return text;
    }

    private static String address(Medium medium, String address) {
        return switch (medium) {
            case EMAIL -> CaseContacts.normal(Channel.EMAIL, address);
            case SMS, VOICE, VOICE_AUTO -> CaseContacts.normal(Channel.SMS, address);
            case LETTER, CHAT -> address.strip();
        };
    }

    /// What a colleague may write down; that a stop was confirmed only the platform knows.
    private static List<String> kinds() {
        return Arrays.stream(Kind.values())
                .filter(one -> one != Kind.CONFIRMED)
                .map(one -> one.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
    }

    private static String among(String field, String value, List<String> known) {
        var word = value.strip().toLowerCase(Locale.ROOT);
        if (known.contains(word)) {
            return word;
        }
        throw bad(
                field,
                "\"" + value + "\" is no " + field + Nearest.hint(word, known) + ". Known: " + String.join(", ", known)
                        + ".");
    }

    private static String required(String field, @Nullable String value) {
        var text = bounded(field, value);
        if (text == null || text.isEmpty()) {
            throw bad(field, "\"" + field + "\" is missing; without it the entry would prove nothing.");
        }
        return text;
    }

    private static @Nullable String bounded(String field, @Nullable String value) {
        if (value != null && value.length() > LONGEST) {
            throw bad(field, "\"" + field + "\" may have " + LONGEST + " characters.");
        }
        return value;
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    private static ApiProblem bad(String field, String detail) {
        return new ApiProblem(HttpStatus.UNPROCESSABLE_CONTENT, "consent." + field, detail, Map.of("field", field));
    }
}
