package io.throughline.diagram;

import io.throughline.diagram.Chart.Link;
import io.throughline.diagram.Plan.Box;
import io.throughline.diagram.Plan.Point;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.elk.alg.layered.options.LayeredOptions;
import org.eclipse.elk.alg.layered.options.NodePlacementStrategy;
import org.eclipse.elk.alg.layered.options.OrderingStrategy;
import org.eclipse.elk.core.RecursiveGraphLayoutEngine;
import org.eclipse.elk.core.math.ElkPadding;
import org.eclipse.elk.core.options.Direction;
import org.eclipse.elk.core.options.EdgeLabelPlacement;
import org.eclipse.elk.core.options.EdgeRouting;
import org.eclipse.elk.core.options.PortConstraints;
import org.eclipse.elk.core.options.PortSide;
import org.eclipse.elk.core.util.BasicProgressMonitor;
import org.eclipse.elk.graph.ElkEdge;
import org.eclipse.elk.graph.ElkNode;
import org.eclipse.elk.graph.ElkPort;
import org.eclipse.elk.graph.util.ElkGraphUtil;
import org.jspecify.annotations.Nullable;

/// Finds a place for everything with the Eclipse Layout Kernel's layered algorithm, from top to bottom. A
/// card and the chips beside it are one node to ELK, so that exceptions stay with the step they leave;
/// lines dock at the middle of the card, so that the happy path is one straight line.
final class ElkLayout {
    private static final double LABEL_PAD = 6;
    private static final int HAPPY = 100;
    private static final int CHAIN = 10;

    private final Map<String, Docked> nodes = new LinkedHashMap<>();
    private final Map<Link, Label> labels = new HashMap<>();
    private final Map<Link, ElkEdge> edges = new LinkedHashMap<>();
    private final ElkNode root = ElkGraphUtil.createGraph();

    /// An ELK node with the ports its lines use.
    private record Docked(Card card, ElkNode node, ElkPort in, ElkPort out) {}

    private ElkLayout() {}

    /// @param walk the path of a case; null for none
    static Plan plan(Chart chart, @Nullable Walk walk) {
        return new ElkLayout().run(chart, walk);
    }

    private Plan run(Chart chart, @Nullable Walk walk) {
        root.setProperty(LayeredOptions.DIRECTION, Direction.DOWN);
        root.setProperty(LayeredOptions.EDGE_ROUTING, EdgeRouting.ORTHOGONAL);
        root.setProperty(LayeredOptions.PADDING, new ElkPadding(0));
        root.setProperty(LayeredOptions.RANDOM_SEED, 1);
        root.setProperty(LayeredOptions.THOROUGHNESS, 30);
        root.setProperty(LayeredOptions.CONSIDER_MODEL_ORDER_STRATEGY, OrderingStrategy.NODES_AND_EDGES);
        root.setProperty(LayeredOptions.CROSSING_MINIMIZATION_FORCE_NODE_MODEL_ORDER, true);
        root.setProperty(LayeredOptions.NODE_PLACEMENT_STRATEGY, NodePlacementStrategy.NETWORK_SIMPLEX);
        root.setProperty(LayeredOptions.SPACING_NODE_NODE, 36.0);
        root.setProperty(LayeredOptions.SPACING_NODE_NODE_BETWEEN_LAYERS, 18.0);
        root.setProperty(LayeredOptions.SPACING_EDGE_NODE, 22.0);
        root.setProperty(LayeredOptions.SPACING_EDGE_NODE_BETWEEN_LAYERS, 18.0);
        root.setProperty(LayeredOptions.SPACING_EDGE_EDGE, 16.0);
        root.setProperty(LayeredOptions.SPACING_EDGE_EDGE_BETWEEN_LAYERS, 14.0);
        root.setProperty(LayeredOptions.SPACING_EDGE_LABEL, 0.0);
        double reach = Card.reach(chart.nodes());
        for (var node : chart.nodes()) {
            nodes.put(node.name(), dock(Card.of(node, walk, reach)));
        }
        for (var link : chart.links()) {
            labels.put(link, Label.of(link.from(), link.to(), link.ways(), walk));
            connect(chart, link);
        }
        new RecursiveGraphLayoutEngine().layout(root, new BasicProgressMonitor());
        return new Plan(
                root.getWidth(),
                root.getHeight(),
                nodes.values().stream()
                        .map(it -> Plan.place(
                                it.card(), it.node().getX(), it.node().getY()))
                        .toList(),
                edges.entrySet().stream()
                        .map(it -> drawn(it.getKey(), it.getValue()))
                        .toList());
    }

    private Docked dock(Card card) {
        var node = ElkGraphUtil.createNode(root);
        node.setDimensions(card.width(), card.height());
        node.setProperty(LayeredOptions.PORT_CONSTRAINTS, PortConstraints.FIXED_POS);
        return new Docked(
                card,
                node,
                port(node, PortSide.NORTH, Card.WIDTH / 2, 0),
                port(node, PortSide.SOUTH, Card.WIDTH / 2, card.height()));
    }

    private static ElkPort port(ElkNode node, PortSide side, double x, double y) {
        var port = ElkGraphUtil.createPort(node);
        port.setLocation(x, y);
        port.setProperty(LayeredOptions.PORT_SIDE, side);
        return port;
    }

    private void connect(Chart chart, Link link) {
        var from = node(link.from());
        var edge = ElkGraphUtil.createSimpleEdge(from.out(), node(link.to()).in());
        if (link.happy()) {
            edge.setProperty(LayeredOptions.PRIORITY_STRAIGHTNESS, HAPPY);
            edge.setProperty(LayeredOptions.PRIORITY_SHORTNESS, HAPPY);
        } else if (chart.leaving(link.from()) == 1 && chart.arriving(link.to()) == 1) {
            edge.setProperty(LayeredOptions.PRIORITY_STRAIGHTNESS, CHAIN);
        }
        var words = labels.get(link);
        if (words != null && !words.isEmpty()) {
            var label = ElkGraphUtil.createLabel(edge);
            label.setText(words.lines().getFirst().text()); // ELK passes over a label without text
            label.setDimensions(words.width() + 2 * LABEL_PAD, words.height() + 4);
            label.setProperty(LayeredOptions.EDGE_LABELS_PLACEMENT, EdgeLabelPlacement.CENTER);
            label.setProperty(LayeredOptions.EDGE_LABELS_INLINE, true);
        }
        edges.put(link, edge);
    }

    private Plan.Drawn drawn(Link link, ElkEdge edge) {
        var points = new ArrayList<Point>();
        for (var section : edge.getSections()) {
            points.add(new Point(section.getStartX(), section.getStartY()));
            section.getBendPoints().forEach(bend -> points.add(new Point(bend.getX(), bend.getY())));
            points.add(new Point(section.getEndX(), section.getEndY()));
        }
        // where chips are higher than their card, the line goes on to the card
        points.addFirst(new Point(points.getFirst().x(), points.getFirst().y() - overhang(link.from())));
        points.addLast(new Point(points.getLast().x(), points.getLast().y() + overhang(link.to())));
        var label = edge.getLabels().isEmpty() ? null : edge.getLabels().getFirst();
        return new Plan.Drawn(
                link,
                straight(points),
                Objects.requireNonNull(labels.get(link)),
                label == null
                        ? new Box(points.getFirst().x(), points.getFirst().y(), 0, 0)
                        : new Box(label.getX(), label.getY(), label.getWidth(), label.getHeight()));
    }

    private double overhang(String name) {
        var card = node(name).card();
        return (card.height() - card.cardHeight()) / 2;
    }

    private Docked node(String name) {
        return Objects.requireNonNull(nodes.get(name), name);
    }

    /// Without the points that lie on the line between their neighbours.
    private static List<Point> straight(List<Point> points) {
        var corners = new ArrayList<Point>();
        for (var point : points) {
            if (!corners.isEmpty() && corners.getLast().equals(point)) {
                continue;
            }
            if (corners.size() >= 2) {
                var middle = corners.getLast();
                var before = corners.get(corners.size() - 2);
                if ((before.x() == middle.x() && middle.x() == point.x())
                        || (before.y() == middle.y() && middle.y() == point.y())) {
                    corners.removeLast();
                }
            }
            corners.add(point);
        }
        return List.copyOf(corners);
    }
}
