package io.throughline.engine;

import io.throughline.engine.CaseState.Task;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What an agent, or an assistant, sees beside what the customer is asked. Words that would tell facts of the account
/// are not in it before the person in the conversation is proven.
///
/// @param say words to say
/// @param tips what helps
/// @param knowledge tags of articles
/// @param withheld whether something was left out until identity is proven
/// @param task what waits for a person, with its context; null: nothing
public record Beside(
        String step,
        @Nullable String say,
        List<String> tips,
        List<String> knowledge,
        boolean withheld,
        @Nullable Task task) {}
