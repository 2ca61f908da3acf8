package io.throughline.platform.knowledge;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An article as its owner wrote it.
///
/// @param from the first day on which it is shown
/// @param until the last day on which it is shown; null: until a newer version is in force
/// @param roles who may read it; empty: everybody of the house
/// @param purposes for which of the workflows' purposes it may be read; empty: for any, and without any
/// @param tags by which the guide of a step names it, beside its id
/// @param steps where it is shown unasked: `arrears/options`, or `arrears` for every step
/// @param body Markdown
record Article(
        String id,
        String title,
        String owner,
        String language,
        State state,
        LocalDate from,
        @Nullable LocalDate until,
        Set<String> roles,
        Set<String> purposes,
        Set<String> tags,
        Set<String> steps,
        String body) {

    enum State {
        /// Kept, shown to nobody, and in no other version's way.
        DRAFT,
        PUBLISHED,
        /// From its first day on the article is shown no more.
        WITHDRAWN;

        static final List<String> WORDS = List.of("draft", "published", "withdrawn");

        String word() {
            return WORDS.get(ordinal());
        }

        static State of(String word) {
            return values()[Math.max(0, WORDS.indexOf(word))];
        }
    }

    Article {
        roles = Set.copyOf(roles);
        purposes = Set.copyOf(purposes);
        tags = Set.copyOf(tags);
        steps = Set.copyOf(steps);
    }

    /// Names this version: the first twelve digits of the SHA-256 of everything it says.
    String version() {
        var all = String.join(
                "\n",
                id,
                title,
                owner,
                language,
                state.word(),
                from.toString(),
                String.valueOf(until),
                sorted(roles),
                sorted(purposes),
                sorted(tags),
                sorted(steps),
                body);
        try {
            var hash = MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JRE has it
        }
    }

    private static String sorted(Set<String> words) {
        return String.join(",", words.stream().sorted().toList());
    }

    boolean isShownAt(String workflow, String step) {
        return steps.contains(workflow) || steps.contains(workflow + "/" + step);
    }

    boolean isCalled(String name) {
        return id.equals(name) || tags.contains(name);
    }
}
