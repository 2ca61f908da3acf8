package io.throughline.scenario;

import io.throughline.workflow.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// The form of a line: fixed words, and places in capitals. `WORDS` takes the rest of the line, every other place one
/// word.
///
/// @param shape as people are told it
/// @param make what the line means
record Form<T>(String shape, Pattern pattern, List<String> places, Function<Said, T> make) {
    static <T> Form<T> of(String shape, Function<Said, T> make) {
        var places = new ArrayList<String>();
        var pattern = new StringBuilder();
        for (var word : shape.split(" ")) {
            pattern.append(pattern.isEmpty() ? "" : " +");
            if (isPlace(word)) {
                places.add(word);
                pattern.append(word.equals("WORDS") ? "(.+)" : "(\\S+)");
            } else {
                pattern.append(Pattern.quote(word));
            }
        }
        return new Form<>(shape, Pattern.compile(pattern.toString()), List.copyOf(places), make);
    }

    private static boolean isPlace(String word) {
        return word.length() > 1 && word.chars().allMatch(letter -> letter >= 'A' && letter <= 'Z');
    }

    /// What stands in each place, if the text is of this form.
    Optional<Map<String, String>> match(String text) {
        var match = pattern.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        var words = new LinkedHashMap<String, String>();
        for (int i = 0; i < places.size(); i++) {
            words.put(places.get(i), match.group(i + 1));
        }
        return Optional.of(words);
    }

    /// The form that a text was most likely meant to be of.
    static <T> String nearest(String text, List<Form<T>> forms) {
        var words = Arrays.asList(text.split(" +"));
        return forms.stream()
                .max(Comparator.comparingInt((Form<T> form) -> form.likeness(words)))
                .map(Form::shape)
                .orElse("");
    }

    private int likeness(List<String> words) {
        int like = 0;
        int number = 0;
        for (var word : shape.split(" ")) {
            number++;
            if (!isPlace(word)) {
                like += words.contains(word) ? 6 : Nearest.to(word, words).isPresent() ? 3 : -1;
            }
        }
        return like - 3 * Math.abs(number - words.size());
    }
}
