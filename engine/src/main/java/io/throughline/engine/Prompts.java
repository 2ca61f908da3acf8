package io.throughline.engine;

import io.throughline.workflow.Definition;
import io.throughline.workflow.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/// Renders the step a case stands on as a [Prompt]. The place where facts are withheld from those who have not
/// proven who they are.
final class Prompts {
    private final Definition definition;
    private final CaseState state;
    private final boolean verified;
    private final Instant now;

    Prompts(Definition definition, CaseState state, boolean verifiedHere, Instant now) {
        this.definition = definition;
        this.state = state;
        this.verified = verifiedHere && state.identity().meets(Identity.Level.RIGHT_PARTY, now);
        this.now = now;
    }

    Prompt prompt() {
        return switch (state.status()) {
            case FINISHED -> finished();
            case EXCEPTION -> withPerson();
            case OPEN -> open();
        };
    }

    private Prompt open() {
        if (state.awaiting() != CaseState.Awaiting.CUSTOMER) {
            var payment = state.awaiting() == CaseState.Awaiting.PAYMENT
                    ? state.pending().keySet().stream()
                            .filter(key -> key.startsWith("pay/"))
                            .findFirst()
                            .orElse(null)
                    : null;
            return new Prompt.Waiting(state.awaiting(), payment);
        }
        var step = definition.step(state.at());
        if (!verified) {
            return verify(step);
        }
        return switch (step) {
            case Step.Verify verify -> verify(verify);
            case Step.Disclose disclose -> disclose(disclose);
            case Step.Show show -> new Prompt.Show(show.name(), title(show), facts(show.show()));
            case Step.Choose choose -> choose(choose);
            case Step.Pay pay -> pay(pay);
            case Step.Arrange arrange -> arrange(arrange);
            // the desk has the word; the customer waits for it
            case Step.Request _ -> new Prompt.Waiting(state.awaiting(), null);
            case Step.Decide _, Step.Write _, Step.Send _, Step.Wait _, Step.Finish _ ->
                new Prompt.Waiting(state.awaiting(), null);
        };
    }

    private Prompt verify(Step step) {
        int allowed = definition.steps().values().stream()
                .filter(Step.Verify.class::isInstance)
                .map(verify -> ((Step.Verify) verify).attempts())
                .findFirst()
                .orElse(5);
        return new Prompt.Verify(
                step.name(), Math.max(0, allowed - state.identity().failures()));
    }

    private Prompt disclose(Step.Disclose step) {
        var words = definition.disclosures().get(step.text());
        if (words == null) {
            throw new IllegalStateException("disclosure " + step.text() + " was there when the definition was read");
        }
        return new Prompt.Disclose(
                step.name(), words.name(), words.version(), words.language(), words.title(), words.text());
    }

    private Prompt choose(Step.Choose step) {
        var options = Facts.eligible(step, state.facts()).stream()
                .map(choice -> new Prompt.Option(
                        choice.name(),
                        choice.label().fill(name -> Facts.text(state.facts(), name)),
                        choice.hint() == null ? null : choice.hint().fill(name -> Facts.text(state.facts(), name))))
                .toList();
        return new Prompt.Choose(step.name(), title(step), facts(step.show()), options);
    }

    private Prompt pay(Step.Pay step) {
        var description = step.description() == null
                ? definition.title()
                : step.description().fill(name -> Facts.text(state.facts(), name));
        var decline =
                state.fact(step.name() + ".declineReason").map(Object::toString).orElse(null);
        return new Prompt.Pay(step.name(), Facts.money(state.facts(), step.amount()), description, decline);
    }

    private Prompt arrange(Step.Arrange step) {
        var amount = Facts.money(state.facts(), step.amount());
        var earliest = Arrangement.earliest(now);
        var kind = step.kind() == Step.Arrange.Kind.PLAN ? Prompt.ArrangeKind.PLAN : Prompt.ArrangeKind.PROMISE;
        var plans = step.instalments().stream()
                .map(number -> Arrangement.split(amount, number))
                .toList();
        return new Prompt.Arrange(step.name(), kind, amount, earliest, earliest.plusDays(step.within()), plans);
    }

    private Prompt withPerson() {
        var route = definition.exceptions().get(state.at());
        return new Prompt.WithPerson(route == null ? "operations" : route.queue(), null);
    }

    private Prompt finished() {
        var outcome = state.outcome() == null ? "" : state.outcome();
        boolean success = definition.resolution().success().contains(outcome);
        return new Prompt.Finished(outcome, success, verified ? results() : List.of());
    }

    /// What the proof page tells: what was paid or agreed, and the entry that proves it.
    private List<Prompt.Fact> results() {
        return definition.steps().values().stream()
                .filter(step -> state.facts().containsKey(step.name()))
                .flatMap(step -> switch (step) {
                    case Step.Pay pay -> paid(pay.name()).stream();
                    case Step.Arrange arrange ->
                        facts(List.of(
                                        arrange.name() + ".amount",
                                        arrange.name() + ".instalments",
                                        arrange.name() + ".each",
                                        arrange.name() + ".last",
                                        arrange.name() + ".date"))
                                .stream();
                    case Step.Write write -> named(write.name() + ".receipt", "Ledger entry").stream();
                    default -> Stream.<Prompt.Fact>empty();
                })
                .toList();
    }

    private List<Prompt.Fact> paid(String step) {
        if (state.fact(step + ".receipt").isEmpty()) {
            return List.of();
        }
        var told = new ArrayList<>(facts(List.of(step + ".amount")));
        state.fact(step + ".lastFour")
                .ifPresent(four -> told.add(new Prompt.Fact(step + ".lastFour", "Paid with", "Card ending " + four)));
        told.addAll(named(step + ".receipt", "Payment"));
        return told;
    }

    private List<Prompt.Fact> named(String name, String label) {
        return state.fact(name)
                .map(value -> List.of(new Prompt.Fact(name, label, value.toString())))
                .orElse(List.of());
    }

    private List<Prompt.Fact> facts(List<String> names) {
        return names.stream()
                .filter(name -> state.fact(name).isPresent())
                .map(this::fact)
                .toList();
    }

    private Prompt.Fact fact(String name) {
        return new Prompt.Fact(name, label(name), Facts.text(state.facts(), name));
    }

    /// `account.dueDate` is "Due date".
    static String label(String name) {
        var words = name.substring(name.indexOf('.') + 1)
                .replaceAll("([a-z])([A-Z])", "$1 $2")
                .toLowerCase(Locale.ROOT);
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private String title(Step step) {
        return step.common().title() == null
                ? definition.title()
                : step.common().title();
    }
}
