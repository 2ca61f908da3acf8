package io.throughline.simulation;

import io.throughline.engine.By;
import io.throughline.platform.cases.Cases;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// What goes on in a town from day to day: cases are opened, singly and in batches, and people at the desk do their
/// work.
final class Days {
    private static final By OPERATIONS = new By(By.Actor.OPERATIONS, "api", By.Channel.API);
    private static final int A_DAY = 4;

    private final World world;
    private final Town town;
    private final Faults chance;
    private int opened;

    Days(World world, Town town) {
        this.world = world;
        this.town = town;
        this.chance = world.faults();
    }

    void plan() {
        world.spawn("opens", () -> {
            while (!chance.areOver()) {
                opens();
            }
        });
        world.spawn("desk", () -> {
            while (!chance.areOver()) {
                world.sleep(chance.between(Duration.ofMinutes(30), Duration.ofHours(8)));
                desk();
            }
        });
    }

    private void opens() {
        int share = town.name().equals("main") ? A_DAY : A_DAY / 4;
        world.sleep(Duration.ofMinutes(chance.below(2 * 24 * 60 / share)));
        if (chance.areOver()) {
            return;
        }
        var names = world.workflows().names();
        var workflow = names.get(chance.below(names.size()));
        var triggers = new ArrayList<Cases.Trigger>();
        int many = chance.oneIn(10) ? 4 : 1;
        for (int i = 0; i < many; i++) {
            var account = town.people().open(opened);
            triggers.add(new Cases.Trigger(
                    Map.of("accountId", account.id(), "customerId", account.customerId()), "once-" + opened++));
        }
        world.spawn("opens", () -> open(workflow, triggers));
        if (chance.happens(Fault.TRIGGER_DOUBLED)) {
            world.spawn("opens again", () -> open(workflow, triggers));
        }
    }

    private void open(String workflow, List<Cases.Trigger> triggers) {
        town.deliver("trigger", node -> {
            var answers = node.cases().openAll(workflow, triggers, OPERATIONS);
            for (int i = 0; i < triggers.size(); i++) {
                town.watch().opened(triggers.get(i).onceKey(), answers.get(i).caseId());
            }
        });
    }

    private void desk() {
        var waiting = world.caseTables().cases.rows().entrySet().stream()
                .filter(row -> row.getKey().tenant().equals(town.name())
                        && row.getValue().queue() != null)
                .map(row -> row.getValue().id())
                .toList();
        for (int i = 0; i < Math.min(6, waiting.size()); i++) {
            var caseId = waiting.get(chance.below(waiting.size()));
            world.spawn("agent", () -> new Agent(world, town).works(caseId));
        }
    }
}
