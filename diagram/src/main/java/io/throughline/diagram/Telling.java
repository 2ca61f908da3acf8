package io.throughline.diagram;

import io.throughline.diagram.Chart.Exit;
import io.throughline.diagram.Chart.Node;
import io.throughline.diagram.Chart.Way;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The diagram in words, for people who listen to it.
final class Telling {
    private final Chart chart;
    private final @Nullable Walk walk;

    Telling(Chart chart, @Nullable Walk walk) {
        this.chart = chart;
        this.walk = walk;
    }

    String text() {
        var text = new StringBuilder();
        if (chart.happy().size() > 1) {
            text.append("The happy path: ")
                    .append(chart.happy().stream().map(this::title).collect(Collectors.joining(", ")))
                    .append('.');
        }
        if (walk != null) {
            text.append(" Case ")
                    .append(walk.reference())
                    .append(" took: ")
                    .append(way(walk))
                    .append('.');
        }
        for (var node : chart.nodes()) {
            sentence(text, node.title(), node.name(), node.exits());
        }
        sentence(text, "Any step", Walk.ANYWHERE, chart.anytime());
        return text.toString();
    }

    private String way(Walk walk) {
        return walk.visits().entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(visit -> new Arrival(visit, title(entry.getKey()))))
                .sorted(java.util.Comparator.comparingInt(
                        arrival -> arrival.visit().number()))
                .map(arrival ->
                        arrival.title() + " on " + Words.moment(arrival.visit().at()))
                .collect(Collectors.joining("; "));
    }

    private record Arrival(Walk.Visit visit, String title) {}

    private void sentence(StringBuilder text, String title, String name, List<Exit> exits) {
        var ways = chart.links().stream()
                .filter(link -> link.from().equals(name))
                .map(link -> labels(link.ways()) + " leads to " + title(link.to()))
                .collect(Collectors.toCollection(java.util.ArrayList::new));
        exits.forEach(exit -> ways.add(
                labels(exit.ways()) + (exit.back() ? " leads back to " : " leads to the exception ") + exit.title()));
        if (!ways.isEmpty()) {
            text.append(' ')
                    .append(title)
                    .append(": ")
                    .append(String.join("; ", ways))
                    .append('.');
        }
    }

    private static String labels(List<Way> ways) {
        var labels =
                ways.stream().map(Way::label).filter(label -> !label.isEmpty()).toList();
        return labels.isEmpty() ? "the case" : Words.or(labels);
    }

    private String title(String name) {
        return chart.nodes().stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .map(Node::title)
                .orElse(Words.heading(name));
    }
}
