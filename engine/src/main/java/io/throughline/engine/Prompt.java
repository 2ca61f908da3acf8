package io.throughline.engine;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a case asks of the customer now, for any channel to render. A prompt holds account facts only when
/// identity is
/// proven:
/// the engine withholds them, not the page.
public sealed interface Prompt {
    /// Prove who you are. Nothing about the account is in it.
    record Verify(String step, int attemptsLeft) implements Prompt {}

    /// Required words, exactly as approved.
    record Disclose(String step, String text, String version, String language, String title, String words)
            implements Prompt {}

    record Show(String step, String title, List<Fact> facts) implements Prompt {}

    record Choose(String step, String title, List<Fact> facts, List<Option> options) implements Prompt {}

    record Option(String choice, String label, @Nullable String hint) {}

    /// A fact for people: its label and formatted value.
    record Fact(String name, String label, String value) {}

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
