package io.throughline.workflow;

import io.throughline.engine.Prompt;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Whether everything a customer reads is there in every language of the folder.
final class TranslationRules {
    private TranslationRules() {}

    static void missing(Draft draft) {
        for (var entry : draft.definition().translations().entrySet()) {
            missing(draft, entry.getKey(), entry.getValue());
        }
    }

    private static void missing(Draft draft, String language, Definition.Translation translation) {
        var definition = draft.definition();
        for (var step : draft.reached()) {
            for (var words : words(definition, step)) {
                if (!translation.words().containsKey(words)) {
                    draft.report(
                            step,
                            Rule.UNTRANSLATED,
                            "step \"" + step.name() + "\" says \"" + words + "\", which words.yaml does not have in \""
                                    + language + "\"");
                }
            }
            switch (step) {
                case Step.Disclose disclose -> {
                    var required = definition.disclosures().get(disclose.text());
                    if (required != null
                            && required.all().stream()
                                    .noneMatch(it -> it.language().equals(language))) {
                        draft.report(
                                step,
                                Rule.UNTRANSLATED,
                                "the words \"" + required.name() + "\" have no variant for language " + language);
                    }
                }
                case Step.Send send -> message(draft, step, send.message(), language);
                default -> {
                    // says nothing of its own
                }
            }
        }
        for (var table : draft.root().tables("outreach", "the touch")) {
            var message = definition.messages().get(table.text("message"));
            if (message != null && lacks(message, language)) {
                draft.report(table.at("message"), Rule.UNTRANSLATED, noVariant(message, language));
            }
        }
    }

    private static void message(Draft draft, Step step, String name, String language) {
        var message = draft.definition().messages().get(name);
        if (message != null && lacks(message, language)) {
            draft.report(step, Rule.UNTRANSLATED, noVariant(message, language));
        }
    }

    private static boolean lacks(Definition.Message message, String language) {
        return message.all().stream().noneMatch(it -> it.language().equals(language));
    }

    private static String noVariant(Definition.Message message, String language) {
        return "message \"" + message.name() + "\" has no variant for language " + language;
    }

    /// What a step says to a customer, as it is written.
    private static List<String> words(Definition definition, Step step) {
        var words = new ArrayList<String>();
        switch (step) {
            case Step.Choose choose -> {
                words.add(title(definition, step));
                labels(words, choose.show());
                choose.choices().values().forEach(choice -> add(words, choice.label(), choice.hint()));
            }
            case Step.Show show -> {
                words.add(title(definition, step));
                labels(words, show.show());
            }
            case Step.Ask ask -> {
                words.add(title(definition, step));
                labels(words, ask.show());
                ask.fields().values().forEach(field -> add(words, field.label(), field.help()));
            }
            case Step.Pay pay -> add(words, pay.description());
            default -> {
                // no words for customers, or those of our pages
            }
        }
        return words;
    }

    private static String title(Definition definition, Step step) {
        return Objects.requireNonNullElse(step.common().title(), definition.title());
    }

    private static void labels(List<String> words, List<String> facts) {
        facts.stream().map(Prompt.Fact::labelOf).forEach(words::add);
    }

    /// Words that are nothing but a place need no translation.
    private static void add(List<String> words, @Nullable Template... templates) {
        Stream.of(templates)
                .filter(Objects::nonNull)
                .filter(template -> template.parts().stream().anyMatch(Template.Part.Words.class::isInstance))
                .map(Template::source)
                .forEach(words::add);
    }
}
