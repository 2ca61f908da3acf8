package io.throughline.platform.selfservice;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// The pages' own words in other languages, by the English ones: `selfservice/es.txt` has each in a line and its
/// translation in the next. What has none is said in English.
final class Spoken {
    private static final Map<String, Map<String, String>> LANGUAGES = Map.of("es", read("es"));

    private Spoken() {}

    /// @param values take the places `{0}`, `{1}` ...
    static String in(String language, String english, Object... values) {
        var words = LANGUAGES.getOrDefault(language, Map.of()).getOrDefault(english, english);
        for (int i = 0; i < values.length; i++) {
            words = words.replace("{" + i + "}", values[i].toString());
        }
        return words;
    }

    /// Every English sentence that a language has.
    static Map<String, String> words(String language) {
        return Objects.requireNonNull(LANGUAGES.get(language));
    }

    private static Map<String, String> read(String language) {
        var file = "/selfservice/" + language + ".txt";
        try (var in = Objects.requireNonNull(Spoken.class.getResourceAsStream(file), file);
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            var words = new HashMap<String, String>();
            var all = lines.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
            for (int i = 0; i + 1 < all.size(); i += 2) {
                words.put(all.get(i), all.get(i + 1));
            }
            return Map.copyOf(words);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
