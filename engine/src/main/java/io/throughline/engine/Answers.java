package io.throughline.engine;

import io.throughline.workflow.Field;
import io.throughline.workflow.Step;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the answers to an `ask` step into facts, or says in the customer's words what is wrong with each.
final class Answers {
    private Answers() {}

    sealed interface Read {
        /// @param values by field, as a fact map holds them
        record Good(Map<String, Object> values) implements Read {}

        /// @param mistakes by field
        record Wrong(Map<String, String> mistakes) implements Read {}
    }

    static Read read(Step.Ask step, Input.Answered given, Map<String, Map<String, Object>> facts, Instant now) {
        var values = new LinkedHashMap<String, Object>();
        var mistakes = new LinkedHashMap<String, String>();
        for (var field : step.fields().values()) {
            var expected = Expected.of(field.type(), facts, now);
            var one = expected instanceof Expected.Upload upload
                    ? Uploads.read(upload, given.documents().get(field.name()))
                    : Typed.read(expected, given.values().getOrDefault(field.name(), ""));
            switch (one) {
                case One.Value(var value) -> values.put(field.name(), value);
                case One.Mistake(var words) -> mistakes.put(field.name(), words);
                case One.Nothing(var words) -> nothing(field, words, mistakes);
            }
        }
        given.values().keySet().stream()
                .filter(name -> !step.fields().containsKey(name))
                .forEach(name -> mistakes.put(name, "This was not asked for"));
        return mistakes.isEmpty() ? new Read.Good(values) : new Read.Wrong(mistakes);
    }

    private static void nothing(Field field, String words, Map<String, String> mistakes) {
        if (field.required()) {
            mistakes.put(field.name(), words);
        }
    }

    /// What came of one answer.
    sealed interface One {
        record Value(Object value) implements One {}

        record Mistake(String words) implements One {}

        /// Not answered; `words` ask for it.
        record Nothing(String words) implements One {}
    }

    /// Documents: what the first bytes prove counts, not what the sender says.
    static final class Uploads {
        private Uploads() {}

        static One read(Expected.Upload expected, @Nullable Document document) {
            var types = expected.kinds();
            if (document == null || document.bytes() == 0) {
                return new One.Nothing("Choose a file (" + types + ")");
            }
            if (document.bytes() > expected.mostBytes()) {
                return new One.Mistake("The file must be smaller than " + expected.size());
            }
            boolean accepted = expected.accept().stream()
                    .anyMatch(type -> type.contentType().equals(document.sniffed()));
            if (!accepted) {
                return new One.Mistake("The file must be one of " + types + ". What is in it is something else");
            }
            if (!isSaid(document)) {
                return new One.Mistake("The file is not what its name says. Save it again as one of " + types);
            }
            return new One.Value(document.toFact());
        }

        private static boolean isSaid(Document document) {
            // browsers do not know every type and then say so
            return document.declared().isEmpty()
                    || document.declared().equals("application/octet-stream")
                    || document.declared().equals(document.sniffed());
        }
    }
}
