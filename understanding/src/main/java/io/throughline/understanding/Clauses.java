package io.throughline.understanding;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// The parts of a message that may each say something of their own: its sentences, and long ones cut where a comma or a
/// joining word begins another thought. Texts seldom have full stops.
final class Clauses {
    private static final int LONG = 8;
    private static final int SHORTEST = 3;
    private static final Set<String> JOINS =
            Set.of(",", "but", "because", "so", "and", "or", "since", "pero", "porque", "y", "que", "mejor", "please");

    private Clauses() {}

    static List<List<String>> of(List<List<String>> sentences) {
        var clauses = new ArrayList<List<String>>();
        for (var sentence : sentences) {
            if (sentence.size() <= LONG) {
                clauses.add(sentence);
            } else {
                cut(clauses, sentence);
            }
        }
        return clauses;
    }

    private static void cut(List<List<String>> clauses, List<String> sentence) {
        int from = 0;
        for (int at = SHORTEST; at <= sentence.size() - SHORTEST; at++) {
            if (JOINS.contains(sentence.get(at)) && at - from >= SHORTEST) {
                clauses.add(sentence.subList(from, at));
                from = sentence.get(at).equals(",") ? at + 1 : at;
            }
        }
        clauses.add(sentence.subList(from, sentence.size()));
    }
}
