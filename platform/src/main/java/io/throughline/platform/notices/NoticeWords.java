package io.throughline.platform.notices;

import io.throughline.engine.Money;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The notice's words in one language: `notices/validation_en.properties` and its like. Every language has the same
/// ones; one that lacks some does not load.
public final class NoticeWords {
    static final List<String> LANGUAGES = List.of("en", "es");
    private static final Pattern PLACE = Pattern.compile("\\{([a-zA-Z]+)}");
    private final String language;
    private final Properties words;
    private final DateTimeFormatter dates;

    private NoticeWords(String language, Properties words) {
        this.language = language;
        this.words = words;
        this.dates = DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                .withLocale(Locale.forLanguageTag(language.equals("es") ? "es-US" : "en-US"));
    }

    /// The words for a language tag such as `es-MX`; English where there are none.
    static NoticeWords of(String tag) {
        var language = tag.length() < 2 ? "en" : tag.substring(0, 2).toLowerCase(Locale.ROOT);
        return read(LANGUAGES.contains(language) ? language : "en");
    }

    static NoticeWords read(String language) {
        var words = load(language);
        var english = new TreeSet<>(load("en").stringPropertyNames());
        if (!english.equals(new TreeSet<>(words.stringPropertyNames()))) {
            english.removeAll(words.stringPropertyNames());
            throw new IllegalStateException(
                    "validation_" + language + ".properties lacks " + english + " or has more than the English words");
        }
        return new NoticeWords(language, words);
    }

    private static Properties load(String language) {
        var words = new Properties();
        var file = "/notices/validation_" + language + ".properties";
        try (var in = NoticeWords.class.getResourceAsStream(file)) {
            if (in == null) {
                throw new IllegalStateException("the jar has no " + file);
            }
            words.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return words;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String language() {
        return language;
    }

    String version() {
        return say("version");
    }

    String say(String name) {
        var text = words.getProperty(name);
        if (text == null) {
            throw new IllegalArgumentException("there are no words " + name);
        }
        return text;
    }

    /// The words with their places filled.
    ///
    /// @throws IllegalArgumentException if a place has no value
    String say(String name, Map<String, String> values) {
        return PLACE.matcher(say(name)).replaceAll(place -> {
            var value = values.get(place.group(1));
            if (value == null) {
                throw new IllegalArgumentException(name + " has no value for {" + place.group(1) + "}");
            }
            return Matcher.quoteReplacement(value);
        });
    }

    /// `store-card` as people call it; what has no words stays as it is.
    String product(String product) {
        return words.getProperty("product." + product, product.replace('-', ' '));
    }

    String date(LocalDate day) {
        return dates.format(day);
    }

    String money(Money amount) {
        return amount.formatted();
    }
}
