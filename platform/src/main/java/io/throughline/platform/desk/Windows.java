package io.throughline.platform.desk;

import io.throughline.engine.CaseState;
import io.throughline.engine.Identity;
import io.throughline.engine.Prompt;
import io.throughline.engine.Rights;
import io.throughline.platform.access.ApiProblem;
import io.throughline.platform.cases.CaseTimeline;
import io.throughline.platform.cases.Cases;
import io.throughline.platform.cases.Workflows;
import io.throughline.platform.outreach.CaseMessages;
import io.throughline.platform.staff.Colleague;
import io.throughline.platform.staff.Colleagues;
import io.throughline.workflow.Definition;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/// Makes windows. What a person may not see yet is not in them.
@Component
class Windows {
    /// What proves who somebody is, is never shown.
    private static final Set<String> SECRETS =
            Set.of("dateofbirth", "dob", "postalcode", "phone", "mobile", "email", "id", "customerid");

    private final ItemStore items;
    private final EventStore events;
    private final DraftStore drafts;
    private final Cases cases;
    private final Workflows workflows;
    private final Customers customers;
    private final CaseMessages messages;
    private final Timelines timelines;
    private final JoinStore joins;
    private final Orders orders;
    private final Colleagues colleagues;
    private final InstantSource clock;

    Windows(
            ItemStore items,
            EventStore events,
            DraftStore drafts,
            Cases cases,
            Workflows workflows,
            Customers customers,
            CaseMessages messages,
            Timelines timelines,
            JoinStore joins,
            Orders orders,
            Colleagues colleagues,
            InstantSource clock) {
        this.items = items;
        this.events = events;
        this.drafts = drafts;
        this.cases = cases;
        this.workflows = workflows;
        this.customers = customers;
        this.messages = messages;
        this.timelines = timelines;
        this.joins = joins;
        this.orders = orders;
        this.colleagues = colleagues;
        this.clock = clock;
    }

    Item item(String id) {
        return items.find(id)
                .orElseThrow(
                        () -> new ApiProblem(HttpStatus.NOT_FOUND, "item.unknown", "There is no work " + id + "."));
    }

    /// The item, if this person has it at work.
    Item atWork(String id, Colleague me) {
        var item = item(id);
        if (!item.isAtWorkWith(me.id())) {
            throw notYours();
        }
        return item;
    }

    static ApiProblem notYours() {
        return new ApiProblem(HttpStatus.FORBIDDEN, "work.not-yours", "You do not have this at work.");
    }

    /// The case of an item; items without one have nothing to act on.
    CaseState caseOf(Item item) {
        return java.util.Optional.ofNullable(item.caseId())
                .flatMap(cases::find)
                .orElseThrow(
                        () -> new ApiProblem(HttpStatus.NOT_FOUND, "case.unknown", "No case belongs to this work."));
    }

    Definition definitionOf(CaseState state) {
        return workflows.version(state.workflow(), state.version());
    }

    /// Whether the person in this conversation is proven as far as the workflow wants it.
    boolean isProven(Item item, CaseState state) {
        var level =
                Identity.Level.of(definitionOf(state).resolution().identity()).orElse(Identity.Level.RIGHT_PARTY);
        return level == Identity.Level.NONE
                || (item.provenAt() != null && state.identity().meets(level, clock.instant()));
    }

    /// What this person sees of it.
    ///
    /// @throws ApiProblem if it is neither theirs nor theirs to look at
    Window of(String id, Colleague me) {
        var item = item(id);
        var holder = item.agent();
        var mode = item.isAtWorkWith(me.id())
                ? "work"
                : item.state() == Item.State.OFFERED && me.id().equals(holder)
                        ? "preview"
                        : isIn(item, me) ? "join" : Me.supervises(me) || mayDecide(item, me) ? "look" : null;
        if (mode == null) {
            throw notYours();
        }
        // a supervisor sees what the agent sees, and not more
        var eyes = (mode.equals("look") || mode.equals("join")) && holder != null && !item.isApproval()
                ? colleagues.find(holder).orElse(me)
                : me;
        return make(item, mode, eyes, me);
    }

    /// Whether this supervisor has joined the conversation.
    boolean isIn(Item item, Colleague me) {
        return Me.supervises(me)
                && joins.of(item).stream().anyMatch(one -> one.person().equals(me.id()));
    }

    private static boolean mayDecide(Item item, Colleague me) {
        var right = item.asks().right();
        return item.isApproval() && right != null && me.rights().has(right);
    }

    private Window make(Item item, String mode, Colleague eyes, Colleague me) {
        var now = clock.instant();
        var state = item.caseId() == null ? null : cases.find(item.caseId()).orElse(null);
        var consults = items.consultsOf(item.id()).stream()
                .map(one -> new Window.Consulted(
                        one.id(),
                        one.state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                        one.agent(),
                        one.words(),
                        one.note()))
                .toList();
        var finish = finish(item, now);
        if (state == null || mode.equals("preview")) {
            return new Window(
                    Line.of(item),
                    mode,
                    state == null ? null : file(state, definitionOf(state).title()),
                    null,
                    new Window.Wants(item.subject().intent(), item.words(), item.note(), Map.of(), List.of()),
                    null,
                    null,
                    List.of(),
                    drafts.of(item.id()),
                    consults,
                    joins.of(item),
                    actions(item, mode, null, me),
                    finish,
                    events.last());
        }
        boolean proven = isProven(item, state);
        var task = state.task();
        boolean tellsCarried = proven || (item.isApproval() && task != null);
        return new Window(
                Line.of(item),
                mode,
                file(state, definitionOf(state).title()),
                customer(item, state, proven),
                new Window.Wants(
                        item.subject().intent(),
                        item.words(),
                        item.note(),
                        tellsCarried ? GuideMaker.carried(task) : discreet(GuideMaker.carried(task), state),
                        timelines.brief(state, now)),
                proven ? facts(state, now) : null,
                guide(item, state, eyes, proven, now),
                timelines.of(item, state, proven),
                drafts.of(item.id()),
                consults,
                joins.of(item),
                actions(item, mode, state, me),
                finish,
                events.last());
    }

    /// What there is to decide.
    ///
    /// @param mayNot why this person may not decide it; null: they may
    /// @param carried what goes along
    record Decision(GuideStep.@Nullable MayNot mayNot, Map<String, Object> carried) {}

    /// The decisions that work waits for, as this person sees them, by item.
    Map<String, Decision> decisions(List<Item> approvals, Colleague me) {
        var now = clock.instant();
        var ids = approvals.stream()
                .map(Item::caseId)
                .filter(java.util.Objects::nonNull)
                .distinct()
                .toList();
        var states = cases.all(ids).stream().collect(Collectors.toMap(CaseState::id, state -> state));
        var decisions = new HashMap<String, Decision>();
        for (var item : approvals) {
            var state = item.caseId() == null ? null : states.get(item.caseId());
            if (state == null) {
                decisions.put(item.id(), new Decision(null, Map.of()));
                continue;
            }
            var step = guide(item, state, me, isProven(item, state), now).step();
            var mayNot = step instanceof GuideStep.Approve approve ? approve.mayNot() : null;
            var task = state.task();
            decisions.put(item.id(), new Decision(mayNot, task == null ? Map.of() : GuideMaker.carried(task)));
        }
        return decisions;
    }

    private static Window.CaseFile file(CaseState state, String title) {
        return new Window.CaseFile(
                state.id(),
                state.reference(),
                state.workflow(),
                title,
                state.version(),
                state.status().name().toLowerCase(Locale.ROOT),
                state.at(),
                state.awaiting().name().toLowerCase(Locale.ROOT),
                state.openedAt(),
                state.outcome());
    }

    private GuideMaker.Guide guide(Item item, CaseState state, Colleague eyes, boolean proven, Instant now) {
        var guide = new GuideMaker(definitionOf(state), state, eyes.by(), proven, now)
                .guide(item.subject().language());
        if (!proven && !item.isApproval()) {
            return guide.at(guide.step().carrying(discreet(GuideMaker.carried(state.task()), state)));
        }
        return guide;
    }

    /// Of what goes along, only what is about the work and not about the account: what colleagues wrote, such as the
    /// brief of an escalation, and what stands in no source.
    private Map<String, Object> discreet(Map<String, Object> carried, CaseState state) {
        var kept = new java.util.LinkedHashMap<String, Object>();
        var sources = state.facts().keySet();
        carried.forEach((name, value) -> {
            var source = name.indexOf('.') > 0 ? name.substring(0, name.indexOf('.')) : name;
            boolean isText = value instanceof String;
            if (!(value instanceof Map<?, ?>)
                    && (!sources.contains(source) || (isText && isByColleagues(source, state)))) {
                kept.put(name, isText ? CaseTimeline.withoutAmounts((String) value) : value);
            }
        });
        return kept;
    }

    private boolean isByColleagues(String source, CaseState state) {
        var step = definitionOf(state).steps().get(source);
        return step != null && step.isDeskWork();
    }

    private Window.Customer customer(Item item, CaseState state, boolean proven) {
        var who = customers.of(state);
        var identity = state.identity();
        boolean onFile = who.filter(one -> one.dateOfBirth() != null && one.postalCode() != null)
                .isPresent();
        return new Window.Customer(
                proven,
                proven ? identity.level().word() : Identity.Level.NONE.word(),
                proven ? identity.method() : null,
                proven ? identity.until() : null,
                identity.failures(),
                proven ? who.map(one -> one.firstName() + " " + one.lastName()).orElse(null) : null,
                item.subject().language(),
                onFile ? List.of("dateOfBirth", "postalCode") : List.of(),
                messages.places(state).stream()
                        .map(place -> new Window.Place(place.channel().word(), place.ending()))
                        .toList());
    }

    private List<Window.Fact> facts(CaseState state, Instant now) {
        var definition = definitionOf(state);
        var facts = new ArrayList<Window.Fact>();
        state.facts().forEach((source, values) -> {
            var data = definition.data().get(source);
            var readAt = state.factsReadAt().get(source);
            values.forEach((name, value) -> {
                if (!SECRETS.contains(name.toLowerCase(Locale.ROOT)) && !source.equals("trigger")) {
                    facts.add(new Window.Fact(
                            source + "." + name,
                            Prompt.Fact.labelOf(source + "." + name),
                            CaseTimeline.shown(value),
                            data == null ? source : data.system(),
                            data == null ? null : readAt,
                            data == null ? null : data.freshFor().toString(),
                            data != null && readAt != null && now.isAfter(readAt.plus(data.freshFor()))));
                }
            });
        });
        return facts;
    }

    Window.Finish finish(Item item, Instant now) {
        if (item.state() != Item.State.AT_WORK) {
            return new Window.Finish(false, "work.not-yours", "Nobody has this at work.");
        }
        return orders.stillNeeded(item, now)
                .map(reason -> new Window.Finish(false, "work.unfinished", reason))
                .orElseGet(() -> new Window.Finish(true, null, null));
    }

    private static List<String> actions(Item item, String mode, @Nullable CaseState state, Colleague me) {
        return switch (mode) {
            case "work" -> ofHolder(item, state);
            case "join" -> mayTakeOver(me) ? List.of("reply", "leave", "take-over") : List.of("reply", "leave");
            case "look" -> ofLooker(item, state, me);
            default -> List.of();
        };
    }

    private static List<String> ofHolder(Item item, @Nullable CaseState state) {
        var actions = new ArrayList<String>();
        if (state != null && !item.subject().kind().equals(Item.CONSULT)) {
            if (!item.isApproval()) {
                actions.addAll(List.of("identity", "reply", "payment-link"));
            }
            actions.add("acts");
        }
        actions.addAll(List.of("transfer", "consult", "call-back", "finish"));
        return actions;
    }

    private static List<String> ofLooker(Item item, @Nullable CaseState state, Colleague me) {
        if (item.isApproval()) {
            return state == null ? List.of() : List.of("acts");
        }
        if (item.state() != Item.State.AT_WORK || !StepIn.isConversation(item) || !Me.supervises(me)) {
            return List.of();
        }
        return mayTakeOver(me) ? List.of("join", "take-over") : List.of("join");
    }

    private static boolean mayTakeOver(Colleague me) {
        return me.rights().has(Rights.REASSIGN);
    }

    /// What came of the case, for whoever ends their work on it.
    Window.WrapUp wrapUp(Item item) {
        var finish = finish(item, clock.instant());
        if (item.caseId() == null) {
            return new Window.WrapUp(null, "Answered", List.of(), List.of(), null, finish.may(), finish.reason());
        }
        var state = caseOf(item);
        var proof = state.proofs().entrySet().stream()
                .map(entry -> new Window.Proof(entry.getKey(), entry.getValue()))
                .toList();
        boolean finished = state.status() == CaseState.Status.FINISHED;
        var outcome = state.outcome();
        var disposition = finished
                ? Prompt.Fact.labelOf(String.valueOf(outcome).replace('-', ' ')) + ", proven by the system of record"
                : state.status() == CaseState.Status.EXCEPTION
                        ? "Still with a person"
                        : "Goes on: waits for " + state.awaiting().name().toLowerCase(Locale.ROOT);
        return new Window.WrapUp(
                outcome,
                disposition,
                proof,
                List.copyOf(state.passed().keySet()),
                finished ? null : state.awaiting().name().toLowerCase(Locale.ROOT),
                finish.may(),
                finish.reason());
    }
}
