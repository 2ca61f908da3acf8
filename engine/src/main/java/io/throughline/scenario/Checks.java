package io.throughline.scenario;

import io.throughline.engine.By.Channel;
import io.throughline.engine.CaseState;
import io.throughline.engine.CaseState.Status;
import io.throughline.workflow.Rule;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What must hold when everything is done: the lines under `then`.
final class Checks {
    static final List<Form<Expectation>> ALL = List.of(
            Form.of("case is open", said -> state(said, state -> state.status() != Status.FINISHED)),
            Form.of("case is open in STEP", said -> at(said, state -> state.status() != Status.FINISHED)),
            Form.of("case is open at STEP", said -> at(said, state -> state.status() == Status.OPEN)),
            Form.of("case is waiting at STEP", said -> at(said, Checks::isWaiting)),
            Form.of("case is finished as OUTCOME", Checks::finished),
            Form.of("case is in exception EXCEPTION", said -> exception(said)),
            Form.of("case is in exception EXCEPTION in queue QUEUE", said -> exception(said)),
            Form.of("case is in queue QUEUE", said -> queue(said)),
            Form.of("written OPERATION", said -> written(said, true)),
            Form.of("not written OPERATION", said -> written(said, false)),
            Form.of("sent MESSAGE", said -> sent(said, (_, _) -> true)),
            Form.of("sent MESSAGE by CHANNEL", said -> sent(said, (_, _) -> true)),
            Form.of("sent MESSAGE by CHANNEL at INSTANT", said -> sent(said, at(said))),
            Form.of("sent MESSAGE by CHANNEL after TIME", said -> sent(said, after(said))),
            Form.of("not sent any KIND", said -> notSent(said, Optional.empty(), kind(said))),
            Form.of("not sent any KIND for TIME", said -> notSent(said, Optional.of(said.time()), kind(said))),
            Form.of("not sent MESSAGE", said -> notSent(said, Optional.empty(), named(said))),
            Form.of("not sent MESSAGE for TIME", said -> notSent(said, Optional.of(said.time()), named(said))),
            Form.of("shown FACT at STEP", said -> shown(said, true)),
            Form.of("not shown FACT at STEP", said -> shown(said, false)),
            Form.of("refused RULE", said -> new Expectation.Refused(said.word("RULE"))),
            Form.of("prompt offers CHOICE", said -> offers(said, true)),
            Form.of("prompt offers CHOICE at STEP", said -> offers(said, true)),
            Form.of("prompt does not offer CHOICE", said -> offers(said, false)),
            Form.of("prompt does not offer CHOICE at STEP", said -> offers(said, false)),
            Form.of("evidence has EVENT", said -> evidence(said, true)),
            Form.of("evidence has no EVENT", said -> evidence(said, false)));

    private Checks() {}

    private static Expectation holds(Expectation.Holds holds) {
        return holds;
    }

    // ---- where the case stands

    private static Expectation state(Said said, Predicate<CaseState> right) {
        said.nothing();
        return holds(world -> right.test(world.state()) ? Optional.empty() : Optional.of(world.standing()));
    }

    private static Expectation at(Said said, Predicate<CaseState> right) {
        var place = said.place();
        return state(said, state -> state.at().equals(place) && right.test(state));
    }

    private static boolean isWaiting(CaseState state) {
        return state.status() == Status.OPEN && state.awaiting() != CaseState.Awaiting.NOTHING;
    }

    private static Expectation finished(Said said) {
        var outcome = said.outcome();
        return state(said, state -> outcome.equals(state.outcome()) && state.status() == Status.FINISHED);
    }

    private static Expectation exception(Said said) {
        var name = said.exception();
        Optional<String> queue = said.find("QUEUE").map(_ -> said.queue());
        return state(
                said,
                state -> state.status() == Status.EXCEPTION
                        && state.at().equals(name)
                        && queue.map(wanted -> isIn(state, wanted)).orElse(true));
    }

    private static Expectation queue(Said said) {
        var queue = said.queue();
        return state(said, state -> isIn(state, queue));
    }

    private static boolean isIn(CaseState state, String queue) {
        return state.task() != null && state.task().queue().equals(queue);
    }

    // ---- what was written

    private static Expectation written(Said said, boolean wanted) {
        var target = said.target();
        var values = said.values();
        return holds(world -> {
            boolean found = world.written().stream()
                    .anyMatch(entry -> entry.target().equals(target) && has(entry.values(), values));
            return found == wanted ? Optional.empty() : Optional.of(entries(world));
        });
    }

    private static boolean has(Map<String, Object> values, Map<String, String> wanted) {
        return wanted.entrySet().stream().allMatch(one -> Values.matches(values.get(one.getKey()), one.getValue()));
    }

    private static String entries(World world) {
        return world.written().isEmpty()
                ? "nothing was written"
                : "written: "
                        + world.written().stream()
                                .map(entry -> entry.target() + " " + Values.told(entry.values()))
                                .collect(Collectors.joining("; "));
    }

    // ---- what was sent

    private static Expectation sent(Said said, BiFunction<World, World.Sent, Boolean> when) {
        said.nothing();
        var message = said.message();
        Optional<Channel> channel = said.find("CHANNEL").map(_ -> said.channel());
        return holds(world -> {
            boolean found = world.sent().stream()
                    .anyMatch(one -> one.message().equals(message)
                            && channel.map(on -> on == one.channel()).orElse(true)
                            && when.apply(world, one));
            return found ? Optional.empty() : Optional.of(messages(world, world.sent().stream()));
        });
    }

    /// At an instant, or at a time of day where the customer is.
    private static BiFunction<World, World.Sent, Boolean> at(Said said) {
        var zone = said.zone();
        try {
            var time = LocalTime.parse(said.word("INSTANT"));
            return (_, one) -> one.at().atZone(zone).toLocalTime().equals(time);
        } catch (DateTimeParseException e) {
            var instant = said.instant();
            return (_, one) -> one.at().equals(instant);
        }
    }

    /// So long after the scenario's start.
    private static BiFunction<World, World.Sent, Boolean> after(Said said) {
        var time = said.time();
        return (world, one) -> one.at().equals(world.given().start().plus(time));
    }

    private static Predicate<World.Sent> named(Said said) {
        var message = said.message();
        return one -> one.message().equals(message);
    }

    private static Predicate<World.Sent> kind(Said said) {
        var word = said.word("KIND");
        if (word.equals("message")) {
            return _ -> true;
        }
        var channel = GivenReader.channel(word);
        if (channel.isEmpty()) {
            said.problem(Rule.UNKNOWN_NAME, GivenReader.unknownChannel(word) + "; \"message\" stands for all");
        }
        return one -> channel.isPresent() && one.channel() == channel.get();
    }

    private static Expectation notSent(Said said, Optional<Duration> time, Predicate<World.Sent> which) {
        said.nothing();
        if (time.isPresent()) {
            return new Expectation.Quiet(
                    time.get(),
                    (world, before) ->
                            broken(world, world.sent().stream().skip(before).filter(which)));
        }
        return holds(world -> broken(world, world.sent().stream().filter(which)));
    }

    private static Optional<String> broken(World world, Stream<World.Sent> out) {
        var all = out.toList();
        return all.isEmpty() ? Optional.empty() : Optional.of(messages(world, all.stream()));
    }

    private static String messages(World world, Stream<World.Sent> out) {
        var told = out.map(one -> one.message() + " by " + one.channel().word() + " at " + Trace.time(world, one.at()))
                .collect(Collectors.joining(", "));
        return told.isEmpty() ? "nothing was sent" : "sent: " + told;
    }

    // ---- what was shown

    private static Expectation shown(Said said, boolean wanted) {
        said.nothing();
        var fact = said.fact();
        var step = said.step();
        return holds(world -> {
            var facts = world.shown().at(step);
            return facts.contains(fact) == wanted
                    ? Optional.empty()
                    : Optional.of(
                            facts.isEmpty()
                                    ? "no fact was shown at " + step
                                    : "shown there: " + String.join(", ", facts));
        });
    }

    private static Expectation offers(Said said, boolean wanted) {
        said.nothing();
        var choice = said.choice();
        @Nullable String step = said.find("STEP").map(_ -> said.step()).orElse(null);
        return holds(world -> {
            var offered = world.shown().offered(step);
            return offered.isPresent() && offered.get().contains(choice) == wanted
                    ? Optional.empty()
                    : Optional.of(offered.map(choices -> "offered: " + String.join(", ", choices))
                            .orElse("no choice was offered; " + world.standing()));
        });
    }

    // ---- evidence

    private static Expectation evidence(Said said, boolean wanted) {
        var type = said.word("EVENT");
        var details = said.values();
        return holds(world -> {
            boolean found = world.evidence().stream()
                    .anyMatch(seen ->
                            seen.event().type().equals(type) && has(seen.event().details(), details));
            return found == wanted ? Optional.empty() : Optional.of(types(world, type));
        });
    }

    private static String types(World world, String type) {
        var same = world.evidence().stream()
                .filter(seen -> seen.event().type().equals(type))
                .map(seen -> type + " " + Values.told(seen.event().details()))
                .toList();
        return same.isEmpty()
                ? "the evidence: "
                        + world.evidence().stream()
                                .map(seen -> seen.event().type())
                                .distinct()
                                .collect(Collectors.joining(", "))
                : String.join("; ", same);
    }
}
