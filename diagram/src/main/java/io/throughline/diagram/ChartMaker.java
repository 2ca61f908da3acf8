package io.throughline.diagram;

import io.throughline.diagram.Chart.Exit;
import io.throughline.diagram.Chart.Heading;
import io.throughline.diagram.Chart.Link;
import io.throughline.diagram.Chart.Mark;
import io.throughline.diagram.Chart.Node;
import io.throughline.diagram.Chart.Role;
import io.throughline.diagram.Chart.Way;
import io.throughline.workflow.Definition;
import io.throughline.workflow.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;

/// Makes a chart of a definition. Knows the kinds of steps only by name, so that a new kind is drawn as
/// soon as the language has it.
final class ChartMaker {
    private static final int HASH_SHOWN = 12;

    private final Definition definition;
    private final Set<String> back;
    private final List<String> order;
    private final List<String> happy;

    private ChartMaker(Definition definition) {
        this.definition = definition;
        var path = new HappyPath(definition);
        this.back = path.back();
        this.order = path.order(back);
        this.happy = path.steps();
    }

    static Chart chart(Definition definition) {
        return new ChartMaker(definition).make();
    }

    private Chart make() {
        var nodes = new ArrayList<Node>();
        var links = new ArrayList<Link>();
        nodes.add(start(links));
        for (var name : order) {
            nodes.add(node(definition.step(name), links));
        }
        var path = new ArrayList<>(happy);
        path.addFirst(Walk.START);
        return new Chart(heading(), List.copyOf(nodes), List.copyOf(links), List.copyOf(path), anytime());
    }

    private Heading heading() {
        var resolution = definition.resolution();
        return new Heading(
                definition.name(),
                definition.title(),
                List.of(
                        "Workflow " + definition.name() + ", version "
                                + definition
                                        .version()
                                        .substring(
                                                0,
                                                Math.min(
                                                        HASH_SHOWN,
                                                        definition.version().length()))
                                + ", owned by " + definition.owner(),
                        Words.heading(definition.purpose()) + " in " + String.join(", ", definition.jurisdictions())
                                + ", under " + String.join(" and ", resolution.policies())));
    }

    private Node start(List<Link> links) {
        var marks = new ArrayList<Mark>();
        for (var touch : definition.outreach()) {
            var after = touch.after().isZero()
                    ? "at once"
                    : marks.isEmpty() ? "after " + Words.time(touch.after()) : Words.time(touch.after()) + " later";
            marks.add(new Mark(Icon.of(touch.channel()), Words.channel(touch.channel()) + " " + after));
        }
        var ways = new LinkedHashMap<String, List<Way>>();
        ways.computeIfAbsent(definition.first().name(), _ -> new ArrayList<>())
                .add(new Way(null, marks.isEmpty() ? "" : "customer comes"));
        var unanswered = definition.unanswered();
        if (unanswered != null) {
            ways.computeIfAbsent(unanswered.then(), _ -> new ArrayList<>())
                    .add(new Way(null, "no answer for " + Words.time(unanswered.after())));
        }
        return new Node(
                Walk.START,
                Role.START,
                Words.heading(definition.resolution().trigger().replace('.', ' ')),
                "Trigger " + definition.resolution().trigger(),
                marks,
                leave(Walk.START, ways, links),
                true);
    }

    private Node node(Step step, List<Link> links) {
        var ways = new LinkedHashMap<String, List<Way>>();
        step.common()
                .on()
                .forEach((outcome, target) ->
                        ways.computeIfAbsent(target, _ -> new ArrayList<>()).add(Way.of(outcome)));
        var timeOut = step.common().timeOut();
        if (timeOut != null) {
            ways.computeIfAbsent(timeOut.then(), _ -> new ArrayList<>())
                    .add(new Way(null, "after " + Words.time(timeOut.after())));
        }
        var exits = leave(step.name(), ways, links);
        boolean isHappy = happy.contains(step.name());
        if (step instanceof Step.Finish finish) {
            boolean resolved = definition.resolution().success().contains(finish.outcome());
            var proof = definition.resolution().proof().get(finish.outcome());
            return new Node(
                    step.name(),
                    resolved ? Role.RESOLVED : Role.CLOSED,
                    Words.heading(finish.outcome()),
                    (resolved ? "Resolved" : "Closed, not resolved") + (proof == null ? "" : ", proof " + proof),
                    List.of(),
                    exits,
                    isHappy);
        }
        return new Node(
                step.name(),
                Role.STEP,
                Words.heading(step.name()),
                Detail.of(step),
                Detail.marks(step, definition),
                exits,
                isHappy);
    }

    /// Adds a link for each step a node leads to, and returns its other ways out.
    private List<Exit> leave(String from, SequencedMap<String, List<Way>> ways, List<Link> links) {
        var exits = new ArrayList<Exit>();
        ways.forEach((target, how) -> {
            if (back.contains(HappyPath.way(from, target))) {
                exits.add(new Exit(from, target, List.copyOf(how), Words.heading(target), "", true));
            } else if (definition.steps().containsKey(target)) {
                links.add(new Link(from, target, List.copyOf(how), isHappy(from, target)));
            } else {
                exits.add(exit(from, target, how));
            }
        });
        return List.copyOf(exits);
    }

    private boolean isHappy(String from, String to) {
        int at = happy.indexOf(to);
        return at >= 0 && (at == 0 ? from.equals(Walk.START) : happy.get(at - 1).equals(from));
    }

    private Exit exit(String from, String exception, List<Way> ways) {
        var route = definition.exceptions().get(exception);
        return new Exit(
                from,
                exception,
                List.copyOf(ways),
                Words.heading(exception),
                route == null
                        ? ""
                        : Words.heading(route.queue()) + ", within " + Words.time(route.within())
                                + (route.priority().equals("high") ? ", high priority" : ""),
                false);
    }

    private List<Exit> anytime() {
        var ways = new LinkedHashMap<String, List<Way>>();
        var person = definition.person();
        if (person != null) {
            ways.computeIfAbsent(person, _ -> new ArrayList<>()).add(new Way(null, "customer asks for a person"));
        }
        var sources = new LinkedHashMap<String, TreeSet<String>>();
        definition
                .data()
                .values()
                .forEach(source -> sources.computeIfAbsent(source.missing(), _ -> new TreeSet<>())
                        .add(source.name()));
        sources.forEach((exception, names) -> ways.computeIfAbsent(exception, _ -> new ArrayList<>())
                .add(new Way(null, "no facts of " + String.join(" or ", names))));
        var exits = new ArrayList<Exit>();
        ways.forEach((exception, how) -> exits.add(exit(Walk.ANYWHERE, exception, how)));
        return List.copyOf(exits);
    }
}
