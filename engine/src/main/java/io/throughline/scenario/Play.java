package io.throughline.scenario;

import io.throughline.policy.ContactLaw;
import io.throughline.scenario.Report.Result;
import io.throughline.workflow.Definition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Plays one scenario from its first line to what must hold in the end.
final class Play {
    private final Scenario scenario;
    private final World world;
    private Line<?> at;

    private Play(Definition definition, ContactLaw law, Scenario scenario) {
        this.scenario = scenario;
        this.world = new World(definition, law, scenario.given());
        this.at = new Line<>(scenario.line(), scenario.name(), "");
    }

    static Result of(Definition definition, ContactLaw law, Scenario scenario, Coverage coverage) {
        var play = new Play(definition, law, scenario);
        try {
            play.when();
            var evidence = List.copyOf(play.world.evidence());
            var rules = Set.copyOf(play.world.rules());
            play.then(); // may let time go on, which is not what the scenario goes through
            coverage.add(evidence, rules);
        } catch (Unmet unmet) {
            return play.failed(unmet);
        }
        return Result.passed(scenario, play.step());
    }

    private Result failed(Unmet unmet) {
        return new Result(
                scenario.name(),
                scenario.line(),
                false,
                at.line(),
                at.text(),
                unmet.expected(),
                unmet.got(),
                step(),
                Trace.of(world));
    }

    private String step() {
        return world.isOpened() ? world.state().at() : "";
    }

    // ---- when

    private void when() {
        var lines = scenario.when();
        for (int i = 0; i < lines.size(); i++) {
            at = lines.get(i);
            if (at.means() instanceof Happening.Act act) {
                world.expect(replies(lines, i + 1));
                int before = world.refusals().size();
                act.in(world);
                world.settle();
                refused(before);
                stuck();
            }
            unused(lines, i);
        }
    }

    /// How the lines right after this one say that things go.
    private static List<Reply> replies(List<Line<Happening>> lines, int from) {
        var replies = new ArrayList<Reply>();
        for (int i = from; i < lines.size() && lines.get(i).means() instanceof Happening.Outside outside; i++) {
            replies.add(outside.reply());
        }
        return replies;
    }

    /// A line that says how something went which never happened.
    private void unused(List<Line<Happening>> lines, int i) {
        if (lines.get(i).means() instanceof Happening.Outside(var reply)
                && world.unused().contains(reply)) {
            throw new Unmet(reply.what(), "it was not asked for; " + world.standing());
        }
    }

    private void refused(int before) {
        for (var refusal : world.refusals().subList(before, world.refusals().size())) {
            boolean expected = scenario.then().stream()
                    .anyMatch(line -> line.means() instanceof Expectation.Refused(var rule) && isBy(refusal, rule));
            if (!expected) {
                throw new Unmet(
                        "the engine to take it",
                        "refused by " + refusal.rule() + ": " + refusal.message()
                                + (refusal.fields().isEmpty() ? "" : " " + Values.told(refusal.fields())) + "; "
                                + world.standing());
            }
        }
    }

    private static boolean isBy(io.throughline.engine.Refusal refusal, String rule) {
        return refusal.rule().equals(rule)
                || refusal.code()
                        .name()
                        .toLowerCase(Locale.ROOT)
                        .replace('_', '-')
                        .equals(rule);
    }

    /// The engine hands a case to a person when its definition leaves it no way on.
    private void stuck() {
        boolean expected = scenario.then().stream().anyMatch(line -> line.text().contains(" " + Scenarios.STUCK));
        if (expected) {
            return;
        }
        world.evidence().stream()
                .map(World.Seen::event)
                .filter(event -> event.type().equals("exception-raised") && Scenarios.STUCK.equals(event.step()))
                .findFirst()
                .ifPresent(event -> {
                    throw new Unmet(
                            "the definition to lead on",
                            "it cannot: " + event.details().get("reason"));
                });
    }

    // ---- then

    private void then() {
        for (var line : scenario.then()) {
            at = line;
            var instead = switch (line.means()) {
                case Expectation.Holds holds -> holds.instead(world);
                case Expectation.Refused(var rule) -> notRefused(rule);
                case Expectation.Quiet _ -> Optional.<String>empty();
            };
            instead.ifPresent(this::unmet);
        }
        quiet();
    }

    private Optional<String> notRefused(String rule) {
        var refusals = world.refusals();
        return refusals.stream().anyMatch(refusal -> isBy(refusal, rule))
                ? Optional.empty()
                : Optional.of(
                        refusals.isEmpty()
                                ? "nothing was refused"
                                : "refused by "
                                        + String.join(
                                                ", ",
                                                refusals.stream()
                                                        .map(io.throughline.engine.Refusal::rule)
                                                        .toList()));
    }

    private void unmet(String instead) {
        throw new Unmet(at.text(), instead);
    }

    /// Time goes on only for these, the shortest first, so that they do not change what the others look at.
    private void quiet() {
        var since = world.now();
        int before = world.sent().size();
        var lines = scenario.then().stream()
                .filter(line -> line.means() instanceof Expectation.Quiet)
                .sorted(Comparator.comparing((Line<Expectation> line) -> ((Expectation.Quiet) line.means()).time()))
                .toList();
        for (var line : lines) {
            at = line;
            var quiet = (Expectation.Quiet) line.means();
            pass(since.plus(quiet.time()));
            quiet.silence().broken(world, before).ifPresent(this::unmet);
        }
    }

    private void pass(Instant until) {
        world.pass(Duration.between(world.now(), until));
    }
}
