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
    private static final String STEP = "step";
    private static final String TITLE = "title";
    private static final String DUE_BY = "dueBy";

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

    /// @param step by its `kind`, with what comes with it
    /// @param withheld whether words were left out until the person is proven
    record Guide(
            List<Passed> steps,
            @Nullable String say,
            List<String> tips,
            List<String> knowledge,
            boolean withheld,
            Map<String, Object> step) {}

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

    private Map<String, Object> step(Prompt prompt) {
        var told = new LinkedHashMap<String, @Nullable Object>();
        told.put("kind", kind(prompt));
        switch (prompt) {
            case Prompt.Verify(var step, var left) -> put(told, STEP, step, "attemptsLeft", left);
            case Prompt.Disclose disclose -> {
                put(told, STEP, disclose.step(), "text", disclose.text());
                put(told, "version", disclose.version(), "language", disclose.language());
                put(told, TITLE, disclose.title(), "words", disclose.words());
                told.put("readSeconds", readSeconds(disclose.words()));
            }
            case Prompt.Show(var step, var title, var facts) -> {
                put(told, STEP, step, TITLE, title);
                told.put("facts", facts);
            }
            case Prompt.Choose choose -> {
                put(told, STEP, choose.step(), TITLE, choose.title());
                put(told, "facts", choose.facts(), "options", choose.options());
                told.put("notAllowed", choose.notAllowed());
            }
            case Prompt.Ask ask -> {
                put(told, STEP, ask.step(), TITLE, ask.title());
                told.put("facts", ask.facts());
                told.put(
                        "questions",
                        ask.questions().stream().map(GuideMaker::question).toList());
            }
            case Prompt.Check check -> {
                put(told, STEP, check.step(), TITLE, check.title());
                told.put("lines", check.lines());
                task(told, check.task());
            }
            case Prompt.Assigned assigned -> {
                put(told, STEP, assigned.step(), TITLE, assigned.title());
                told.put("results", assigned.results());
                task(told, assigned.task());
            }
            case Prompt.Approve approve -> {
                put(told, STEP, approve.step(), TITLE, approve.title());
                told.put("authority", approve.authority());
                told.put("amount", approve.amount() == null ? null : Line.Amount.of(approve.amount()));
                told.put("choice", approve.task().choice());
                var mayNot = approve.mayNot();
                told.put("mayNot", mayNot == null ? null : Map.of("code", mayNot.rule(), "reason", mayNot.message()));
                task(told, approve.task());
            }
            case Prompt.Elsewhere(var step, var channels) ->
                put(
                        told,
                        STEP,
                        step,
                        "channels",
                        channels.stream().map(By.Channel::word).sorted().toList());
            case Prompt.Pay pay -> {
                put(told, STEP, pay.step(), "amount", Line.Amount.of(pay.amount()));
                told.put("description", pay.description());
                told.put("previousDecline", pay.previousDecline());
            }
            case Prompt.Arrange arrange -> {
                put(told, STEP, arrange.step(), "arrangement", word(arrange.kind()));
                put(
                        told,
                        "amount",
                        Line.Amount.of(arrange.amount()),
                        "earliest",
                        arrange.earliest().toString());
                told.put("latest", arrange.latest().toString());
                told.put(
                        "plans", arrange.plans().stream().map(GuideMaker::terms).toList());
            }
            case Prompt.Waiting(var reason, var _) -> told.put("reason", word(reason));
            case Prompt.WithPerson(var queue, var dueBy) -> {
                told.put("queue", queue);
                told.put(DUE_BY, dueBy == null ? null : dueBy.toString());
                told.put("resumable", resumable());
            }
            case Prompt.Finished(var outcome, var success, var facts) -> {
                put(told, "outcome", outcome, "success", success);
                told.put("facts", facts);
            }
        }
        return nullable(told);
    }

    /// Seconds that reading the words aloud takes.
    private static int readSeconds(String words) {
        return Math.max(1, words.strip().split("\\s+").length * 60 / WORDS_A_MINUTE);
    }

    private static Map<String, Object> question(Prompt.Question question) {
        var told = new LinkedHashMap<String, @Nullable Object>();
        put(told, "name", question.name(), "label", question.label());
        told.put("help", question.help());
        told.put("required", question.required());
        told.put(
                "type",
                question.expected()
                        .getClass()
                        .getSimpleName()
                        .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                        .toLowerCase(Locale.ROOT));
        told.put("expected", question.expected());
        return nullable(told);
    }

    private static Map<String, Object> terms(Prompt.Terms terms) {
        return Map.of(
                "instalments", terms.instalments(),
                "each", Line.Amount.of(terms.each()),
                "last", Line.Amount.of(terms.last()));
    }

    private static void task(Map<String, @Nullable Object> told, CaseState.Task task) {
        told.put("requestedBy", task.requestedBy());
        told.put(DUE_BY, task.dueBy().toString());
        told.put("carried", carried(task));
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
    private List<Map<String, Object>> resumable() {
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
                    var told = new LinkedHashMap<String, @Nullable Object>();
                    put(told, STEP, step.name(), TITLE, title(step));
                    told.put("allowed", refusal == null);
                    told.put("reason", refusal == null ? null : refusal.message());
                    return nullable(told);
                })
                .toList();
    }

    private static void put(Map<String, @Nullable Object> told, String one, Object its, String other, Object others) {
        told.put(one, its);
        told.put(other, others);
    }

    /// Nulls are told in JSON; the type of the answer does not know them.
    @SuppressWarnings({"unchecked", "NullAway"})
    private static Map<String, Object> nullable(Map<String, @Nullable Object> told) {
        return (Map<String, Object>) (Map<String, ?>) told;
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String kind(Prompt prompt) {
        return prompt.getClass()
                .getSimpleName()
                .replaceAll("(?<=[a-z])(?=[A-Z])", "-")
                .toLowerCase(Locale.ROOT);
    }
}
