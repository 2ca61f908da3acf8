package io.throughline.rehearsal.floor;

/// What happened in one hour of a line; calls, or pieces of work, count in the hour in which they came.
public final class HourFigures {
    int offered;
    int answered;
    int left;
    int inTarget;
    double waited;
    double busy;
    int people;

    public int offered() {
        return offered;
    }

    public int answered() {
        return answered;
    }

    public int left() {
        return left;
    }

    /// Answered within the target's time.
    public int inTarget() {
        return inTarget;
    }

    /// Mean wait of all that were offered, in milliseconds.
    public double meanWait() {
        return offered == 0 ? 0 : waited / offered;
    }

    /// Share of the people's time in this hour that went into service.
    public double occupancy() {
        return people == 0 ? 0 : Math.min(1, busy / (people * 3_600_000.0));
    }

    /// People there in this hour.
    public int people() {
        return people;
    }
}
