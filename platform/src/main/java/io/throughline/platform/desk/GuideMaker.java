package io.throughline.platform.desk;

import io.throughline.engine.Advance;
import io.throughline.engine.By;
import io.throughline.engine.CaseState;
import io.throughline.engine.Engine;
import io.throughline.engine.Input;
import io.throughline.engine.Prompt;
import io.throughline.engine.Viewer;
import io.throughline.platform.cases.CaseTimeline;
import io.throughline.workflow.Definition;
import io.throughline.workflow.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The guide of a case: the step it stands on, as the engine tells it to this very person, and the way it came. Nothing
/// asked here moves a case.
final class GuideMaker {
    private static final int WORDS_A_MINUTE = 150;

    private final Definition definition;
    private final CaseState state;
    private final By by;
    private final boolean proven;
    private final Instant now;

    GuideMaker(Definition definition, CaseState state, By by, boolean proven, Instant now) {
        this.definition = definition;
        this.state = state;
        this.by = by;
        this.proven = proven;
        this.now = now;
    }

    /// @param name of the step
    /// @param state `done` or `now`
    /// @param outcome with which the case last came through it
    record Passed(
            String name,
            String title,
            String kind,
            String state,
            @Nullable String outcome) {}

    /// @param withheld whether words were left out until the person is proven
    record Guide(
            List<Passed> steps,
            @Nullable String say,
            List<String> tips,
            List<String> knowledge,
            boolean withheld,
            GuideStep step) {
        Guide at(GuideStep other) {
            return new Guide(steps, say, tips, knowledge, withheld, other);
        }
    }

    /// @param language of the customer, to whom things are said
    Guide guide(String language) {
        var viewer = new Viewer(by, proven, language);
        var step = step(Engine.prompt(definition, state, viewer, now));
        var beside = Engine.beside(definition, state, viewer, now);
        return new Guide(
                steps(),
                beside.map(io.throughline.engine.Beside::say).orElse(null),
                beside.map(io.throughline.engine.Beside::tips).orElse(List.of()),
                beside.map(io.throughline.engine.Beside::knowledge).orElse(List.of()),
                beside.map(io.throughline.engine.Beside::withheld).orElse(false),
                step);
    }

    private List<Passed> steps() {
        var steps = new ArrayList<Passed>();
        for (var step : definition.steps().values()) {
            boolean here = step.name().equals(state.at());
            var outcome = state.passed().get(step.name());
            if (here || outcome != null) {
                steps.add(new Passed(step.name(), title(step), step.kindName(), here ? "now" : "done", outcome));
            }
        }
        if (state.status() == CaseState.Status.EXCEPTION) {
            steps.add(new Passed(
                    state.at(), Prompt.Fact.labelOf(state.at().replace('-', ' ')), "exception", "now", null));
        }
        return steps;
    }

    private String title(Step step) {
        var title = step.common().title();
        return title == null ? Prompt.Fact.labelOf(step.name().replace('-', ' ')) : title;
    }

    private GuideStep step(Prompt prompt) {
        return switch (prompt) {
            case Prompt.Verify(var step, var left) -> new GuideStep.Verify(step, left);
            case Prompt.Disclose(var step, var text, var version, var language, var title, var words) ->
                new GuideStep.Disclose(step, text, version, language, title, words, readSeconds(words));
            case Prompt.Show(var step, var title, var facts) -> new GuideStep.Show(step, title, facts);
            case Prompt.Choose(var step, var title, var facts, var options, var notAllowed) ->
                new GuideStep.Choose(step, title, facts, options, notAllowed);
            case Prompt.Ask(var step, var title, var facts, var questions) ->
                new GuideStep.Ask(
                        step,
                        title,
                        facts,
                        questions.stream().map(GuideMaker::question).toList());
            case Prompt.Check(var step, var title, var lines, var task) ->
                new GuideStep.Check(step, title, lines, task.requestedBy(), due(task), carried(task));
            case Prompt.Assigned assigned ->
                new GuideStep.Assigned(
                        assigned.step(),
                        assigned.title(),
                        assigned.results(),
                        assigned.task().requestedBy(),
                        due(assigned.task()),
                        carried(assigned.task()));
            case Prompt.Approve approve -> approve(approve);
            case Prompt.Elsewhere(var step, var channels) ->
                new GuideStep.Elsewhere(
                        step, channels.stream().map(By.Channel::word).sorted().toList());
            case Prompt.Pay(var step, var amount, var description, var declined) ->
                new GuideStep.Pay(step, Line.Amount.of(amount), description, declined);
            case Prompt.Arrange arrange ->
                new GuideStep.Arrange(
                        arrange.step(),
                        word(arrange.kind()),
                        Line.Amount.of(arrange.amount()),
                        arrange.earliest().toString(),
                        arrange.latest().toString(),
                        arrange.plans().stream().map(GuideMaker::terms).toList());
            case Prompt.Waiting(var reason, var _) -> new GuideStep.Waiting(word(reason));
            case Prompt.WithPerson(var queue, var dueBy) ->
                new GuideStep.WithPerson(queue, dueBy == null ? null : dueBy.toString(), resumable());
            case Prompt.Finished(var outcome, var success, var facts) ->
                new GuideStep.Finished(outcome, success, facts);
        };
    }

    private static GuideStep approve(Prompt.Approve approve) {
        var mayNot = approve.mayNot();
        return new GuideStep.Approve(
                approve.step(),
                approve.title(),
                approve.authority(),
                approve.amount() == null ? null : Line.Amount.of(approve.amount()),
                approve.task().choice(),
                mayNot == null ? null : new GuideStep.MayNot(mayNot.rule(), mayNot.message()),
                approve.task().requestedBy(),
                due(approve.task()),
                carried(approve.task()));
    }

    private static String due(CaseState.Task task) {
        return task.dueBy().toString();
    }

    /// Seconds that reading the words aloud takes.
    private static int readSeconds(String words) {
        return Math.max(1, words.strip().split("\\s+").length * 60 / WORDS_A_MINUTE);
    }

    private static GuideStep.Question question(Prompt.Question question) {
        return new GuideStep.Question(
                question.name(),
                question.label(),
                question.help(),
                question.required(),
                question.expected()
                        .getClass()
                        .getSimpleName()
                        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                        .toLowerCase(Locale.ROOT),
                question.expected());
    }

    private static GuideStep.Terms terms(Prompt.Terms terms) {
        return new GuideStep.Terms(terms.instalments(), Line.Amount.of(terms.each()), Line.Amount.of(terms.last()));
    }

    /// What goes along, for people.
    static Map<String, Object> carried(CaseState.@Nullable Task task) {
        var carried = new LinkedHashMap<String, Object>();
        if (task != null) {
            task.context().forEach((name, value) -> carried.put(name, CaseTimeline.shown(value)));
        }
        return carried;
    }

    /// Where this person may put the case back, and why not elsewhere.
    private List<GuideStep.Resumable> resumable() {
        if (state.status() != CaseState.Status.EXCEPTION) {
            return List.of();
        }
        return definition.steps().values().stream()
                .filter(step -> !(step instanceof Step.Finish))
                .map(step -> {
                    var input = new Input.Resumed(step.name(), "asked");
                    var refusal = Engine.advance(definition, state, input, by, now) instanceof Advance.Refused(var why)
                            ? why
                            : null;
                    return new GuideStep.Resumable(
                            step.name(), title(step), refusal == null, refusal == null ? null : refusal.message());
                })
                .toList();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
