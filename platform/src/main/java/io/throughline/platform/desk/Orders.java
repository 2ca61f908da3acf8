package io.throughline.platform.desk;

import io.throughline.engine.CaseState;
import io.throughline.platform.cases.Cases;
import io.throughline.platform.cases.Workflows;
import io.throughline.platform.outreach.Languages;
import io.throughline.platform.staff.Colleague;
import io.throughline.platform.work.NewWork;
import io.throughline.routing.FloorEvent;
import io.throughline.routing.FloorInput;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/// Carries out what is asked of the floor. Each order changes the floor and what is kept of it, or nothing.
@Component
class Orders {
    private final Cases cases;
    private final Workflows workflows;
    private final Languages languages;

    Orders(Cases cases, Workflows workflows, Languages languages) {
        this.cases = cases;
        this.workflows = workflows;
        this.languages = languages;
    }

    Answer carryOut(Order order, Term term) {
        return switch (order) {
            case Order.Case(var id) -> follow(id, term);
            case Order.Add(var work) -> add(work, term);
            case Order.Drop(var key, var reason) -> drop(key, reason, term);
            case Order.Present(var agent, var presence, var reason) ->
                answer(term.take(new FloorInput.Present(agent, presence, reason)));
            case Order.WrappedUp(var agent) -> answer(term.take(new FloorInput.WrappedUp(agent)));
            case Order.Accept(var agent, var offer) -> accept(agent, offer, term);
            case Order.Reject(var agent, var offer, var reason) -> reject(agent, offer, reason, term);
            case Order.Finish finish -> finish(finish, term);
            case Order.Transfer transfer -> transfer(transfer, term);
            case Order.CallBack callBack -> callBack(callBack, term);
            case Order.Consult consult -> consult(consult, term);
            case Order.Prioritise(var item, var priority, var by, var reason) ->
                answer(term.take(new FloorInput.Prioritise(item, priority, by, reason)));
            case Order.Move(var item, var queue, var by, var reason) ->
                answer(term.take(new FloorInput.Move(item, queue, by, by + ": " + reason)));
            case Order.Assign(var item, var agent, var by, var reason) -> assign(item, agent, by, reason, term);
            case Order.TakeOver(var item, var by, var reason) ->
                answer(term.take(new FloorInput.TakeOver(item, by, reason)));
            case Order.Why(var item) -> why(item, term);
            case Order.Tell(var item, var agent, var type, var body) -> {
                term.tell(new Told(type, item, agent, body));
                yield Answer.DONE;
            }
            case Order.Know _ -> {
                term.meetPeople();
                yield Answer.DONE;
            }
        };
    }

    private static Answer answer(Optional<FloorEvent.Refused> refused) {
        return refused.map(no -> Answer.refused(
                        no.code().endsWith(".unknown")
                                ? HttpStatus.NOT_FOUND
                                : no.code().equals("work.not-yours") ? HttpStatus.FORBIDDEN : HttpStatus.CONFLICT,
                        no.code(),
                        no.reason().substring(0, 1).toUpperCase(Locale.ROOT)
                                + no.reason().substring(1) + "."))
                .orElse(Answer.DONE);
    }

    // ---- what cases need

    /// Brings the items of a case to what it needs of a person now.
    private Answer follow(String caseId, Term term) {
        var found = cases.find(caseId);
        if (found.isEmpty()) {
            return Answer.DONE;
        }
        var needed = needed(found.get(), term.people().values(), term.now());
        var items = term.stores().items();
        boolean isThere = false;
        for (var item : items.ofCase(caseId)) {
            if (!item.state().isLive() || !isOfCase(item)) {
                isThere |= needed.isPresent() && needed.get().key().equals(item.key());
            } else if (needed.isPresent() && needed.get().key().equals(item.key())) {
                keepUp(item, needed.get(), term);
                isThere = true;
            } else if (item.state() == Item.State.AT_WORK && !item.isApproval()) {
                if (needed.isPresent() && !needed.get().isApproval() && mayGoOn(item, needed.get())) {
                    items.adopt(item.id(), needed.get());
                    isThere = true;
                }
            } else {
                end(item, term);
            }
        }
        if (needed.isPresent() && !isThere) {
            arrive(needed.get(), items.ofCase(caseId).size() + 1, term);
        }
        return Answer.DONE;
    }

    Optional<Item> needed(CaseState state, Collection<Colleague> people, Instant now) {
        var definition = workflows.version(state.workflow(), state.version());
        return CaseWork.of(state, definition, languages.of(Customers.idOf(state).orElse(null)), people, now);
    }

    /// What a case's work asks of people, if the case still needs it.
    Optional<Item.Asks> asksOf(String caseId, String key, Collection<Colleague> people, Instant now) {
        return cases.find(caseId)
                .flatMap(state -> needed(state, people, now))
                .filter(needed -> needed.key().equals(key))
                .map(Item::asks);
    }

    private static boolean isOfCase(Item item) {
        return switch (item.subject().source()) {
            case "exception", "person-wanted", "answer", "approval" -> true;
            default -> false;
        };
    }

    /// Whether who has it at work may do the next thing as well, so far as it asks for nothing that the last did not.
    private static boolean mayGoOn(Item item, Item next) {
        var asks = next.asks();
        return (asks.right() == null || asks.right().equals(item.asks().right()))
                && item.asks().clearances().containsAll(asks.clearances());
    }

    private static void keepUp(Item item, Item needed, Term term) {
        if (!item.taskQueue().equals(needed.taskQueue())) {
            ensureQueue(needed.taskQueue(), term);
            term.stores().items().taskMoved(item.id(), needed.taskQueue(), needed.due());
            if (item.state() != Item.State.AT_WORK && !item.queue().equals(needed.taskQueue())) {
                term.take(new FloorInput.Move(item.id(), needed.taskQueue(), "throughline", "the case says so"));
            }
        }
    }

    /// An approval that was decided is done by whoever had it; anything else that is no longer needed is withdrawn.
    private static void end(Item item, Term term) {
        var agent = item.agent();
        if (item.state() == Item.State.AT_WORK && agent != null) {
            term.take(new FloorInput.Complete(agent, item.id()));
        } else {
            term.take(new FloorInput.Withdraw(item.id(), "the case has moved on"));
        }
    }

    /// A queue that nobody described needs a floor that knows it; the next term has it, for the item is kept.
    private static void ensureQueue(String queue, Term term) {
        if (!term.knowsQueue(queue)) {
            throw new FloorKeeper.NewQueue(queue);
        }
    }

    private static Item arrive(Item needed, int count, Term term) {
        ensureQueue(needed.queue(), term);
        var item = named(needed, "W-" + needed.reference().replaceFirst("^TL-", "") + "-" + count);
        term.stores().items().add(item);
        term.take(new FloorInput.Arrive(item.work()));
        return item;
    }

    private static Item named(Item item, String id) {
        return new Item(
                id,
                item.key(),
                item.caseId(),
                item.reference(),
                item.subject(),
                item.asks(),
                item.preferred(),
                item.preferredUntil(),
                item.priority(),
                item.taskQueue(),
                item.queue(),
                item.since(),
                item.queuedAt(),
                item.due(),
                item.state(),
                item.agent(),
                item.offer(),
                item.until(),
                item.why(),
                item.provenAt(),
                item.requestedBy(),
                item.words(),
                item.note(),
                item.parent(),
                item.caseSeq(),
                item.createdAt());
    }

    // ---- what others bring

    private Answer add(NewWork work, Term term) {
        var items = term.stores().items();
        if (items.findByKey(work.key()).isPresent()) {
            return Answer.DONE;
        }
        var state = Optional.ofNullable(work.caseId()).flatMap(cases::find);
        var language = work.language() == null ? "en" : work.language();
        var item = new Item(
                "",
                work.key(),
                state.map(CaseState::id).orElse(null),
                state.map(CaseState::reference).orElse(""),
                new Item.Subject(
                        Item.MESSAGE,
                        "message",
                        work.intent(),
                        work.title(),
                        state.map(CaseState::workflow).orElse(""),
                        work.purpose(),
                        state.map(CaseState::at).orElse(""),
                        language),
                new Item.Asks(work.language(), work.clearances(), null, 0, null, java.util.Set.of()),
                null,
                null,
                work.priority(),
                work.queue(),
                work.queue(),
                term.now(),
                term.now(),
                work.due(),
                Item.State.WAITING,
                null,
                null,
                null,
                "",
                null,
                null,
                work.words(),
                null,
                null,
                0,
                term.now());
        arrive(item, "M-" + Integer.toUnsignedString(work.key().hashCode(), 36).toUpperCase(Locale.ROOT), term);
        return Answer.DONE;
    }

    private static void arrive(Item needed, String name, Term term) {
        ensureQueue(needed.queue(), term);
        int count = 1;
        while (term.stores().items().find("W-" + name + "-" + count).isPresent()) {
            count++;
        }
        var item = named(needed, "W-" + name + "-" + count);
        term.stores().items().add(item);
        term.take(new FloorInput.Arrive(item.work()));
    }

    private static Answer drop(String key, String reason, Term term) {
        term.stores()
                .items()
                .findByKey(key)
                .filter(item -> item.state().isLive() && item.state() != Item.State.AT_WORK)
                .ifPresent(item -> term.take(new FloorInput.Withdraw(item.id(), reason)));
        return Answer.DONE;
    }

    // ---- what people do

    private static Answer accept(String agent, String id, Term term) {
        var offer = term.stores().floor().offer(id).filter(one -> one.agent().equals(agent));
        if (offer.isEmpty()) {
            return Answer.refused(HttpStatus.NOT_FOUND, "offer.unknown", "There is no offer " + id + " to you.");
        }
        return switch (offer.get().state()) {
            case "ACCEPTED" -> Answer.told(Map.of("item", offer.get().item()));
            case "OPEN" -> {
                var refused = term.take(new FloorInput.Accept(agent, offer.get().item()));
                yield refused.isPresent()
                        ? answer(refused)
                        : Answer.told(Map.of("item", offer.get().item()));
            }
            default ->
                Answer.refused(
                        HttpStatus.CONFLICT, "offer.gone", "This is no longer offered to you; the next one comes.");
        };
    }

    private static Answer reject(String agent, String id, String reason, Term term) {
        var offer = term.stores().floor().offer(id).filter(one -> one.agent().equals(agent));
        if (offer.isEmpty()) {
            return Answer.refused(HttpStatus.NOT_FOUND, "offer.unknown", "There is no offer " + id + " to you.");
        }
        return switch (offer.get().state()) {
            case "REJECTED" -> Answer.DONE;
            case "OPEN" ->
                answer(term.take(new FloorInput.Reject(agent, offer.get().item(), reason)));
            default -> Answer.refused(HttpStatus.CONFLICT, "offer.gone", "This is no longer offered to you.");
        };
    }

    private Answer finish(Order.Finish finish, Term term) {
        var item = term.stores().items().find(finish.item());
        var stillNeeded = item.flatMap(one -> stillNeeded(one, term.now()));
        if (item.isPresent() && item.get().isAtWorkWith(finish.agent()) && stillNeeded.isPresent()) {
            return Answer.refused(HttpStatus.CONFLICT, "work.unfinished", stillNeeded.get());
        }
        var refused = term.take(new FloorInput.Complete(finish.agent(), finish.item()));
        if (refused.isEmpty() && !finish.note().isBlank()) {
            term.stores().items().note(finish.item(), finish.note());
        }
        return answer(refused);
    }

    /// Why a piece of work cannot be finished: the case would be left standing with nobody.
    Optional<String> stillNeeded(Item item, Instant now) {
        if (item.caseId() == null || !isOfCase(item)) {
            return Optional.empty();
        }
        return cases.find(item.caseId())
                .flatMap(state -> needed(state, List.of(), now)) // who may decide is not asked here
                .filter(needed -> needed.key().equals(item.key()))
                .map(
                        _ -> item.isApproval()
                                ? "This is not decided yet."
                                : "The case still waits for a person: put it back on a step, transfer it, or arrange a call-back.");
    }

    private static Answer transfer(Order.Transfer transfer, Term term) {
        if (!term.knowsQueue(transfer.queue())) {
            return unknownQueue(transfer.queue(), term);
        }
        if (transfer.person() != null && !term.people().containsKey(transfer.person())) {
            return Answer.refused(
                    HttpStatus.NOT_FOUND, "agent.unknown", "Nobody is known as " + transfer.person() + ".");
        }
        var refused = term.take(new FloorInput.Transfer(
                transfer.agent(), transfer.item(), transfer.queue(), transfer.person(), transfer.note()));
        if (refused.isEmpty()) {
            term.stores().items().note(transfer.item(), transfer.note());
        }
        return answer(refused);
    }

    private static Answer unknownQueue(String queue, Term term) {
        return Answer.refused(
                HttpStatus.NOT_FOUND,
                "queue.unknown",
                "There is no queue \"" + queue + "\"" + io.throughline.workflow.Nearest.hint(queue, term.queues.names())
                        + ".");
    }

    private static Answer callBack(Order.CallBack order, Term term) {
        var item = term.stores().items().find(order.item());
        if (item.isEmpty() || !item.get().isAtWorkWith(order.agent())) {
            return Answer.refused(HttpStatus.FORBIDDEN, "work.not-yours", "You do not have this at work.");
        }
        var person = order.mine() ? order.agent() : null;
        var refused = term.take(new FloorInput.CallBack(order.item(), order.at(), person));
        if (refused.isEmpty()) {
            var until = order.at().plus(Term.RULES.declineFor());
            term.stores().floor().prefer(order.item(), person, person == null ? null : until);
            if (!order.note().isBlank()) {
                term.stores().items().note(order.item(), order.note());
            }
        }
        return answer(refused);
    }

    private static Answer consult(Order.Consult consult, Term term) {
        var about = term.stores().items().find(consult.item());
        if (about.isEmpty() || !about.get().isAtWorkWith(consult.agent())) {
            return Answer.refused(HttpStatus.FORBIDDEN, "work.not-yours", "You do not have this at work.");
        }
        var item = about.get();
        var queue = consult.queue() == null ? item.queue() : consult.queue();
        if (!term.knowsQueue(queue)) {
            return unknownQueue(queue, term);
        }
        if (consult.person() != null && !term.people().containsKey(consult.person())) {
            return Answer.refused(
                    HttpStatus.NOT_FOUND, "agent.unknown", "Nobody is known as " + consult.person() + ".");
        }
        var subject = item.subject();
        var clearances = new java.util.HashSet<>(item.asks().clearances());
        if (consult.person() != null) {
            clearances.add(CaseWork.person(consult.person()));
        }
        int count = term.stores().items().countConsults(item.id()) + 1;
        var asked = new Item(
                item.id() + "-C" + count,
                item.id() + "/consult/" + count,
                item.caseId(),
                item.reference(),
                new Item.Subject(
                        Item.CONSULT,
                        "consult",
                        subject.intent(),
                        subject.title(),
                        subject.workflow(),
                        subject.purpose(),
                        subject.step(),
                        subject.language()),
                new Item.Asks(null, clearances, null, 0, null, java.util.Set.of(consult.agent())),
                null,
                null,
                Math.min(10, item.priority() + 1),
                queue,
                queue,
                term.now(),
                term.now(),
                null,
                Item.State.WAITING,
                null,
                null,
                null,
                "",
                null,
                consult.agent(),
                consult.question(),
                null,
                item.id(),
                0,
                term.now());
        term.stores().items().add(asked);
        term.take(new FloorInput.Arrive(asked.work()));
        return Answer.told(Map.of("item", asked.id()));
    }

    private static Answer assign(String item, String agent, String by, String reason, Term term) {
        if (!term.people().containsKey(agent)) {
            return Answer.refused(HttpStatus.NOT_FOUND, "agent.unknown", "Nobody is known as " + agent + ".");
        }
        return answer(term.take(new FloorInput.Assign(item, agent, by, reason)));
    }

    private static Answer why(String item, Term term) {
        return term.explain(item)
                .map(explanation -> {
                    var told = new LinkedHashMap<String, Object>();
                    told.put("stand", explanation.stand());
                    told.put("sentence", explanation.sentence());
                    told.put("agent", explanation.agent() == null ? "" : explanation.agent());
                    told.put(
                            "next",
                            explanation.next() == null ? "" : explanation.next().toString());
                    told.put("queueOpen", explanation.isQueueOpen());
                    var hindered = new TreeMap<String, Integer>();
                    explanation
                            .hindered()
                            .forEach((why, count) -> hindered.put(
                                    why.name().toLowerCase(Locale.ROOT).replace('_', '-'), count));
                    told.put("hindered", hindered);
                    return Answer.told(told);
                })
                .orElseGet(() -> Answer.refused(
                        HttpStatus.NOT_FOUND, "item.unknown", "Nothing of that name waits or is at work."));
    }
}
