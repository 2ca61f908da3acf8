package io.throughline.platform.desk;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.swagger.v3.oas.annotations.media.Schema;
import io.throughline.engine.Expected;
import io.throughline.engine.Prompt;
import io.throughline.engine.Prompt.Fact;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The step that a case stands on, as whoever looks at it may see it: one of these by its `kind`. Times and days are
/// written as ISO 8601 has them.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
    @Type(value = GuideStep.Verify.class, name = "verify"),
    @Type(value = GuideStep.Disclose.class, name = "disclose"),
    @Type(value = GuideStep.Show.class, name = "show"),
    @Type(value = GuideStep.Choose.class, name = "choose"),
    @Type(value = GuideStep.Ask.class, name = "ask"),
    @Type(value = GuideStep.Check.class, name = "check"),
    @Type(value = GuideStep.Assigned.class, name = "assigned"),
    @Type(value = GuideStep.Approve.class, name = "approve"),
    @Type(value = GuideStep.Pay.class, name = "pay"),
    @Type(value = GuideStep.Arrange.class, name = "arrange"),
    @Type(value = GuideStep.Waiting.class, name = "waiting"),
    @Type(value = GuideStep.WithPerson.class, name = "with-person"),
    @Type(value = GuideStep.Elsewhere.class, name = "elsewhere"),
    @Type(value = GuideStep.Finished.class, name = "finished")
})
@Schema(
        discriminatorProperty = "kind",
        oneOf = {
            GuideStep.Verify.class,
            GuideStep.Disclose.class,
            GuideStep.Show.class,
            GuideStep.Choose.class,
            GuideStep.Ask.class,
            GuideStep.Check.class,
            GuideStep.Assigned.class,
            GuideStep.Approve.class,
            GuideStep.Pay.class,
            GuideStep.Arrange.class,
            GuideStep.Waiting.class,
            GuideStep.WithPerson.class,
            GuideStep.Elsewhere.class,
            GuideStep.Finished.class
        })
sealed interface GuideStep {
    record Verify(String step, int attemptsLeft) implements GuideStep {}

    /// @param readSeconds that reading the words aloud takes
    record Disclose(
            String step, String text, String version, String language, String title, String words, int readSeconds)
            implements GuideStep {}

    record Show(String step, String title, List<Fact> facts) implements GuideStep {}

    record Choose(
            String step,
            String title,
            List<Fact> facts,
            List<Prompt.Option> options,
            List<Prompt.NotAllowed> notAllowed)
            implements GuideStep {}

    record Ask(String step, String title, List<Fact> facts, List<Question> questions) implements GuideStep {}

    record Check(
            String step,
            String title,
            List<Prompt.Line> lines,
            @Nullable String requestedBy,
            String dueBy,
            Map<String, Object> carried)
            implements GuideStep {}

    record Assigned(
            String step,
            String title,
            List<String> results,
            @Nullable String requestedBy,
            String dueBy,
            Map<String, Object> carried)
            implements GuideStep {}

    /// @param choice the option that waits for the approval; null: the step itself does
    /// @param mayNot why whoever looks may not decide it; null: they may
    record Approve(
            String step,
            String title,
            String authority,
            Line.@Nullable Amount amount,
            @Nullable String choice,
            @Nullable MayNot mayNot,
            @Nullable String requestedBy,
            String dueBy,
            Map<String, Object> carried)
            implements GuideStep {}

    record Pay(
            String step,
            Line.Amount amount,
            String description,
            @Nullable String previousDecline) implements GuideStep {}

    /// @param arrangement `promise` or `plan`
    record Arrange(
            String step,
            @Schema(allowableValues = {"promise", "plan"}) String arrangement,
            Line.Amount amount,
            String earliest,
            String latest,
            List<Terms> plans)
            implements GuideStep {}

    record Waiting(String reason) implements GuideStep {}

    record WithPerson(String queue, @Nullable String dueBy, List<Resumable> resumable) implements GuideStep {}

    record Elsewhere(String step, List<String> channels) implements GuideStep {}

    record Finished(String outcome, boolean success, List<Fact> facts) implements GuideStep {}

    record MayNot(String code, String reason) {}

    /// @param type what `expected` describes: `amount`, `day`, …
    record Question(
            String name,
            String label,
            @Nullable String help,
            boolean required,

            @Schema(
                    allowableValues = {
                        "amount",
                        "day",
                        "phone",
                        "email",
                        "postal-code",
                        "one-of",
                        "words",
                        "whole",
                        "yes-no",
                        "upload"
                    })
            String type,

            @Schema(
                    oneOf = {
                        Expected.Amount.class,
                        Expected.Day.class,
                        Expected.Phone.class,
                        Expected.Email.class,
                        Expected.PostalCode.class,
                        Expected.OneOf.class,
                        Expected.Words.class,
                        Expected.Whole.class,
                        Expected.YesNo.class,
                        Expected.Upload.class
                    })
            Object expected) {}

    record Terms(int instalments, Line.Amount each, Line.Amount last) {}

    /// A step on which the case may be put back, or why not.
    record Resumable(
            String step,
            String title,
            boolean allowed,
            @Nullable String reason) {}

    /// The same with other things that go along, where there are any.
    default GuideStep carrying(Map<String, Object> carried) {
        return switch (this) {
            case Check(var step, var title, var lines, var by, var due, var _) ->
                new Check(step, title, lines, by, due, carried);
            case Assigned(var step, var title, var results, var by, var due, var _) ->
                new Assigned(step, title, results, by, due, carried);
            case Approve(var step, var title, var authority, var amount, var choice, var not, var by, var due, var _) ->
                new Approve(step, title, authority, amount, choice, not, by, due, carried);
            default -> this;
        };
    }
}
