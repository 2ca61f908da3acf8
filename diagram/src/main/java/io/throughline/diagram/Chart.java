package io.throughline.diagram;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// What there is to draw, before anything has a place: the workflow as nodes and links.
///
/// @param happy the nodes of the happy path from start to finish
/// @param anytime what takes a case out of any step: the wish for a person, facts that cannot be had
record Chart(Heading heading, List<Node> nodes, List<Link> links, List<String> happy, List<Exit> anytime) {

    /// @param lines small print below the title
    record Heading(String workflow, String title, List<String> lines) {}

    enum Role {
        START,
        STEP,
        /// A finish with an outcome that counts as resolved.
        RESOLVED,
        /// A finish that ends the case without resolving it.
        CLOSED
    }

    /// @param name of the step in the definition
    /// @param detail what the step does, in a line or two
    /// @param marks who acts and on which channel
    /// @param exits the ways out of it that are drawn beside it
    record Node(
            String name, Role role, String title, String detail, List<Mark> marks, List<Exit> exits, boolean happy) {}

    /// An icon with its word.
    record Mark(Icon icon, String word) {}

    /// A way that leaves the downward flow, drawn beside the step it leaves: into an exception, or back to
    /// a step above. Lines for these would run all over a picture of any size and hide the flow.
    ///
    /// @param from the step, or [Walk#ANYWHERE]
    /// @param target the exception or step
    /// @param ways the outcomes that lead there, as they are labelled
    /// @param back leads to a step that the case has been at before
    record Exit(String from, String target, List<Way> ways, String title, String detail, boolean back) {}

    /// A way a node can end.
    ///
    /// @param outcome as the definition names it; null for what is not an outcome of a step (time-out, no
    /// answer)
    /// @param label as people read it
    record Way(@Nullable String outcome, String label) {
        static Way of(String outcome) {
            return new Way(outcome, Words.plain(outcome));
        }
    }

    /// From node to node; all outcomes with the same target share one.
    ///
    /// @param happy a part of the happy path
    record Link(String from, String to, List<Way> ways, boolean happy) {}

    long leaving(String name) {
        return links.stream().filter(link -> link.from().equals(name)).count();
    }

    long arriving(String name) {
        return links.stream().filter(link -> link.to().equals(name)).count();
    }

    Node node(String name) {
        return nodes.stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
