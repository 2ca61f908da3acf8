package io.throughline.engine;

import io.throughline.workflow.Definition;
import io.throughline.workflow.DefinitionReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Drives a case of the dispute workflow, which has the kinds of step that arrears lacks.
final class Dispute {
    static final Definition DEFINITION = DefinitionReader.readAll(files(), "kinds/dispute.yaml");
    static final By CUSTOMER = By.customer(By.Channel.WEB);
    static final By AGENT = staff(By.Actor.AGENT, "ann", Rights.NONE);
    static final By LEAD = staff(
            By.Actor.SUPERVISOR,
            "lee",
            Rights.of("settlement", "close-disputes", "override", "correct", "reopen", "reassign", "resume"));
    static final By REVIEWER =
            staff(By.Actor.AGENT, "rae", new Rights(Map.of("decide-disputes", Rights.Limit.NONE), Set.of("charges")));
    Instant now = Instant.parse("2026-11-23T15:00:00Z");
    CaseState state;
    final List<Event> events = new ArrayList<>();
    final List<Effect> effects = new ArrayList<>();

    private Dispute() {
        var trigger = Map.<String, Object>of("accountId", "A-1", "customerId", "C-1", "reason", "called");
        var opened = Engine.open(DEFINITION, "main", "0192f0c1-7a3b-7000-8000-0000000000b1", trigger, By.SYSTEM, now);
        state = opened.state();
        took(opened);
    }

    static Map<String, String> files() {
        try {
            var files =
                    new TreeMap<>(DefinitionReader.bundle(Path.of("..", "workflows", "collections", "arrears.yaml")));
            files.keySet().removeIf(name -> !name.startsWith("systems/"));
            for (var name : List.of("dispute.yaml", "disclosures.yaml")) {
                files.put("kinds/" + name, Files.readString(Path.of("src", "test", "resources", "kinds", name)));
            }
            return files;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static By staff(By.Actor actor, String id, Rights rights) {
        return new By(actor, id, By.Channel.WEB, rights);
    }

    static Dispute opened() {
        return new Dispute();
    }

    /// At the first question, with the facts at hand.
    static Dispute atWelcome() {
        var run = new Dispute();
        run.answerReads();
        return run;
    }

    static Dispute atDetails() {
        var run = atWelcome();
        run.answer("welcome", "topic", "charge");
        run.prove();
        run.give(new Input.Acknowledged("words", "house.recording", "1", "en"));
        return run;
    }

    static Dispute atOptions(String amount) {
        var run = atDetails();
        run.answer("details", "amount", amount, "day", "11/20/2026", "why", "paid");
        return run;
    }

    static Dispute choosing(String choice) {
        var run = atOptions("100.00");
        run.give(new Input.Chosen("options", choice));
        return run;
    }

    void prove() {
        give(new Input.IdentityProved(Identity.Level.RIGHT_PARTY, "facts"));
    }

    Advance answer(String step, String... answers) {
        return give(new Input.Answered(step, map(answers), Map.of()));
    }

    static Map<String, String> map(String... pairs) {
        var map = new HashMap<String, String>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put(pairs[i], pairs[i + 1]);
        }
        return map;
    }

    void answerReads() {
        var effect = last(Effect.ReadFacts.class);
        if (effect != null && state.pending().containsKey(effect.key())) {
            var values = Map.<String, Object>of(
                    "id", "A-1",
                    "customerId", "C-1",
                    "creditor", "Harbor Bank",
                    "balance", new Money(48_000, "USD").toFact());
            give(new Input.FactsRead(effect.key(), values, now), By.SYSTEM);
        }
    }

    Advance give(Input input) {
        return give(input, CUSTOMER);
    }

    Advance give(Input input, By by) {
        var advance = Engine.advance(DEFINITION, state, input, by, now);
        if (advance instanceof Advance.Moved(var transition)) {
            state = transition.state();
            took(transition);
        }
        return advance;
    }

    /// The rule that refuses an input, or `taken`.
    String rule(Input input, By by) {
        return give(input, by) instanceof Advance.Refused(var refusal) ? refusal.rule() : "taken";
    }

    Dispute later(Duration time) {
        now = now.plus(time);
        give(new Input.TimerDue(), By.SYSTEM);
        return this;
    }

    /// Lets the note that ends the case be written.
    Dispute written() {
        var write = last(Effect.WriteRecord.class);
        give(new Input.WriteReported(write.key(), new Input.WriteResult.Written("N-1", now)), By.SYSTEM);
        return this;
    }

    private void took(Transition transition) {
        events.addAll(transition.events());
        effects.addAll(transition.effects());
    }

    <E extends Effect> E last(Class<E> kind) {
        return effects.reversed().stream()
                .filter(kind::isInstance)
                .map(kind::cast)
                .findFirst()
                .orElse(null);
    }

    Event last(String type) {
        return events.reversed().stream()
                .filter(event -> event.type().equals(type))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no event " + type));
    }

    Prompt prompt(By by, boolean personProven) {
        return Engine.prompt(DEFINITION, state, new Viewer(by, personProven), now);
    }
}
