package io.throughline.understanding;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// How often labels were right, against those a person gave.
public final class Measure {
    private final Map<Label, int[]> counts = new EnumMap<>(Label.class);
    private int rows;
    private int same;
    private int nothingToRecord;
    private int nothingRecorded;
    private int held;
    private int withStop;
    private int ignored;

    /// One label's score.
    ///
    /// @param there how many messages a person gave it
    /// @param precision of the messages given it by the model, the part that is right; 1 when there is none
    /// @param recall of the messages a person gave it, the part found; 1 when there is none
    public record Score(int there, double precision, double recall) {}

    /// A message that was labelled by a person and by the model.
    public void add(Set<Label> right, Meaning meaning) {
        var told = meaning.labels();
        rows++;
        held += meaning.doubtful() ? 1 : 0;
        if (right.stream().anyMatch(Label::isStop)) {
            withStop++;
            ignored += !meaning.doubtful() && !covers(told, right) ? 1 : 0;
        }
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

    private static boolean covers(Set<Label> told, Set<Label> right) {
        return right.stream()
                .filter(Label::isStop)
                .allMatch(label -> told.contains(label) || isOfAChannel(label) && told.contains(Label.STOP_ALL));
    }

    private static boolean isOfAChannel(Label label) {
        return label == Label.STOP_SMS || label == Label.STOP_EMAIL || label == Label.STOP_CALL;
    }

    /// The part of all messages that a person is to decide.
    public double held() {
        return rows == 0 ? 0 : held / (double) rows;
    }

    /// Of the messages that ask for less contact, the part in which some of it is neither heeded nor put before a
    /// person.
    public double ignored() {
        return withStop == 0 ? 0 : ignored / (double) withStop;
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

    /// Of all stops together: precision and recall.
    public Score stops() {
        int[] sum = new int[4];
        for (var label : Label.values()) {
            if (label.isStop()) {
                var count = counts.getOrDefault(label, new int[4]);
                for (int i = 0; i < sum.length; i++) {
                    sum[i] += count[i];
                }
            }
        }
        return new Score(sum[1] + sum[3], part(sum[3], sum[2]), part(sum[3], sum[1]));
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%d rows, %.3f exact; stops: precision %.3f, recall %.3f; held %.3f, of messages with a stop ignored"
                        + " %.4f; false alarms %.3f",
                rows,
                exact(),
                stops().precision(),
                stops().recall(),
                held(),
                ignored(),
                falseAlarms());
    }
}
