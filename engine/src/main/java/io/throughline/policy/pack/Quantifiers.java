package io.throughline.policy.pack;

import io.throughline.policy.pack.Term.Test;
import java.util.ArrayList;
import java.util.List;

/// What holds of some or all items of a list. As in CEL an item of which it cannot be told does not matter when
/// another decides.
final class Quantifiers {
    private Quantifiers() {}

    static Term exists(Term over, int place, Term condition) {
        return decidedBy(over, place, condition, true);
    }

    static Term all(Term over, int place, Term condition) {
        return decidedBy(over, place, condition, false);
    }

    /// @param decisive the answer of one item that settles it
    private static Test decidedBy(Term over, int place, Term condition, boolean decisive) {
        return view -> {
            var list = (List<?>) over.value(view);
            RuntimeException unknown = null;
            for (int i = 0; i < list.size(); i++) {
                view.setLocal(place, list.get(i));
                try {
                    if (condition.holds(view) == decisive) {
                        return decisive;
                    }
                } catch (RuntimeException e) {
                    unknown = unknown == null ? e : unknown;
                }
            }
            if (unknown != null) {
                throw unknown;
            }
            return !decisive;
        };
    }

    static Term filter(Term over, int place, Term condition, Term kept) {
        return view -> {
            var found = new ArrayList<Object>();
            for (var item : (List<?>) over.value(view)) {
                view.setLocal(place, item);
                if (condition.holds(view)) {
                    found.add(kept.value(view));
                }
            }
            return found;
        };
    }

    static Term map(Term over, int place, Term made) {
        return view -> {
            var found = new ArrayList<Object>();
            for (var item : (List<?>) over.value(view)) {
                view.setLocal(place, item);
                found.add(made.value(view));
            }
            return found;
        };
    }
}
