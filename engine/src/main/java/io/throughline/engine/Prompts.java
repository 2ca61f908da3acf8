package io.throughline.engine;

import io.throughline.workflow.Definition;
import io.throughline.workflow.Step;
import io.throughline.workflow.Template;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Renders the step a case stands on as a [Prompt]. The place where facts are withheld from those who have not
/// proven who they are.
final class Prompts {
    private final Definition definition;
    private final CaseState state;
    private final Viewer viewer;
    private final Instant now;
    private final String language;

    Prompts(Definition definition, CaseState state, Viewer viewer, Instant now) {
        this.definition = definition;
        this.state = state;
        this.viewer = viewer;
        this.now = now;
        this.language = Definition.language(viewer.language());
    }

    Prompt prompt() {
        return switch (state.status()) {
            case FINISHED -> finished();
            case EXCEPTION -> withPerson();
            case OPEN -> open();
        };
    }

    /// Whether facts that need `level` may be said to whoever is there.
    private boolean mayTell(Identity.Level level) {
        return level == Identity.Level.NONE
                || (viewer.personProven() && state.identity().meets(level, now));
    }

    private Prompt open() {
        if (state.awaiting() == CaseState.Awaiting.PERSON) {
            return desk();
        }
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
        var channels = step.common().channels();
        if (!channels.isEmpty() && !channels.contains(viewer.by().channel())) {
            return new Prompt.Elsewhere(step.name(), channels);
        }
        return mayTell(definition.levelOf(step)) ? asked(step) : verify(step);
    }

    /// What a step asks of whoever answers it.
    private Prompt asked(Step step) {
        return switch (step) {
            case Step.Verify verify -> verify(verify);
            case Step.Disclose disclose -> disclose(disclose);
            case Step.Show show -> new Prompt.Show(show.name(), title(show), facts(show.show()));
            case Step.Ask ask -> ask(ask);
            case Step.Choose choose -> choose(choose);
            case Step.Pay pay -> pay(pay);
            case Step.Arrange arrange -> arrange(arrange);
            case Step.Decide _,
                    Step.Request _,
                    Step.Write _,
                    Step.Send _,
                    Step.Wait _,
                    Step.Run _,
                    Step.Check _,
                    Step.Assign _,
                    Step.Approve _,
                    Step.Finish _ -> new Prompt.Waiting(state.awaiting(), null);
        };
    }

    /// What waits for a person: the work itself for staff, and for everybody else that somebody has it.
    private Prompt desk() {
        var task = state.task();
        if (task == null || !viewer.by().actor().isStaff()) {
            return withPerson();
        }
        var step = definition.step(state.at());
        var authority = Tasks.authority(step, task);
        if (task.kind() == CaseState.Task.Kind.APPROVAL && authority.isPresent()) {
            var asked = authority.get();
            var amount = asked.amount() == null ? null : Facts.money(state.facts(), asked.amount());
            var mayNot = new Guard(definition, state, viewer.by()).decide(asked).orElse(null);
            return new Prompt.Approve(step.name(), title(step), asked.name(), amount, task, mayNot);
        }
        return switch (step) {
            case Step.Check check -> new Prompt.Check(check.name(), title(check), lines(check), task);
            case Step.Assign assign ->
                new Prompt.Assigned(
                        assign.name(),
                        title(assign),
                        assign.results(),
                        assign.assignment().skills(),
                        assign.assignment().rights(),
                        task);
            default -> mayTell(definition.levelOf(step)) ? asked(step) : verify(step);
        };
    }

    private List<Prompt.Line> lines(Step.Check step) {
        return step.lines().values().stream()
                .map(line -> new Prompt.Line(
                        line.name(), fill(line.label()), fillIfAny(line.help()), line.evidence(), line.required()))
                .toList();
    }

    private Prompt ask(Step.Ask step) {
        var questions = step.fields().values().stream()
                .map(field -> new Prompt.Question(
                        field.name(),
                        fill(field.label()),
                        fillIfAny(field.help()),
                        field.required(),
                        Expected.of(field.type(), state.facts(), now)))
                .toList();
        return new Prompt.Ask(step.name(), title(step), facts(step.show()), questions);
    }

    private String fill(Template template) {
        return definition.say(template, language).fill(name -> Facts.text(state.facts(), name));
    }

    private @Nullable String fillIfAny(@Nullable Template template) {
        return template == null ? null : fill(template);
    }

    /// What an agent or assistant sees beside the prompt.
    Optional<Beside> beside() {
        var actor = viewer.by().actor();
        if (!actor.isStaff() && actor != By.Actor.ASSISTANT) {
            return Optional.empty();
        }
        var step = definition.steps().get(state.at());
        var guide = step == null ? null : step.common().guide();
        if (step == null || guide == null) {
            return Optional.of(new Beside(state.at(), null, List.of(), List.of(), false, taskFor(actor)));
        }
        var level = Identity.Level.of(definition.resolution().identity()).orElse(Identity.Level.RIGHT_PARTY);
        var own = step.common().level();
        boolean tell = mayTell(own == null ? level : own);
        var tips = guide.tips().stream()
                .filter(tip -> tell || !tells(tip))
                .map(this::known)
                .toList();
        var say = guide.say() == null || (!tell && tells(guide.say())) ? null : known(guide.say());
        boolean withheld = (guide.say() != null && say == null)
                || tips.size() < guide.tips().size();
        return Optional.of(new Beside(state.at(), say, tips, guide.knowledge(), withheld, taskFor(actor)));
    }

    private CaseState.@Nullable Task taskFor(By.Actor actor) {
        return actor.isStaff() ? state.task() : null;
    }

    private static boolean tells(Template template) {
        return !template.names().isEmpty();
    }

    /// A guide is help, so what is not known yet is told as a gap and does not stop the case.
    private String known(Template template) {
        return definition
                .say(template, language)
                .fill(name -> state.fact(name).isPresent() ? Facts.text(state.facts(), name) : "…");
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
        var required = definition.disclosures().get(step.text());
        if (required == null) {
            throw new IllegalStateException("disclosure " + step.text() + " was there when the definition was read");
        }
        var words = required.in(
                definition.situation(state, language, viewer.by().channel().word()));
        return new Prompt.Disclose(
                step.name(), words.name(), words.version(), words.language(), words.title(), words.text());
    }

    private Prompt choose(Step.Choose step) {
        var guard = new Guard(definition, state, viewer.by());
        var eligible = Facts.eligible(step, state.facts(), state.refusals());
        var options = eligible.stream()
                .map(choice -> new Prompt.Option(
                        choice.name(),
                        fill(choice.label()),
                        fillIfAny(choice.hint()),
                        choice.authority() == null || guard.covers(choice.authority())
                                ? null
                                : choice.authority().name()))
                .toList();
        var notAllowed = viewer.by().actor() == By.Actor.CUSTOMER
                ? List.<Prompt.NotAllowed>of()
                : step.choices().values().stream()
                        .filter(choice -> !eligible.contains(choice))
                        .map(choice -> new Prompt.NotAllowed(choice.name(), known(choice.label()), why(step, choice)))
                        .toList();
        return new Prompt.Choose(step.name(), title(step), facts(step.show()), options, notAllowed);
    }

    private String why(Step.Choose step, Step.Choice choice) {
        var refused = state.refusals().get(step.name() + "." + choice.name());
        if (refused != null) {
            return refused;
        }
        if (choice.because() != null) {
            return known(choice.because());
        }
        return choice.when() == null
                ? "not offered"
                : "only when " + choice.when().source();
    }

    private Prompt pay(Step.Pay step) {
        var description =
                step.description() == null ? definition.say(definition.title(), language) : fill(step.description());
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
        var task = state.task();
        return task == null
                ? new Prompt.WithPerson(route == null ? "operations" : route.queue(), null)
                : new Prompt.WithPerson(task.queue(), task.dueBy());
    }

    private Prompt finished() {
        var outcome = state.outcome() == null ? "" : state.outcome();
        boolean success = definition.resolution().success().contains(outcome);
        var level = Identity.Level.of(definition.resolution().identity()).orElse(Identity.Level.RIGHT_PARTY);
        return new Prompt.Finished(outcome, success, mayTell(level) ? results() : List.of());
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
        return new Prompt.Fact(
                name, definition.say(Prompt.Fact.labelOf(name), language), Facts.text(state.facts(), name));
    }

    private String title(Step step) {
        var title = step.common().title();
        return definition.say(title == null ? definition.title() : title, language);
    }
}
