package io.throughline.simulation;

import io.throughline.engine.By;
import io.throughline.engine.Identity;
import io.throughline.engine.Input;
import io.throughline.platform.cases.Cases;
import java.time.Duration;
import java.util.List;

/// Somebody who does what they have no right to. None of it may be taken.
final class Impostor {
    private final World world;
    private final Town town;

    Impostor(World world, Town town) {
        this.world = world;
        this.town = town;
    }

    void tries(String caseId) {
        var chance = world.faults();
        world.sleep(chance.between(Duration.ofSeconds(1), Duration.ofMinutes(5)));
        var state = town.ask("page", node -> node.cases().find(caseId)).flatMap(found -> found);
        if (state.isEmpty()) {
            return;
        }
        var first = world.workflows().current(state.get().workflow()).first().name();
        var at = state.get().at();
        var desk = new By(By.Actor.AGENT, "nobody", By.Channel.WEB);
        for (var by : List.of(By.customer(By.Channel.WEB), desk)) {
            refused(caseId, new Input.Override(first, "because"), by);
            refused(caseId, new Input.Reopen(first, "because"), by);
            refused(caseId, new Input.Resumed(first, "because"), by);
            refused(caseId, new Input.Correct("account.balance", 0L, "because"), by);
        }
        refused(caseId, new Input.Decided(at, true, "because"), By.customer(By.Channel.WEB));
        if (!state.get().identity().meets(Identity.Level.RIGHT_PARTY, world.now())) {
            var asked = new Input.PayRequested(at);
            var outcome = town.give(caseId, asked, By.customer(By.Channel.WEB));
            if (outcome.filter(Cases.Outcome.Moved.class::isInstance).isPresent()
                    && !outcome.get().state().identity().meets(Identity.Level.RIGHT_PARTY, world.now())) {
                world.violated(8, town, "case " + caseId + " let somebody pay who was not proven");
            }
        }
    }

    private void refused(String caseId, Input input, By by) {
        var outcome = town.give(caseId, input, by);
        if (outcome.filter(Cases.Outcome.Moved.class::isInstance).isPresent()) {
            world.violated(
                    8,
                    town,
                    "case " + caseId + " took " + input.getClass().getSimpleName() + " of "
                            + by.actor().word() + " without the right");
        }
    }
}
