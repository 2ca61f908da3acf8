package io.throughline.platform.selfservice;

import io.throughline.engine.Advance;
import io.throughline.engine.By;
import io.throughline.engine.CaseState;
import io.throughline.engine.CaseState.Awaiting;
import io.throughline.engine.CaseState.Status;
import io.throughline.engine.Event;
import io.throughline.engine.Identity;
import io.throughline.engine.Input;
import io.throughline.engine.Money;
import io.throughline.engine.Prompt;
import io.throughline.engine.Refusal;
import io.throughline.engine.Transition;
import io.throughline.workflow.Definition;
import io.throughline.workflow.Step;
import io.throughline.workflow.Template;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Plays the engine for one small arrears workflow: verify, disclose, options, pay · promise · plan
/// · dispute. It keeps the engine's manners: pure, and refusing what is not for the place where the
/// case stands.
final class Arrears implements Guide {
    static final String WORDS =
            "This is an attempt to collect a debt.\nAny information obtained will be used for that purpose.";
    static final Money BALANCE = new Money(48_000, "USD");

    static Definition definition() {
        var on = Map.of("pay-now", "pay", "promise", "promise", "plan", "plan", "dispute", "with-person");
        var choices = new LinkedHashMap<String, Step.Choice>();
        on.keySet().stream()
                .sorted()
                .forEach(name -> choices.put(name, new Step.Choice(name, new Template(name, List.of()), null, null)));
        var steps = new LinkedHashMap<String, Step>();
        steps.put("options", new Step.Choose(new Step.Common("options", null, on, Set.of(), null), List.of(), choices));
        return new Definition(
                "arrears",
                "Resolve an overdue balance",
                "debt-collection",
                List.of("US"),
                "collections",
                "Bayside Credit",
                "+1 555 0100",
                new Definition.Resolution("t", List.of("paid"), List.of(), "right-party", List.of(), Map.of()),
                new LinkedHashMap<>(),
                List.of(),
                null,
                steps,
                new LinkedHashMap<>(),
                "with-person",
                Map.of(),
                Map.of(),
                "v1");
    }

    static CaseState fresh(String id, Instant now) {
        return state(id, now, Status.OPEN, "verify", Awaiting.CUSTOMER, 1, Identity.UNKNOWN, Map.of(), Map.of(), null);
    }

    static CaseState state(
            String id,
            Instant opened,
            Status status,
            String at,
            Awaiting awaiting,
            int visit,
            Identity identity,
            Map<String, Map<String, Object>> facts,
            Map<String, String> proofs,
            @Nullable String outcome) {
        return new CaseState(
                "main", id, "arrears", "v1", opened, status, at, awaiting, visit, identity, 0, false, facts, Map.of(),
                Map.of(), Map.of(), proofs, null, outcome);
    }

    /// A copy that stands elsewhere.
    static CaseState moved(CaseState s, Status status, String at, Awaiting awaiting, @Nullable String outcome) {
        return state(
                s.id(),
                s.openedAt(),
                status,
                at,
                awaiting,
                s.visit() + 1,
                s.identity(),
                s.facts(),
                s.proofs(),
                outcome);
    }

    static CaseState awaiting(CaseState s, Awaiting awaiting) {
        return state(
                s.id(),
                s.openedAt(),
                s.status(),
                s.at(),
                awaiting,
                s.visit(),
                s.identity(),
                s.facts(),
                s.proofs(),
                s.outcome());
    }

    static CaseState with(CaseState s, String step, String name, Object value) {
        var facts = new TreeMap<>(s.facts());
        var of = new TreeMap<>(facts.getOrDefault(step, Map.of()));
        of.put(name, value);
        facts.put(step, of);
        return state(
                s.id(),
                s.openedAt(),
                s.status(),
                s.at(),
                s.awaiting(),
                s.visit(),
                s.identity(),
                facts,
                s.proofs(),
                s.outcome());
    }

    static CaseState identified(CaseState s, Identity identity) {
        return state(
                s.id(),
                s.openedAt(),
                s.status(),
                s.at(),
                s.awaiting(),
                s.visit(),
                identity,
                s.facts(),
                s.proofs(),
                s.outcome());
    }

    static String effect(CaseState s) {
        return s.id() + "/pay/" + s.visit();
    }

    @Override
    public Advance suppose(Definition definition, CaseState s, Input input, By by, Instant now) {
        return switch (input) {
            case Input.LinkOpened _ -> to(s);
            case Input.IdentityProved(var level, var how) -> {
                var proven = identified(s, new Identity(level, how, now, 0));
                yield s.at().equals("verify")
                        ? to(moved(proven, Status.OPEN, "disclose", Awaiting.CUSTOMER, null))
                        : s.status() == Status.OPEN ? to(proven) : refused(Refusal.Code.FINISHED);
            }
            case Input.IdentityFailed _ -> {
                if (!s.at().equals("verify")) {
                    yield refused(Refusal.Code.NOT_AT_STEP);
                }
                int failures = s.identity().failures() + 1;
                var failed = identified(s, new Identity(Identity.Level.NONE, null, null, failures));
                yield to(
                        failures < 3
                                ? failed
                                : moved(failed, Status.EXCEPTION, "cannot-verify", Awaiting.PERSON, null));
            }
            case Input.WrongParty _ ->
                s.at().equals("verify")
                        ? to(moved(s, Status.FINISHED, "stop-wrong-party", Awaiting.NOTHING, "wrong-party"))
                        : refused(Refusal.Code.NOT_AT_STEP);
            case Input.Acknowledged(var step, var _, var _, var _) ->
                at(s, step) ? to(moved(s, Status.OPEN, "options", Awaiting.CUSTOMER, null)) : stale();
            case Input.DisclosureRefused(var step) -> at(s, step) ? person(s) : stale();
            case Input.PersonWanted _ -> s.status() == Status.OPEN ? person(s) : refused(Refusal.Code.FINISHED);
            case Input.Chosen(var step, var choice) ->
                !at(s, step)
                        ? stale()
                        : switch (choice) {
                            case "pay-now" -> to(moved(s, Status.OPEN, "pay", Awaiting.CUSTOMER, null));
                            case "promise" -> to(moved(s, Status.OPEN, "promise", Awaiting.CUSTOMER, null));
                            case "plan" -> to(moved(s, Status.OPEN, "plan", Awaiting.CUSTOMER, null));
                            case "dispute" -> person(s);
                            default -> refused(Refusal.Code.NOT_OFFERED);
                        };
            case Input.PayRequested(var step) ->
                at(s, step) && s.awaiting() == Awaiting.CUSTOMER ? to(awaiting(s, Awaiting.PAYMENT)) : stale();
            case Input.ArrangementProposed(var step, var date, var instalments) ->
                at(s, step)
                        ? to(with(
                                with(
                                        moved(s, Status.OPEN, "post-" + step, Awaiting.WRITEBACK, null),
                                        step,
                                        "date",
                                        date.toString()),
                                step,
                                "instalments",
                                (long) instalments))
                        : stale();
            case Input.TermsDeclined(var step) ->
                at(s, step) ? to(moved(s, Status.OPEN, "options", Awaiting.CUSTOMER, null)) : stale();
            default -> refused(Refusal.Code.UNKNOWN);
        };
    }

    @Override
    public Prompt prompt(Definition definition, CaseState s, boolean verifiedHere, String language, Instant now) {
        if (s.status() == Status.FINISHED) {
            var facts = verifiedHere
                    ? List.of(new Prompt.Fact("account.balance", "Amount", BALANCE.formatted()))
                    : List.<Prompt.Fact>of();
            return new Prompt.Finished(
                    s.outcome() == null ? "" : s.outcome(), !"wrong-party".equals(s.outcome()), facts);
        }
        if (s.status() == Status.EXCEPTION) {
            return new Prompt.WithPerson("collections", s.openedAt().plus(Duration.ofDays(1)));
        }
        switch (s.awaiting()) {
            case PAYMENT:
                return new Prompt.Waiting(Awaiting.PAYMENT, effect(s));
            case FACTS, WRITEBACK:
                return new Prompt.Waiting(s.awaiting(), null);
            default:
        }
        if (!verifiedHere || !s.identity().meets(Identity.Level.RIGHT_PARTY, now)) {
            return new Prompt.Verify(s.at(), 3 - s.identity().failures());
        }
        var today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        return switch (s.at()) {
            case "disclose" ->
                new Prompt.Disclose("disclose", "us.mini-miranda", "2", "en", "About this conversation", WORDS);
            case "options" ->
                new Prompt.Choose(
                        "options",
                        "How would you like to settle this?",
                        List.of(
                                new Prompt.Fact("account.balance", "Balance", BALANCE.formatted()),
                                new Prompt.Fact("account.creditor", "Creditor", "Meridian Card Services")),
                        List.of(
                                new Prompt.Option("pay-now", "Pay $480.00 now", "By card"),
                                new Prompt.Option("plan", "Pay in instalments", "Up to 6 months, no fee"),
                                new Prompt.Option("promise", "Pay on a date", null),
                                new Prompt.Option("dispute", "This is not right", null)));
            case "pay" ->
                new Prompt.Pay(
                        "pay",
                        BALANCE,
                        "Balance with Meridian Card Services",
                        s.fact("pay.declined").map(Object::toString).orElse(null));
            case "promise" ->
                new Prompt.Arrange(
                        "promise",
                        Prompt.ArrangeKind.PROMISE,
                        BALANCE,
                        today.plusDays(1),
                        today.plusDays(30),
                        List.of());
            case "plan" ->
                new Prompt.Arrange(
                        "plan",
                        Prompt.ArrangeKind.PLAN,
                        BALANCE,
                        today.plusDays(1),
                        today.plusDays(30),
                        List.of(
                                new Prompt.Terms(3, new Money(16_000, "USD"), new Money(16_000, "USD")),
                                new Prompt.Terms(7, new Money(6_857, "USD"), new Money(6_858, "USD"))));
            default -> throw new IllegalStateException(s.at());
        };
    }

    private static boolean at(CaseState s, String step) {
        return s.status() == Status.OPEN && s.at().equals(step);
    }

    private static Advance person(CaseState s) {
        return to(moved(s, Status.EXCEPTION, "with-person", Awaiting.PERSON, null));
    }

    private static Advance to(CaseState s) {
        return new Advance.Moved(
                new Transition(s, List.of(new Event("moved", By.SYSTEM, s.at(), Map.of())), List.of()));
    }

    private static Advance stale() {
        return refused(Refusal.Code.NOT_AT_STEP);
    }

    private static Advance refused(Refusal.Code code) {
        return new Advance.Refused(new Refusal(code, "not now"));
    }
}
