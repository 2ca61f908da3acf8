package io.throughline.diagram;

import io.throughline.diagram.Chart.Exit;
import io.throughline.diagram.Chart.Link;
import io.throughline.diagram.Chart.Mark;
import io.throughline.diagram.Chart.Node;
import io.throughline.diagram.Chart.Role;
import io.throughline.diagram.Chart.Way;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The diagram as a Mermaid flowchart. Mermaid finds the places itself; the happy path has thick lines,
/// exceptions dotted ones.
final class MermaidText {
    private final Chart chart;
    private final @Nullable Walk walk;
    private final Map<String, String> ids = new LinkedHashMap<>();
    private final List<String> lines = new ArrayList<>();
    private final List<Integer> hotLinks = new ArrayList<>();
    private int links;

    MermaidText(Chart chart, @Nullable Walk walk) {
        this.chart = chart;
        this.walk = walk;
    }

    String text() {
        lines.add("---");
        lines.add("title: \"" + chart.heading().title().replace("\\", "\\\\").replace("\"", "\\\"") + "\"");
        lines.add("---");
        lines.add("flowchart TD");
        chart.nodes().forEach(this::node);
        if (!chart.anytime().isEmpty()) {
            lines.add("  " + id(Walk.ANYWHERE) + "[\"Any step\"]");
        }
        exits().stream()
                .filter(exit -> !exit.back())
                .map(exit -> "  " + id(exit.target()) + "{{\""
                        + words(exit.title(), exit.detail(), times(exit.target())) + "\"}}")
                .distinct()
                .forEach(lines::add);
        chart.links().forEach(this::link);
        exits().forEach(exit -> line(exit.from(), exit.target(), exit.back() ? "-->" : "-.->", exit.ways()));
        classes();
        return String.join("\n", lines) + "\n";
    }

    private List<Exit> exits() {
        var exits = new ArrayList<Exit>();
        chart.nodes().forEach(node -> exits.addAll(node.exits()));
        exits.addAll(chart.anytime());
        return exits;
    }

    /// Numbered, so that no name can be a word of Mermaid's and no two names can be written alike.
    private String id(String name) {
        return ids.computeIfAbsent(
                name,
                it -> "n" + ids.size() + "_"
                        + it.replaceAll("[^A-Za-z0-9]+", "_").replaceAll("^_|_$", ""));
    }

    private void node(Node node) {
        var words = words(
                node.title(),
                node.detail(),
                node.marks().stream().map(Mark::word).collect(Collectors.joining(", ")),
                times(node.name()));
        boolean isRound = node.role() != Role.STEP;
        lines.add("  " + id(node.name()) + (isRound ? "([\"" : "[\"") + words + (isRound ? "\"])" : "\"]"));
    }

    private String times(String name) {
        return walk == null
                ? ""
                : walk.visits(name).stream()
                        .map(visit -> visit.number() + ". " + Words.moment(visit.at()) + " UTC")
                        .collect(Collectors.joining(", "));
    }

    private static String words(String... parts) {
        var words = new ArrayList<String>();
        for (var part : parts) {
            if (!part.isEmpty()) {
                words.add(escaped(part));
            }
        }
        return String.join("<br/>", words);
    }

    /// Mermaid's own entities, written with a number sign.
    private static String escaped(String words) {
        return words.replace("#", "#35;")
                .replace("&", "#amp;")
                .replace("\"", "#quot;")
                .replace("<", "#lt;")
                .replace(">", "#gt;")
                .replace("`", "#96;")
                .replaceAll("\\s+", " ");
    }

    private void link(Link link) {
        line(link.from(), link.to(), link.happy() ? "==>" : "-->", link.ways());
    }

    private void line(String from, String to, String arrow, List<Way> ways) {
        var label = ways.stream().map(Way::label).filter(it -> !it.isEmpty()).collect(Collectors.joining(", "));
        lines.add(
                "  " + id(from) + " " + arrow + (label.isEmpty() ? "" : "|\"" + escaped(label) + "\"|") + " " + id(to));
        if (walk != null && walk.went(from, to)) {
            hotLinks.add(links);
        }
        links++;
    }

    private void classes() {
        var exceptions = exits().stream()
                .filter(exit -> !exit.back())
                .map(Exit::target)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        assign("exception", "stroke:" + colour("warn"), exceptions);
        assign(
                "resolved",
                "stroke:" + colour("ok") + ",fill:" + colour("ok-weak") + ",color:" + colour("ink"),
                names(Role.RESOLVED));
        if (walk != null) {
            assign(
                    "taken",
                    "stroke:" + colour("accent") + ",stroke-width:3px,fill:" + colour("accent-weak") + ",color:"
                            + colour("ink"),
                    ids.keySet().stream()
                            .filter(name -> walk.visited(name) || name.equals(Walk.START))
                            .collect(Collectors.toCollection(LinkedHashSet::new)));
            if (!hotLinks.isEmpty()) {
                lines.add("  linkStyle "
                        + hotLinks.stream().map(String::valueOf).collect(Collectors.joining(",")) + " stroke:"
                        + colour("accent") + ",stroke-width:3px");
            }
        }
    }

    private static String colour(String token) {
        return String.valueOf(Style.light().get(token));
    }

    private Set<String> names(Role role) {
        return chart.nodes().stream()
                .filter(node -> node.role() == role)
                .map(Node::name)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private void assign(String css, String style, Set<String> names) {
        if (!names.isEmpty()) {
            lines.add("  classDef " + css + " " + style);
            lines.add("  class " + names.stream().map(this::id).collect(Collectors.joining(",")) + " " + css);
        }
    }
}
