package io.throughline.platform.selfservice;

import io.throughline.engine.Prompt;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Required words, what there is to see and what there is to choose: one page, one answer.
record StepPage(
        Frame frame,
        Prompt.@Nullable Disclose disclosure,
        String title,
        List<Prompt.Fact> facts,
        List<Prompt.Option> options,
        String chosen)
        implements Page {
    @Override
    public String template() {
        return "step.jte";
    }

    boolean onlyDisclosure() {
        return title.isEmpty();
    }

    List<String> paragraphs() {
        return disclosure == null
                ? List.of()
                : disclosure
                        .words()
                        .strip()
                        .lines()
                        .filter(line -> !line.isBlank())
                        .toList();
    }

    /// The first option carries the field's name as its id, so that the error summary leads there.
    String idOf(Prompt.Option option) {
        return option.equals(options.getFirst()) ? "choice" : "choice-" + option.choice();
    }
}
