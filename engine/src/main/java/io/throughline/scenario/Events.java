package io.throughline.scenario;

import io.throughline.engine.Effect;
import io.throughline.engine.Input;
import io.throughline.engine.Input.ContactResult;
import io.throughline.engine.Input.PaymentResult;
import io.throughline.engine.Input.WriteResult;
import io.throughline.workflow.Nearest;
import io.throughline.workflow.Rule;
import io.throughline.workflow.Step;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/// What happens without anybody doing it: the trigger, time, cards, children, and how systems and gateways answer.
final class Events {
    static final List<Form<Happening>> ALL = List.of(
            Form.of("trigger", said -> act(said, World::trigger)),
            Form.of("TIME pass", said -> passes(said)),
            Form.of("NUMBER UNIT pass", said -> passes(said)),
            Form.of("NUMBER UNIT passes", said -> passes(said)),
            Form.of("card is declined", said -> pay(said, PaymentResult.Declined::new, "card_declined")),
            Form.of("payment is abandoned", said -> pay(said, PaymentResult.Abandoned::new, "left the card page")),
            Form.of("payment does not match", said -> pay(said, PaymentResult.Mismatch::new, "another amount")),
            Form.of("child finishes OUTCOME", Events::child),
            Form.of("child cannot be opened", Events::noChild),
            Form.of("message is RESULT", said -> message(said, _ -> true)),
            Form.of("message MESSAGE is RESULT", said -> message(said, named(said.message()))),
            Form.of("SOURCE changes", Events::changes),
            Form.of("SOURCE goes missing", Events::unread),
            Form.of("SOURCE goes stale", Events::unread),
            Form.of("SYSTEM confirms ENTRY", said -> write(said, WriteResult.Written.class)),
            Form.of("SYSTEM rejects ENTRY", said -> write(said, WriteResult.Rejected.class)),
            Form.of("SYSTEM fails ENTRY", said -> write(said, WriteResult.Failed.class)));

    private static final Map<String, Function<String, ContactResult>> MESSAGES = Map.of(
            "undeliverable", reason -> new ContactResult.Undeliverable(or(reason, "no such address")),
            "suppressed", reason -> new ContactResult.Denied(or(reason, "NO_CONSENT"), "suppressed"),
            "lost", reason -> new ContactResult.Unknown(or(reason, "no answer of the gateway")));

    private Events() {}

    private static String or(String written, String otherwise) {
        return written.isBlank() ? otherwise : written;
    }

    private static Happening act(Said said, Happening.Act act) {
        said.nothing();
        return act;
    }

    private static Happening passes(Said said) {
        var written = said.find("TIME").orElse(said.word("NUMBER") + " " + said.word("UNIT"));
        var time = Values.time(written);
        if (time.isEmpty()) {
            said.problem(Rule.DURATION, "\"" + written + "\" is not a time such as 2 days, 6 hours or 30d");
        }
        return act(said, world -> world.pass(time.orElseThrow()));
    }

    private static Happening pay(Said said, Function<String, PaymentResult> result, String reason) {
        var why = or(said.text(), reason);
        return (Happening.Act) world -> new Actor(world, world.customer()).ends(_ -> result.apply(why));
    }

    private static Happening child(Said said) {
        var outcome = said.word("OUTCOME");
        var brought = said.values();
        return (Happening.Act) world -> {
            world.settle();
            var child = world.open(Effect.OpenCase.class)
                    .orElseThrow(() -> new Unmet("another workflow to run as a child", world.standing()));
            world.answer(
                    child,
                    new Input.ChildEnded(
                            child.key(), child.workflow() + "-child", outcome, facts(world, child, brought)));
        };
    }

    private static Map<String, Object> facts(World world, Effect.OpenCase child, Map<String, String> brought) {
        var step = (Step.Run) world.definition().step(child.step());
        var facts = new LinkedHashMap<String, Object>();
        brought.forEach((name, written) -> {
            var wanted = step.bring().get(name);
            if (wanted == null) {
                throw new Unmet(
                        "the child to bring " + String.join(", ", step.bring().keySet()), "it brings " + name);
            }
            facts.put(
                    name,
                    Values.read(wanted.type(), written, world.now())
                            .orElseThrow(() -> new Unmet(name + " to be " + Values.form(wanted.type()), written)));
        });
        return facts;
    }

    private static Happening noChild(Said said) {
        var reason = or(said.text(), "its definition is not there");
        return outside(
                "another workflow to be opened",
                Effect.OpenCase.class::isInstance,
                effect -> new Input.ChildFailed(effect.key(), reason));
    }

    private static Happening outside(String what, Predicate<Effect> fits, Function<Effect, Input> answer) {
        return new Happening.Outside(new Reply(what, fits, (effect, _) -> answer.apply(effect)));
    }

    private static Predicate<Effect.Contact> named(String message) {
        return contact -> contact.message().equals(message);
    }

    private static Happening message(Said said, Predicate<Effect.Contact> which) {
        var word = said.word("RESULT");
        boolean arrives = word.equals("delivered");
        var result = MESSAGES.get(word);
        if (result == null && !arrives) {
            said.problem(
                    Rule.UNKNOWN_NAME,
                    "a message is not \"" + word + "\""
                            + Nearest.hint(word, List.of("delivered", "undeliverable", "suppressed", "lost")));
            return (Happening.Act) _ -> {};
        }
        var reason = said.text();
        return new Happening.Outside(new Reply(
                "a message " + said.find("MESSAGE").map(name -> name + " ").orElse("") + "to go out",
                effect -> effect instanceof Effect.Contact contact && which.test(contact),
                (effect, world) -> new Input.ContactReported(
                        effect.key(),
                        result == null
                                ? new ContactResult.Sent("message-as-said", world.channelOf((Effect.Contact) effect))
                                : result.apply(reason))));
    }

    private static Happening changes(Said said) {
        var source = said.source();
        var values = said.table()
                .map(table -> GivenReader.change(
                        table,
                        source,
                        GivenReader.fields(said.definition(), source),
                        said.given().start()))
                .orElse(Map.of());
        return (Happening.Act) world -> world.changes(source, values);
    }

    private static Happening unread(Said said) {
        var source = said.source();
        var reason = or(said.text(), "no such record");
        return outside(
                "the record " + source + " to be read",
                effect ->
                        effect instanceof Effect.ReadFacts read && read.source().equals(source),
                effect -> new Input.FactsMissing(effect.key(), reason));
    }

    private static Happening write(Said said, Class<? extends WriteResult> kind) {
        var target = said.word("SYSTEM") + "." + said.word("ENTRY");
        new Said(
                        said.definition(),
                        said.given(),
                        said.file(),
                        said.at(),
                        said.problems(),
                        Map.of("OPERATION", target),
                        said.value())
                .target();
        var reason = said.text();
        return new Happening.Outside(new Reply(
                target + " to be written",
                effect -> effect instanceof Effect.WriteRecord write
                        && target.equals(write.system() + "." + write.operation()),
                (effect, world) -> new Input.WriteReported(
                        effect.key(),
                        kind == WriteResult.Written.class
                                ? new WriteResult.Written(or(reason, world.receipt(said.word("SYSTEM"))), world.now())
                                : kind == WriteResult.Rejected.class
                                        ? new WriteResult.Rejected("rejected", or(reason, "the entry is not allowed"))
                                        : new WriteResult.Failed(or(reason, "no answer in time")))));
    }
}
