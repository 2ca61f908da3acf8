package io.throughline.simulation;

import io.throughline.engine.By;
import io.throughline.engine.CaseState;
import io.throughline.engine.Engine;
import io.throughline.engine.Input;
import io.throughline.engine.Prompt;
import io.throughline.engine.Rights;
import io.throughline.engine.Viewer;
import io.throughline.workflow.Step;
import java.time.Duration;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Somebody at a desk, who does what waits for a person and at times gets in a customer's way.
final class Agent {
    private final World world;
    private final Town town;
    private final Faults chance;
    private final By by;

    Agent(World world, Town town) {
        this.world = world;
        this.town = town;
        this.chance = world.faults();
        this.by = new By(
                chance.oneIn(2) ? By.Actor.SUPERVISOR : By.Actor.AGENT,
                "agent-" + chance.below(6),
                By.Channel.WEB,
                rights());
    }

    /// Everything that any definition asks for.
    private Rights rights() {
        var held = new TreeMap<String, Rights.Limit>();
        var skills = new TreeSet<String>();
        for (var right :
                new String[] {Rights.OVERRIDE, Rights.CORRECT, Rights.REOPEN, Rights.REASSIGN, Rights.RESUME}) {
            held.put(right, Rights.Limit.NONE);
        }
        for (var name : world.workflows().names()) {
            var definition = world.workflows().current(name);
            definition.authorities().values().forEach(authority -> {
                held.put(authority.right(), Rights.Limit.NONE);
                authority.assignment().rights().forEach(right -> held.put(right, Rights.Limit.NONE));
            });
            definition.steps().values().forEach(step -> {
                var desk = step instanceof Step.Assign assign
                        ? assign.assignment()
                        : step.common().desk();
                if (desk != null) {
                    desk.rights().forEach(right -> held.put(right, Rights.Limit.NONE));
                    skills.addAll(desk.skills());
                }
            });
        }
        return new Rights(held, skills);
    }

    /// Does what waits in the case, if anything does.
    void works(String caseId) {
        var prompt = town.ask("desk", node -> node.cases().find(caseId).map(this::prompt))
                .flatMap(found -> found);
        if (prompt.isEmpty()) {
            return;
        }
        world.sleep(chance.between(Duration.ofMinutes(1), Duration.ofMinutes(20)));
        Optional<Input> input = prompt.get() instanceof Prompt.WithPerson
                ? resumes(caseId)
                : new Answering(chance).to(prompt.get(), world.now());
        input.ifPresent(given -> town.give(caseId, given, by));
    }

    private Prompt prompt(CaseState state) {
        return Engine.prompt(world.workflows().current(state.workflow()), state, new Viewer(by, false), world.now());
    }

    /// Puts a case that is with a person back on its way: where it began, or on a writing that did not go.
    private Optional<Input> resumes(String caseId) {
        if (chance.oneIn(3)) {
            return Optional.empty(); // it stays with them
        }
        return town.ask("desk", node -> node.cases().find(caseId))
                .flatMap(found -> found)
                .map(state -> {
                    var definition = world.workflows().current(state.workflow());
                    var steps = definition.steps().values().stream()
                            .filter(step -> step instanceof Step.Write || step == definition.first())
                            .map(Step::name)
                            .toList();
                    return new Input.Resumed(steps.get(chance.below(steps.size())), "put right");
                });
    }

    /// They look it up by its key before they have it written again, as the exception tells them to.
    private boolean isInTheBooks(Step.Write write, String caseId) {
        return town.system(write.system()).stream()
                .anyMatch(books -> books.hasOf("write/" + caseId + "/" + write.name() + "/"));
    }

    /// Reassigns, overrides or asks on while the customer is on the page.
    void interferes(String caseId) {
        world.sleep(chance.between(Duration.ofSeconds(1), Duration.ofMinutes(4)));
        var state = town.ask("desk", node -> node.cases().find(caseId)).flatMap(found -> found);
        if (state.isEmpty()) {
            return;
        }
        var first = world.workflows().current(state.get().workflow()).first().name();
        var input = switch (chance.below(3)) {
            case 0 -> new Input.Override(first, "the customer called");
            case 1 -> new Input.Reassign("team-leads", null, "somebody better");
            default -> new Input.PersonWanted();
        };
        town.give(caseId, input, by);
    }
}
