package io.throughline.understanding;

import java.util.EnumMap;
import java.util.Map;
import java.util.Set;

/// How often labels were right, against those a person gave.
public final class Measure {
    private final Map<Label, int[]> counts = new EnumMap<>(Label.class);
    private int rows;
    private int same;
    private int nothingToRecord;
    private int nothingRecorded;

    /// One label's score.
    ///
    /// @param there how many messages a person gave it
    /// @param precision of the messages given it by the model, the part that is right; 1 when there is none
    /// @param recall of the messages a person gave it, the part found; 1 when there is none
    public record Score(int there, double precision, double recall) {}

    public void add(Set<Label> right, Set<Label> told) {
        rows++;
        same += right.equals(told) ? 1 : 0;
        if (right.isEmpty()) {
            nothingToRecord++;
            nothingRecorded += told.isEmpty() ? 1 : 0;
        }
        for (var label : Label.values()) {
            int which = (right.contains(label) ? 1 : 0) + (told.contains(label) ? 2 : 0);
            counts.computeIfAbsent(label, _ -> new int[4])[which]++;
        }
    }

    public Score score(Label label) {
        var count = counts.getOrDefault(label, new int[4]);
        return new Score(count[1] + count[3], part(count[3], count[2]), part(count[3], count[1]));
    }

    private static double part(int hits, int misses) {
        return hits + misses == 0 ? 1 : hits / (double) (hits + misses);
    }

    public int rows() {
        return rows;
    }

    /// The part of all messages whose whole set is right.
    public double exact() {
        return rows == 0 ? 1 : same / (double) rows;
    }

    /// The part of the messages with nothing to record that were given a label.
    public double falseAlarms() {
        return nothingToRecord == 0 ? 0 : 1 - nothingRecorded / (double) nothingToRecord;
    }
}
