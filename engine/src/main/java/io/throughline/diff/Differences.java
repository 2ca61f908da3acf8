package io.throughline.diff;

import io.throughline.diff.Difference.Concerns;
import io.throughline.workflow.Definition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;

/// Compares two versions of a workflow. What is new or gone as a whole is told once; of what stayed, each thing that is
/// said otherwise. The order in which a file lists its steps makes no difference.
public final class Differences {
    private Differences() {}

    /// Customers first, then agents, then compliance; in the order of the newer version within each.
    public static List<Difference> between(Definition before, Definition after) {
        var old = Things.of(before);
        var now = Things.of(after);
        var keys = new LinkedHashSet<>(now.keySet());
        keys.addAll(old.keySet());
        var found = new ArrayList<Difference>();
        for (var key : keys) {
            var was = old.get(key);
            var is = now.get(key);
            if (was == null && is != null) {
                found.add(new Difference(is.concerns(), is.name() + " is new: " + is.summary() + "."));
            } else if (is == null && was != null) {
                found.add(new Difference(was.concerns(), was.name() + " is gone: " + was.summary() + "."));
            } else if (was != null && is != null) {
                found.addAll(between(was, is));
            }
        }
        found.sort(Comparator.comparing(Difference::concerns));
        return List.copyOf(found);
    }

    /// Whether nobody is concerned.
    public static boolean areSame(Definition before, Definition after) {
        return between(before, after).isEmpty();
    }

    private static List<Difference> between(Thing was, Thing is) {
        var facets = new LinkedHashSet<>(is.facets().keySet());
        facets.addAll(was.facets().keySet());
        var found = new ArrayList<Difference>();
        for (var facet : facets) {
            var old = was.facets().get(facet);
            var now = is.facets().get(facet);
            if (old == null && now != null) {
                found.add(told(facet.concerns(), is, facet.what() + " is new: " + quoted(now)));
            } else if (now == null && old != null) {
                found.add(told(facet.concerns(), is, facet.what() + " is gone; it was " + quoted(old)));
            } else if (old != null && now != null && !old.equals(now)) {
                found.add(told(facet.concerns(), is, facet.what() + " was " + quoted(old) + ", is now " + quoted(now)));
            }
        }
        return found;
    }

    private static Difference told(Concerns concerns, Thing thing, String what) {
        return new Difference(concerns, thing.name() + ": " + what + ".");
    }

    private static String quoted(String value) {
        return "“" + value.strip().replaceAll("\\s+", " ") + "”";
    }
}
