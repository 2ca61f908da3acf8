package io.throughline.simulation;

import io.throughline.engine.By;
import io.throughline.engine.CaseState;
import io.throughline.engine.Engine;
import io.throughline.engine.Identity;
import io.throughline.engine.Input;
import io.throughline.engine.Prompt;
import io.throughline.engine.Viewer;
import io.throughline.platform.cases.Cases;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// Somebody who reads our messages: opens the link or not, in one tab or two, pays, gives up, says stop.
final class Customer {
    private static final Pattern LINK = Pattern.compile("https://pay\\.example/l/(\\S+?)[.,]?(\\s|$)");
    private static final By WEB = By.customer(By.Channel.WEB);
    private static final List<String> STOPS = List.of("STOP", "Stop.", "please stop texting me", "STOP ALL", "alto");
    private static final int PAGES = 14;

    private final World world;
    private final Town town;
    private final Faults chance;
    private final Answering answering;

    Customer(World world, Town town) {
        this.world = world;
        this.town = town;
        this.chance = world.faults();
        this.answering = new Answering(chance);
    }

    void reads(Carrier.Sent message) {
        var found = LINK.matcher(message.text());
        var link = found.find() ? Optional.ofNullable(town.link(found.group(1))) : Optional.<Town.Link>empty();
        world.sleep(chance.between(Duration.ofSeconds(20), Duration.ofHours(chance.oneIn(4) ? 30 : 1)));
        if (chance.areOver()) {
            return;
        }
        int mood = chance.below(100);
        if (mood < 7) {
            says(message, STOPS.get(chance.below(STOPS.size())));
        } else if (mood < 10) {
            says(message, "HELP");
        } else if (mood < 12) {
            says(message, "who is this, I paid last week");
        } else if (mood < 75 && link.isPresent()) {
            comes(link.get());
        }
    }

    /// Writes back, and some who said stop say start later.
    void says(Carrier.Sent about, String text) {
        int times = chance.happens(Fault.REPLY_DOUBLED) ? 2 : 1;
        for (int i = 0; i < times; i++) {
            town.deliver("reply", node -> {
                if (about.byText()) {
                    node.inbound().smsReceived(about.address(), "12345", text, world.now());
                } else {
                    node.inbound().mailReplied(about.reference(), about.address(), text, world.now());
                }
            });
        }
        if (STOPS.contains(text) && chance.oneIn(4)) {
            world.sleep(chance.between(Duration.ofHours(2), Duration.ofDays(4)));
            says(about, "START");
        }
    }

    private void comes(Town.Link link) {
        if (chance.happens(Fault.TWO_TABS)) {
            world.spawn("second tab", () -> {
                world.sleep(chance.between(Duration.ofMillis(1), Duration.ofMillis(60)));
                visits(link);
            });
        }
        if (chance.happens(Fault.AGENT_BESIDE_CUSTOMER)) {
            world.spawn("agent", () -> new Agent(world, town).interferes(link.caseId()));
        }
        if (chance.happens(Fault.IMPOSTOR)) {
            world.spawn("impostor", () -> new Impostor(world, town).tries(link.caseId()));
        }
        visits(link);
        while (chance.oneIn(3)) { // and again, while the link is good
            world.sleep(chance.between(Duration.ofHours(1), Duration.ofDays(4)));
            visits(link);
        }
    }

    private void visits(Town.Link link) {
        boolean proven = false;
        give(link.caseId(), new Input.LinkOpened(link.contactId()));
        for (int page = 0; page < PAGES && !chance.areOver(); page++) {
            world.sleep(chance.between(Duration.ofSeconds(2), Duration.ofSeconds(90)));
            var prompt = look(link.caseId(), proven);
            if (prompt.isEmpty() || chance.oneIn(18)) {
                return; // the page did not come, or they had enough
            }
            if (chance.oneIn(60)) {
                give(link.caseId(), new Input.PersonWanted());
                return;
            }
            if (prompt.get() instanceof Prompt.Verify && chance.oneIn(25)) {
                notMeant(link);
                return;
            }
            if (prompt.get() instanceof Prompt.Waiting(var reason, var effect)) {
                if (reason == CaseState.Awaiting.PAYMENT && effect != null) {
                    atTheTill(effect);
                }
                continue;
            }
            var input = answering.to(prompt.get(), world.now());
            if (input.isEmpty()) {
                return;
            }
            boolean taken = give(link.caseId(), input.get());
            proven |= taken && input.get() instanceof Input.IdentityProved;
        }
    }

    private Optional<Prompt> look(String caseId, boolean proven) {
        return town.ask("page", node -> node.cases().find(caseId).map(state -> prompt(state, proven)))
                .flatMap(found -> found);
    }

    private Prompt prompt(CaseState state, boolean proven) {
        return Engine.prompt(
                world.workflows().current(state.workflow()),
                state,
                new Viewer(WEB, proven && state.identity().meets(Identity.Level.RIGHT_PARTY, world.now())),
                world.now());
    }

    private boolean give(String caseId, Input input) {
        return town.give(caseId, input, WEB)
                .filter(Cases.Outcome.Moved.class::isInstance)
                .isPresent();
    }

    private void notMeant(Town.Link link) {
        var stopped = town.ask("not meant", node -> {
            node.optOuts().notMeant(link.caseId(), link.customerId(), link.channel());
            return true;
        });
        if (stopped.isPresent()) {
            give(link.caseId(), new Input.WrongParty());
        }
    }

    /// The card page: it may take a moment to be there, be paid, be left, and the way back be lost.
    private void atTheTill(String effect) {
        var url = town.ask("till", node -> node.payments().payments().checkoutUrl(effect))
                .flatMap(found -> found);
        if (url.isEmpty()) {
            return;
        }
        world.sleep(chance.between(Duration.ofSeconds(10), Duration.ofMinutes(4)));
        boolean pays = !chance.oneIn(4);
        if (pays && chance.happens(Fault.PAID_AFTER_RETURN)) {
            world.spawn("pays late", () -> {
                world.sleep(chance.between(Duration.ofSeconds(5), Duration.ofHours(20)));
                town.processor().pays(url.get());
            });
        } else if (pays) {
            town.processor().pays(url.get());
        }
        if (!chance.oneIn(5)) {
            boolean cancelled = !pays || chance.oneIn(12);
            town.ask("back from the till", node -> {
                node.payments().payments().customerReturned(effect, cancelled);
                return true;
            });
        }
    }
}
