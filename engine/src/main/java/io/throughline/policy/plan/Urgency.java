package io.throughline.policy.plan;

import io.throughline.policy.plan.Candidate.Matter;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// How soon a matter wants to be taken up, 0 to 100 (house): a broken promise 40; overdue 10 and 1 a day up to 40, or
/// due within nine days 10 less 1 a day; age 1 for three days up to 20.
public final class Urgency {
    private static final int BROKEN = 40;
    private static final int DUE = 10;
    private static final int MOST_DUE = 40;
    private static final int MOST_AGE = 20;
    private static final int DAYS_A_POINT = 3;

    private Urgency() {}

    /// @param today where the person is, or where it is planned
    public static int points(Matter matter, LocalDate today) {
        return (matter.promiseBroken() ? BROKEN : 0) + due(matter, today) + age(matter, today);
    }

    /// The parts of the sum in words, the weightiest first.
    public static List<String> because(Matter matter, LocalDate today) {
        var parts = new ArrayList<String>();
        if (matter.promiseBroken()) {
            parts.add("a promise was broken (" + BROKEN + ")");
        }
        if (due(matter, today) > 0) {
            parts.add("due " + matter.due() + " (" + due(matter, today) + ")");
        }
        if (age(matter, today) > 0) {
            parts.add("open since " + matter.since() + " (" + age(matter, today) + ")");
        }
        return parts;
    }

    private static int due(Matter matter, LocalDate today) {
        if (matter.due() == null) {
            return 0;
        }
        return (int) Math.clamp(DUE + ChronoUnit.DAYS.between(matter.due(), today), 0, MOST_DUE);
    }

    private static int age(Matter matter, LocalDate today) {
        return (int) Math.clamp(ChronoUnit.DAYS.between(matter.since(), today) / DAYS_A_POINT, 0, MOST_AGE);
    }
}
