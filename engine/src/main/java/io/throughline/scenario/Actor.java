package io.throughline.scenario;

import io.throughline.engine.By;
import io.throughline.engine.By.Channel;
import io.throughline.engine.CaseState.Awaiting;
import io.throughline.engine.Document;
import io.throughline.engine.Effect;
import io.throughline.engine.Identity;
import io.throughline.engine.Input;
import io.throughline.engine.Input.PaymentResult;
import io.throughline.engine.Money;
import io.throughline.workflow.FactType;
import io.throughline.workflow.Field;
import io.throughline.workflow.Step;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What somebody answers to the step the case stands on.
///
/// @param who gives it: the customer, or a colleague
record Actor(World world, By who) {
    static final String FACTS = "known-facts";

    void opensLink() {
        world.settle();
        world.awaitMessage();
        var link = world.link()
                .orElseThrow(() -> new Unmet(
                        "a message with a link to have reached the customer", "none has; " + world.standing()));
        world.give(new Input.LinkOpened(link), who);
    }

    /// Answers a `verify`, `ask` or `arrange` step.
    void answers(String name, Map<String, String> given, Map<String, Document> documents) {
        switch (world.definition().step(name)) {
            case Step.Verify verify -> proves(verify, given);
            case Step.Arrange arrange -> proposes(arrange, given);
            case Step.Check check -> world.give(new Input.Checked(check.name(), given), who);
            case Step.Show show -> world.give(new Input.Continued(show.name()), who);
            case Step.Ask ask -> world.give(new Input.Answered(ask.name(), days(ask, given), documents), who);
            case Step step -> world.give(new Input.Answered(step.name(), given, documents), who);
        }
    }

    /// People type days; `today+3d` is a scenario's way of saying one.
    private Map<String, String> days(Step.Ask ask, Map<String, String> given) {
        var typed = new LinkedHashMap<>(given);
        typed.replaceAll(
                (name, text) -> ask.fields().get(name) instanceof Field field && field.type() instanceof Field.Type.Day
                        ? Values.day(text, world.now()).map(LocalDate::toString).orElse(text)
                        : text);
        return typed;
    }

    private void proves(Step.Verify step, Map<String, String> given) {
        stands(step);
        var known = world.given().person().known();
        boolean right =
                given.entrySet().stream().allMatch(answer -> answer.getValue().equals(known.get(answer.getKey())));
        if (right) {
            var level = Identity.Level.of(step.level()).orElse(Identity.Level.RIGHT_PARTY);
            world.give(new Input.IdentityProved(level, FACTS), who);
        } else {
            world.give(new Input.IdentityFailed(FACTS), who);
        }
    }

    void fails(String name, int times) {
        for (int i = 0; i < times; i++) {
            stands(world.definition().step(name));
            world.give(new Input.IdentityFailed(FACTS), who);
        }
    }

    /// The engine takes a proof at any step, since a proof lapses; a scenario says at which it is given.
    private void stands(Step step) {
        var state = world.state();
        boolean lapsed = !state.identity().meets(Identity.Level.RIGHT_PARTY, world.now());
        if (!state.at().equals(step.name()) && !lapsed) {
            throw new Unmet("the case to ask who is there at " + step.name(), world.standing());
        }
    }

    private void proposes(Step.Arrange step, Map<String, String> given) {
        var date = Values.day(given.getOrDefault("date", "today"), world.now())
                .orElseThrow(() -> new Unmet("a day such as 2026-11-30 or today+10d", given.getOrDefault("date", "")));
        int instalments = Values.read(FactType.WHOLE, given.getOrDefault("instalments", "1"), world.now())
                .map(number -> ((Long) number).intValue())
                .orElseThrow(() -> new Unmet("a number of instalments", given.getOrDefault("instalments", "")));
        world.give(new Input.ArrangementProposed(step.name(), date, instalments), who);
    }

    void acknowledges(String name) {
        var step = (Step.Disclose) world.definition().step(name);
        var words = world.definition().disclosures().get(step.text());
        if (words == null) {
            throw new Unmet("the words " + step.text() + " to be there", "there are none of that name");
        }
        var shown = words.in(world.definition()
                .situation(
                        world.state(), world.given().language(), who.channel().word()));
        world.give(new Input.Acknowledged(name, shown.name(), shown.version(), shown.language()), who);
    }

    /// Will not go on after required words, or does not approve.
    void refuses(String name, String reason) {
        if (world.definition().step(name) instanceof Step.Disclose) {
            world.give(new Input.DisclosureRefused(name), who);
        } else {
            world.give(new Input.Decided(name, false, reason), who);
        }
    }

    /// Chooses, and answers the step that this leads to when `given` has answers.
    void chooses(Optional<String> at, String choice, Map<String, String> given, Map<String, Document> documents) {
        var step = at.orElseGet(() -> stepWith(choice));
        if (world.give(new Input.Chosen(step, choice), who) && !(given.isEmpty() && documents.isEmpty())) {
            world.settle();
            answers(world.state().at(), given, documents);
        }
    }

    /// Asks for an operation of the system that a `request` step serves.
    void asks(String operation, Map<String, Object> values) {
        world.give(new Input.Requested(requestStep(), operation, values), who);
    }

    void wantsNothingMore() {
        world.give(new Input.Continued(requestStep()), who);
    }

    private String requestStep() {
        world.settle();
        var here = world.definition().steps().get(world.state().at());
        if (!(here instanceof Step.Request)) {
            throw new Unmet("the case to be where something can be asked for", world.standing());
        }
        return here.name();
    }

    private String stepWith(String choice) {
        var here = world.definition().steps().get(world.state().at());
        if (here != null && has(here, choice)) {
            return here.name();
        }
        return world.definition().steps().values().stream()
                .filter(step -> has(step, choice))
                .map(Step::name)
                .findFirst()
                .orElse(world.state().at());
    }

    private static boolean has(Step step, String choice) {
        return step instanceof Step.Choose choose && choose.choices().containsKey(choice);
    }

    void writes(String words) {
        var plain = words.strip().toLowerCase(Locale.ROOT);
        if (plain.equals("stop")) {
            var on = who.channel() == Channel.WEB ? Channel.SMS : who.channel();
            world.stops(on);
            world.give(new Input.OptedOut(on, plain), By.customer(on));
        }
    }

    // ---- money

    void pays(Optional<Money> amount) {
        ends(checkout -> {
            if (amount.isPresent() && !amount.get().equals(checkout.amount())) {
                throw new Unmet(
                        "the card page to ask for " + amount.get().formatted(),
                        "it asks for " + checkout.amount().formatted());
            }
            return new PaymentResult.Paid("charge-" + checkout.attempt(), checkout.amount(), "visa", "4242");
        });
    }

    /// Goes to the card page, unless it lies open, and ends it.
    void ends(Function<Effect.OpenCheckout, PaymentResult> result) {
        int tries = 0;
        while (world.open(Effect.OpenCheckout.class).isEmpty() && tries++ < 2) {
            var at = world.definition().steps().get(world.state().at());
            if (!(at instanceof Step.Pay)) {
                throw new Unmet("the case to ask for a payment", world.standing());
            }
            int before = world.unused().size();
            if (!world.give(new Input.PayRequested(at.name()), who)) {
                return;
            }
            world.settle();
            if (world.unused().size() < before && world.state().awaiting() != Awaiting.PAYMENT) {
                return; // what it set off went otherwise, as the next line says
            }
        }
        var checkout = world.open(Effect.OpenCheckout.class)
                .orElseThrow(() -> new Unmet("the card page to open", world.standing()));
        world.answer(checkout, new Input.PaymentReported(checkout.key(), result.apply(checkout)));
    }
}
