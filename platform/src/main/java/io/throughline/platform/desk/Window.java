package io.throughline.platform.desk;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Everything about one piece of work, for whoever works on it.
///
/// @param mode `work`, `preview` (it is offered), `look` (a supervisor, who sees what the agent sees) or `join` (one
/// who
///     writes to the customer beside the agent)
/// @param caseFile null: no case is known
/// @param facts null until the person in this conversation is proven
/// @param actions what can be done from here
record Window(
        Line item,

        @Schema(allowableValues = {"work", "preview", "look", "join"})
        String mode,

        @Nullable CaseFile caseFile,
        @Nullable Customer customer,
        Wants wants,
        @Nullable List<Fact> facts,
        GuideMaker.@Nullable Guide guide,
        List<Entry> timeline,
        Map<String, DraftStore.Draft> drafts,
        List<Consulted> consults,
        List<Joined> joined,
        List<String> actions,
        Finish finish,
        long lastEvent) {

    record CaseFile(
            String id,
            String reference,
            String workflow,
            String title,
            String version,
            String state,
            String step,
            String awaiting,
            Instant opened,
            @Nullable String outcome) {}

    /// @param level to which the person in this conversation is proven, and how
    /// @param asks known facts to ask for; none when there is nothing on file
    record Customer(
            boolean proven,
            String level,
            @Nullable String method,
            @Nullable Instant until,
            int failures,
            @Nullable String name,
            String language,
            List<String> asks,
            List<Place> contact) {}

    record Place(String channel, String ending) {}

    /// @param words of the customer, when they wrote any
    /// @param note of whoever transferred it
    /// @param tried what was tried so far, in lines made of the evidence
    record Wants(
            String intent,
            @Nullable String words,
            @Nullable String note,
            Map<String, Object> carried,
            List<String> tried) {}

    /// @param readAt null: it was said or decided in the case
    record Fact(
            String name,
            String label,
            Object value,
            String source,
            @Nullable Instant readAt,
            @Nullable String freshFor,
            boolean stale) {}

    /// @param what `case`, `desk` or `message`
    /// @param words that were written; null: none were, or they are not shown
    record Entry(
            String id,
            Instant at,

            @Schema(allowableValues = {"case", "message", "desk"})
            String what,

            String type,
            String actor,
            @Nullable String person,
            @Nullable String channel,
            @Nullable String step,
            String text,
            @Nullable String words,
            Map<String, Object> details) {}

    /// A supervisor who is in the conversation.
    record Joined(String person, Instant since, String reason) {}

    record Consulted(
            String item,
            String state,
            @Nullable String agent,
            @Nullable String question,
            @Nullable String answer) {}

    record Finish(
            boolean may, @Nullable String code, @Nullable String reason) {}

    /// What came of the case, as far as it has come.
    ///
    /// @param proof receipts of systems of record
    /// @param next what the case waits for, if it goes on
    record WrapUp(
            @Nullable String outcome,
            String disposition,
            List<Proof> proof,
            List<String> steps,
            @Nullable String next,
            boolean may,
            @Nullable String reason) {}

    record Proof(String system, String receipt) {}
}
