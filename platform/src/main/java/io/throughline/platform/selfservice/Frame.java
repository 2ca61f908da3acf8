package io.throughline.platform.selfservice;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What every page has around its matter.
///
/// @param kind one of the kinds of docs/wires.md
/// @param key hidden in every form: where the case stood when the page was made, sealed for this visitor
/// @param refresh seconds after which the page is asked for again; 0 never
/// @param notice whether there is a validation notice to lead to
record Frame(
        String title,
        String brand,
        @Nullable String phone,
        String lang,
        String kind,
        String step,
        @Nullable String linkUntil,
        String css,
        String key,
        List<Mistake> errors,
        int refresh,
        boolean notice) {

    private static final String CARD = "Card ending ";

    /// Something to put right, at its field.
    ///
    /// @param about the question, said before the words in the list at the top; empty where the words say it
    record Mistake(String field, String words, String about) {
        Mistake(String field, String words) {
            this(field, words, "");
        }

        /// For the list at the top, which is read before the questions.
        String summary() {
            return about.isEmpty() ? words : about.endsWith("?") ? about + " " + words : about + ": " + words;
        }
    }

    Frame withErrors(List<Mistake> mistakes) {
        return new Frame(
                mistakes.isEmpty() ? title : say("Error:") + " " + title,
                brand,
                phone,
                lang,
                kind,
                step,
                linkUntil,
                css,
                key,
                mistakes,
                refresh,
                notice);
    }

    Frame refreshing(int seconds) {
        return new Frame(title, brand, phone, lang, kind, step, linkUntil, css, key, errors, seconds, notice);
    }

    /// Words of ours in the page's language; see [Spoken].
    String say(@Nullable String english, Object... values) {
        return Spoken.in(lang, english == null ? "" : english, values);
    }

    /// The value of a fact: what the engine words itself is said in the page's language.
    String value(String value) {
        var card = value.startsWith(CARD) ? value.substring(CARD.length()) : null;
        return card == null ? value : say("Card ending {0}", card);
    }

    String dial() {
        return phone == null ? "" : phone.replaceAll("[^0-9+]", "");
    }

    @Nullable
    String problem(String field) {
        return errors.stream()
                .filter(mistake -> mistake.field().equals(field))
                .map(Mistake::words)
                .findFirst()
                .orElse(null);
    }

    String bad(String field) {
        return problem(field) == null ? "" : " has-err";
    }

    @Nullable
    String invalid(String field) {
        return problem(field) == null ? null : "true";
    }

    @Nullable
    String describes(String field) {
        return problem(field) == null ? null : field + "-error";
    }

    /// The same, to go after the id of a hint.
    String alsoDescribes(String field) {
        return problem(field) == null ? "" : " " + field + "-error";
    }
}
