package io.throughline.engine;

import io.throughline.workflow.Step;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What a case asks now, of the customer or of a person at a desk, for any channel to render. A
/// prompt holds account facts only when identity is proven: the engine withholds them, not the
/// page.
public sealed interface Prompt {
    /// Prove who you are. Nothing about the account is in it.
    record Verify(String step, int attemptsLeft) implements Prompt {}

    /// Required words, exactly as approved.
    record Disclose(String step, String text, String version, String language, String title, String words)
            implements Prompt {}

    record Show(String step, String title, List<Fact> facts) implements Prompt {}

    /// @param notAllowed choices that are not offered, each with the reason: for an agent who is asked; customers get
    ///     none
    record Choose(String step, String title, List<Fact> facts, List<Option> options, List<NotAllowed> notAllowed)
            implements Prompt {
        public Choose(String step, String title, List<Fact> facts, List<Option> options) {
            this(step, title, facts, options, List.of());
        }
    }

    /// @param approval the authority that this actor lacks: choosing it asks for an approval; null: none needed
    record Option(
            String choice,
            String label,
            @Nullable String hint,
            @Nullable String approval) {
        public Option(String choice, String label, @Nullable String hint) {
            this(choice, label, hint, null);
        }
    }

    record NotAllowed(String choice, String label, String reason) {}

    /// Questions with typed answers.
    record Ask(String step, String title, List<Fact> facts, List<Question> questions) implements Prompt {}

    /// @param name of the field the answer belongs to
    record Question(String name, String label, @Nullable String help, boolean required, Expected expected) {}

    /// For people at a desk: lines to tick, each with its evidence.
    record Check(String step, String title, List<Line> lines, CaseState.Task task) implements Prompt {}

    record Line(String name, String label, @Nullable String help, Step.Evidence evidence, boolean required) {}

    /// For people at a desk: a case to look after and to give back with one of `results`.
    record Assigned(
            String step,
            String title,
            List<String> results,
            List<String> skills,
            List<String> rights,
            CaseState.Task task)
            implements Prompt {}

    /// For people at a desk: something to decide.
    ///
    /// @param mayNot why this viewer may not decide it; null: they may
    record Approve(
            String step,
            String title,
            String authority,
            @Nullable Money amount,
            CaseState.Task task,
            @Nullable Refusal mayNot)
            implements Prompt {}

    /// This step is answered on other channels.
    record Elsewhere(String step, Set<By.Channel> channels) implements Prompt {}

    /// A fact for people: its label and formatted value.
    record Fact(String name, String label, String value) {
        /// `account.dueDate` is "Due date".
        public static String labelOf(String name) {
            var words = name.substring(name.indexOf('.') + 1)
                    .replaceAll("([a-z])([A-Z])", "$1 $2")
                    .toLowerCase(Locale.ROOT);
            return Character.toUpperCase(words.charAt(0)) + words.substring(1);
        }
    }

    /// Check before the card page.
    record Pay(
            String step,
            Money amount,
            String description,
            @Nullable String previousDecline) implements Prompt {}

    /// Choose terms inside the bounds.
    record Arrange(String step, ArrangeKind kind, Money amount, LocalDate earliest, LocalDate latest, List<Terms> plans)
            implements Prompt {}

    enum ArrangeKind {
        PROMISE,
        PLAN
    }

    /// One offered plan: `instalments` payments, all `each` but the last.
    record Terms(int instalments, Money each, Money last) {}

    /// Something is under way; `paymentEffect` is set while a card page may be open.
    record Waiting(CaseState.Awaiting reason, @Nullable String paymentEffect) implements Prompt {}

    /// A person has it. `dueBy` is when they should have acted.
    record WithPerson(String queue, @Nullable Instant dueBy) implements Prompt {}

    /// Done. Facts are there only for the proven person.
    record Finished(String outcome, boolean success, List<Fact> facts) implements Prompt {}
}
