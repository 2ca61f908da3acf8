package io.throughline.diagram;

import io.throughline.diagram.Chart.Exit;
import io.throughline.diagram.Chart.Heading;
import io.throughline.diagram.Chart.Link;
import io.throughline.diagram.Chart.Mark;
import io.throughline.diagram.Chart.Node;
import io.throughline.diagram.Chart.Role;
import io.throughline.diagram.Chart.Way;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;

/// Charts of any shape: a happy path, branches that join and leave it, and some exits.
final class RandomChart {
    private static final String WORDS = "A text that is long enough for two lines or for three of them if it must be";

    private RandomChart() {}

    static Chart of(int seed) {
        var random = new Random(seed);
        int happy = 3 + random.nextInt(7);
        int count = happy + random.nextInt(18);
        var nodes = new ArrayList<Node>();
        var links = new ArrayList<Link>();
        var path = IntStream.range(0, happy).mapToObj(i -> name(i)).toList();
        for (int i = 0; i < count; i++) {
            var exits = new ArrayList<Exit>();
            for (int e = random.nextInt(4); e > 0; e--) {
                exits.add(new Exit(
                        name(i), "exception" + e, ways(random), words(random), words(random), random.nextInt(4) == 0));
            }
            nodes.add(new Node(
                    name(i),
                    i == 0 ? Role.START : Role.STEP,
                    words(random),
                    words(random),
                    List.of(new Mark(Icon.CUSTOMER, "Customer")),
                    exits,
                    i < happy));
        }
        for (int i = 1; i < happy; i++) {
            links.add(new Link(name(i - 1), name(i), ways(random), true));
        }
        for (int i = happy; i < count; i++) {
            // every side step hangs on a happy or an earlier side step, but not on the end
            int parent = random.nextInt(i);
            links.add(new Link(name(parent == happy - 1 ? 0 : parent), name(i), ways(random), false));
        }
        var known = new TreeSet<String>();
        links.forEach(link -> known.add(link.from() + link.to()));
        for (int i = random.nextInt(6); i > 0; i--) {
            int from = random.nextInt(count);
            int to = random.nextInt(count);
            boolean down = from < happy && to < happy ? from < to : from < to && from >= happy;
            if (down && from != happy - 1 && known.add(name(from) + name(to))) {
                links.add(new Link(name(from), name(to), ways(random), false));
            }
        }
        return new Chart(new Heading("random", "Random", List.of()), nodes, links, path, List.of());
    }

    private static String name(int i) {
        return "step-" + i;
    }

    private static List<Way> ways(Random random) {
        return IntStream.rangeClosed(0, random.nextInt(3))
                .mapToObj(i -> Way.of(words(random)))
                .toList();
    }

    private static String words(Random random) {
        return WORDS.substring(0, 3 + random.nextInt(random.nextInt(5) == 0 ? WORDS.length() - 3 : 14))
                .strip();
    }
}
