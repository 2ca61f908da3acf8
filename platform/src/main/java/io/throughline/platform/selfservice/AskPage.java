package io.throughline.platform.selfservice;

import io.throughline.engine.Expected;
import io.throughline.engine.Prompt;
import io.throughline.workflow.DocumentType;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Questions with typed answers, all on one page. What was typed is kept when something has to be put right; files
/// cannot be.
///
/// @param typed what was sent, by name of the question
record AskPage(
        Frame frame, String title, List<Prompt.Fact> facts, List<Prompt.Question> questions, Map<String, String> typed)
        implements Page {
    private static final int SHORT_TEXT = 120;

    @Override
    public String template() {
        return "ask.jte";
    }

    /// The name of a question in the form; apart from the names that every form has.
    static String field(Prompt.Question question) {
        return "q-" + question.name();
    }

    String nameOf(Prompt.Question question) {
        return field(question);
    }

    String labelOf(Prompt.Question question) {
        return question.required() ? question.label() : question.label() + " (optional)";
    }

    boolean hasFiles() {
        return questions.stream().anyMatch(question -> question.expected() instanceof Expected.Upload);
    }

    boolean isFile(Prompt.Question question) {
        return question.expected() instanceof Expected.Upload;
    }

    boolean isLong(Prompt.Question question) {
        return question.expected() instanceof Expected.Words(var most) && most > SHORT_TEXT;
    }

    /// What can be chosen, empty for what is typed.
    List<Expected.Pick> picks(Prompt.Question question) {
        return switch (question.expected()) {
            case Expected.OneOf(var options) -> options;
            case Expected.YesNo() -> List.of(new Expected.Pick("yes", "Yes"), new Expected.Pick("no", "No"));
            default -> List.of();
        };
    }

    /// The first carries the field's name as its id, so that the error summary leads there.
    String idOf(Prompt.Question question, Expected.Pick pick) {
        return pick.equals(picks(question).getFirst()) ? field(question) : field(question) + "-" + pick.value();
    }

    boolean isPicked(Prompt.Question question, Expected.Pick pick) {
        return pick.value().equals(typed.get(question.name()));
    }

    String typedIn(Prompt.Question question) {
        return typed.getOrDefault(question.name(), "");
    }

    /// What helps to answer it: the definition's words, and what the type itself asks for.
    @Nullable
    String hint(Prompt.Question question) {
        var own = question.help();
        var byType = byType(question.expected());
        return own == null ? byType : byType == null ? own : own + " " + byType;
    }

    private static @Nullable String byType(Expected expected) {
        return switch (expected) {
            case Expected.Day _ -> "Month, day, year. For example 3/27/2026";
            case Expected.Upload upload -> upload.kinds() + ", up to " + upload.size();
            case Expected.Words(var most) -> most > SHORT_TEXT ? "Up to " + most + " characters" : null;
            default -> null;
        };
    }

    /// For the browser's file dialogue.
    String accept(Prompt.Question question) {
        return question.expected() instanceof Expected.Upload(var accept, var _)
                ? accept.stream().map(DocumentType::contentType).collect(Collectors.joining(","))
                : "";
    }

    /// Which keyboard a phone shows.
    String inputMode(Prompt.Question question) {
        return switch (question.expected()) {
            case Expected.Amount _ -> "decimal";
            case Expected.Whole _ -> "numeric";
            case Expected.Phone _ -> "tel";
            case Expected.Email _ -> "email";
            case Expected.PostalCode(var country) -> country.equals("US") ? "numeric" : "text";
            default -> "text";
        };
    }

    /// What the browser may fill in by itself.
    String autocomplete(Prompt.Question question) {
        return switch (question.expected()) {
            case Expected.Phone _ -> "tel";
            case Expected.Email _ -> "email";
            case Expected.PostalCode _ -> "postal-code";
            default -> "off";
        };
    }

    /// Amounts, days and the like need no room for a sentence.
    String width(Prompt.Question question) {
        return switch (question.expected()) {
            case Expected.Email _, Expected.Words _ -> "";
            default -> "short";
        };
    }

    /// The ids of what describes a field: its hint and its mistake.
    @Nullable
    String describedBy(Prompt.Question question) {
        var field = field(question);
        var ids = (hint(question) == null ? "" : field + "-hint") + frame.alsoDescribes(field);
        return ids.isEmpty() ? null : ids.strip();
    }
}
