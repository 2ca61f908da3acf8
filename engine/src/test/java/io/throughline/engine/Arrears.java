package io.throughline.engine;

import io.throughline.workflow.Definition;
import io.throughline.workflow.DefinitionReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Drives a case of the arrears workflow by hand, answering the effects a test does not care about.
final class Arrears {
    static final Definition DEFINITION = read();
    static final By CUSTOMER = By.customer(By.Channel.WEB);
    Instant now = Instant.parse("2026-11-23T15:00:00Z");
    CaseState state;
    final List<Event> events = new ArrayList<>();
    final List<Effect> effects = new ArrayList<>();

    private Arrears() {
        var trigger = Map.<String, Object>of("accountId", "A-1", "customerId", "C-1");
        var opened = Engine.open(DEFINITION, "main", "0192f0c1-7a3b-7000-8000-0000000000a1", trigger, By.SYSTEM, now);
        state = opened.state();
        took(opened);
    }

    static Arrears opened() {
        return new Arrears();
    }

    /// Opened, with the facts at hand.
    static Arrears ready(long balanceMinor, long daysPastDue, long brokenPromises) {
        var run = new Arrears();
        run.answerReads(balanceMinor, daysPastDue, brokenPromises);
        return run;
    }

    static Arrears verified() {
        var run = ready(48_000, 45, 0);
        run.give(new Input.IdentityProved(Identity.Level.RIGHT_PARTY, "facts"));
        return run;
    }

    static Arrears atOptions() {
        var run = verified();
        run.give(new Input.Acknowledged("disclose", "us.mini-miranda", "2026-11-01", "en"));
        return run;
    }

    void answerReads(long balanceMinor, long daysPastDue, long brokenPromises) {
        for (var effect = last(Effect.ReadFacts.class);
                effect != null && state.pending().containsKey(effect.key());
                effect = last(Effect.ReadFacts.class)) {
            Map<String, Object> values = new HashMap<>();
            values.put("id", effect.recordKey());
            if (effect.source().equals("account")) {
                values.put("customerId", "C-1");
                values.put("creditor", "Harbor Bank");
                values.put("balance", new Money(balanceMinor, "USD").toFact());
                values.put("dueDate", "2026-10-09");
                values.put("daysPastDue", daysPastDue);
                values.put("brokenPromises", brokenPromises);
            } else {
                values.put("firstName", "Rosa");
                values.put("language", "en");
            }
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

    Arrears later(Duration time) {
        now = now.plus(time);
        give(new Input.TimerDue(), By.SYSTEM);
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

    List<String> eventTypes() {
        return events.stream().map(Event::type).toList();
    }

    Prompt prompt() {
        return Engine.prompt(DEFINITION, state, true, now);
    }

    private static Definition read() {
        try {
            return DefinitionReader.read(Path.of("..", "workflows", "collections", "arrears.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
