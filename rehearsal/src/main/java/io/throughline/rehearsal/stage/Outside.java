package io.throughline.rehearsal.stage;

import io.throughline.engine.By;
import io.throughline.engine.By.Channel;
import io.throughline.engine.Effect;
import io.throughline.engine.Input;
import io.throughline.engine.Input.ContactResult;
import io.throughline.engine.Input.PaymentResult;
import io.throughline.engine.Input.WriteResult;
import io.throughline.engine.Money;
import io.throughline.policy.ContactAction.Purpose;
import io.throughline.policy.ContactFacts.Earlier;
import io.throughline.policy.ContactLaw;
import io.throughline.policy.Verdict;
import io.throughline.rehearsal.people.Dice;
import io.throughline.workflow.FactType;
import io.throughline.workflow.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Everything that is asked of the world outside: records, messages, card pages, other workflows.
/// Permission to contact is the real policy's.
final class Outside {
    private static final long MISSING = Dice.about("record cannot be read");
    private static final long WRITES = Dice.about("entry");
    private static final long PAYS = Dice.about("card page ends");
    private static final long TYPES = Dice.about("card page takes");
    private static final long REACHED = Dice.about("has an address");
    private static final long AGREED = Dice.about("agreed to be written to");
    private static final List<String> ENDS = List.of("paid", "declined", "abandoned");
    private final Stage stage;
    private final Records records;

    Outside(Stage stage) {
        this.stage = stage;
        this.records = new Records(stage.definition, stage.behaviour);
    }

    Map<String, Object> trigger(Person person) {
        return records.trigger(person);
    }

    void answer(Person person, Effect effect) {
        switch (effect) {
            case Effect.ReadFacts read -> give(person, facts(person, read));
            case Effect.WriteRecord write -> give(person, new Input.WriteReported(write.key(), written(person, write)));
            case Effect.Contact contact -> contact(person, contact);
            case Effect.OpenCheckout checkout -> checkout(person, checkout);
            case Effect.OpenCase child -> run(person, child);
        }
    }

    private void give(Person person, Input input) {
        stage.cases.give(person, input, By.SYSTEM);
    }

    // ---- systems of record

    private Input facts(Person person, Effect.ReadFacts read) {
        if (person.dice.happens(stage.behaviour.factsMissing(), MISSING ^ Dice.about(read.source()), 0)) {
            return new Input.FactsMissing(read.key(), "there is no such record");
        }
        return new Input.FactsRead(read.key(), records.record(person, read.source(), read.recordKey()), stage.now());
    }

    private WriteResult written(Person person, Effect.WriteRecord write) {
        stage.counts.writes++;
        double roll = person.dice.roll(WRITES ^ stage.answers.about(write.step()), 0);
        if (roll < stage.behaviour.writeRejected()) {
            return new WriteResult.Rejected("refused", "the system does not take it");
        }
        if (roll < stage.behaviour.writeRejected() + stage.behaviour.writeFailed()) {
            return new WriteResult.Failed("the system did not answer in time");
        }
        stage.counts.written++;
        return new WriteResult.Written(write.system() + "-" + person.number, stage.now());
    }

    // ---- messages

    private void contact(Person person, Effect.Contact contact) {
        if (person.isOver) {
            return;
        }
        var channel = channel(contact);
        var facts = Contacting.facts(
                stage.definition,
                person,
                contact,
                channel,
                new Contacting.Open(
                        has(person, stage.behaviour.reachable(), channel, REACHED),
                        has(person, stage.behaviour.consents(), channel, AGREED)),
                stage.now());
        var result = switch (stage.law.ask(facts, stage.now()).verdict()) {
            case Verdict.Allow() -> sent(person, contact, channel);
            case Verdict.NotBefore(var instant, var rule, var reason) -> {
                Counts.add(stage.counts.held, rule);
                stage.agenda.at(instant.toEpochMilli(), () -> contact(person, contact));
                yield new ContactResult.Held(instant, rule, reason);
            }
            case Verdict.Require(var _, var rule, var reason) -> denied(rule, reason);
            case Verdict.Deny(var rule, var reason) -> denied(rule, reason);
        };
        give(person, new Input.ContactReported(contact.key(), result));
    }

    private static boolean has(Person person, Map<Channel, Double> shares, Channel channel, long about) {
        return person.dice.happens(
                shares.getOrDefault(channel, 1.0), about ^ channel.word().hashCode(), 0);
    }

    private ContactResult denied(String rule, String reason) {
        Counts.add(stage.counts.denied, rule);
        return new ContactResult.Denied(rule, reason);
    }

    private ContactResult sent(Person person, Effect.Contact contact, Channel channel) {
        Counts.add(stage.counts.sent, channel.word());
        var purpose = ContactLaw.purposeInHistory(contact.isOutreach() ? Purpose.OUTREACH : Purpose.RECEIPT);
        person.attempts.add(Earlier.sent(channel, stage.now(), Contacting.debt(person), purpose));
        stage.customers.reached(person, channel, contact.key());
        return new ContactResult.Sent("message-" + person.messages, channel);
    }

    private Channel channel(Effect.Contact contact) {
        var message = stage.definition.messages().get(contact.message());
        var word = message != null
                ? message.channel()
                : stage.definition.outreach().get(Math.max(0, contact.touch())).channel();
        return Channel.of(word).orElse(Channel.SMS);
    }

    // ---- money

    private void checkout(Person person, Effect.OpenCheckout checkout) {
        give(person, new Input.PaymentReported(checkout.key(), new PaymentResult.Opened("card-page")));
        var manner = stage.answers.manner(stage.definition.step(checkout.step()));
        long about = stage.answers.about(checkout.step());
        long takes = person.dice.takes(manner.takes(), about ^ TYPES, checkout.attempt());
        var ends = manner.shares().pick(ENDS, person.dice.roll(about ^ PAYS, checkout.attempt()));
        var result = switch (ends) {
            case "paid" -> new PaymentResult.Paid("charge-" + person.number, checkout.amount(), "visa", "4242");
            case "declined" -> new PaymentResult.Declined("the card was declined");
            default -> new PaymentResult.Abandoned("the card page was left");
        };
        stage.agenda.in(takes, () -> give(person, new Input.PaymentReported(checkout.key(), result)));
    }

    // ---- other workflows

    /// A child is not rehearsed; it takes its time and ends as the behaviour says.
    private void run(Person person, Effect.OpenCase child) {
        give(person, new Input.ChildOpened(child.key(), "child-" + person.number));
        var step = (Step.Run) stage.definition.step(child.step());
        var manner = stage.answers.manner(step);
        long about = stage.answers.about(step.name());
        var result = manner.shares().pick(step.results(), person.dice.roll(about, 0));
        var brought = new HashMap<String, Object>();
        step.bring().forEach((name, fact) -> brought.put(name, some(fact.type(), name)));
        long takes = person.dice.takes(manner.takes(), about, 0);
        stage.agenda.in(
                takes,
                () -> give(person, new Input.ChildEnded(child.key(), "child-" + person.number, result, brought)));
    }

    private Object some(FactType type, String name) {
        return switch (type) {
            case MONEY -> new Money(100_00, "USD").toFact();
            case DATE -> stage.now().toString().substring(0, 10);
            case WHOLE -> 1L;
            case YES_NO -> true;
            case TEXT -> name;
            case LIST -> List.of();
            case DOCUMENT -> Map.of();
        };
    }
}
