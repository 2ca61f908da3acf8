package io.throughline.scenario;

import io.throughline.engine.CaseState;
import io.throughline.engine.Prompt;
import io.throughline.workflow.Definition;
import io.throughline.workflow.Step;
import io.throughline.workflow.Template;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// What the customer was shown: by step, the facts in its prompts, and the choices last offered there.
final class Shown {
    private final Definition definition;
    private final Map<String, Set<String>> facts = new HashMap<>();
    private final Map<String, Set<String>> offers = new HashMap<>();
    private @Nullable String lastChoice;

    Shown(Definition definition) {
        this.definition = definition;
    }

    void see(CaseState state, Prompt prompt) {
        var names = new TreeSet<String>();
        switch (prompt) {
            case Prompt.Show(var step, var _, var told) -> names(names, told);
            case Prompt.Choose choose -> choose(names, choose);
            case Prompt.Ask ask -> ask(names, ask);
            case Prompt.Pay pay -> pay(names, pay.step());
            case Prompt.Arrange arrange -> names.add(((Step.Arrange) definition.step(arrange.step())).amount());
            case Prompt.Finished(var _, var _, var told) -> names(names, told);
            case Prompt.Verify _,
                    Prompt.Disclose _,
                    Prompt.Check _,
                    Prompt.Assigned _,
                    Prompt.Approve _,
                    Prompt.Elsewhere _,
                    Prompt.Waiting _,
                    Prompt.WithPerson _ -> {
                // hold no facts for the customer
            }
        }
        facts.computeIfAbsent(state.at(), _ -> new TreeSet<>()).addAll(names);
    }

    private static void names(Set<String> names, List<Prompt.Fact> told) {
        told.forEach(fact -> names.add(fact.name()));
    }

    private void choose(Set<String> names, Prompt.Choose choose) {
        names(names, choose.facts());
        var step = (Step.Choose) definition.step(choose.step());
        var offered = new TreeSet<String>();
        for (var option : choose.options()) {
            offered.add(option.choice());
            Optional.ofNullable(step.choices().get(option.choice())).ifPresent(choice -> {
                template(names, choice.label());
                template(names, choice.hint());
            });
        }
        offers.put(choose.step(), offered);
        lastChoice = choose.step();
    }

    private void ask(Set<String> names, Prompt.Ask ask) {
        names(names, ask.facts());
        ((Step.Ask) definition.step(ask.step())).fields().values().forEach(field -> {
            template(names, field.label());
            template(names, field.help());
        });
    }

    private void pay(Set<String> names, String name) {
        var step = (Step.Pay) definition.step(name);
        names.add(step.amount());
        template(names, step.description());
    }

    private static void template(Set<String> names, @Nullable Template template) {
        if (template != null) {
            names.addAll(template.names());
        }
    }

    /// Facts that were shown at a step, in any of its prompts.
    Set<String> at(String step) {
        return facts.getOrDefault(step, Set.of());
    }

    /// The choices that were offered last at a step; null: at the last one that offered any.
    Optional<Set<String>> offered(@Nullable String step) {
        var at = step == null ? lastChoice : step;
        return at == null ? Optional.empty() : Optional.ofNullable(offers.get(at));
    }
}
