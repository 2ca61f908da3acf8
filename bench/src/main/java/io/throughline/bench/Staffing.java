package io.throughline.bench;

/// How many people an hour needs, by Erlang C: Poisson arrivals, exponential service, nobody gives up.
///
/// @param serviceSeconds mean time of a call
/// @param targetSeconds by when a call should be taken up
/// @param share of the calls for which that should hold
record Staffing(double serviceSeconds, double targetSeconds, double share) {

    /// What a number of people gives.
    ///
    /// @param inTime share taken up within the target
    /// @param waitSeconds mean
    record Level(int people, double inTime, double waitSeconds) {}

    /// The fewest people who keep the target.
    ///
    /// @param perSecond calls
    Level fewest(double perSecond) {
        int people = (int) Math.floor(perSecond * serviceSeconds) + 1;
        var level = with(people, perSecond);
        while (level.inTime() < share) {
            level = with(++people, perSecond);
        }
        return level;
    }

    /// A. K. Erlang (1917), by the stable recursion of Erlang B.
    private Level with(int people, double perSecond) {
        double load = perSecond * serviceSeconds;
        double blocked = 1;
        for (int n = 1; n <= people; n++) {
            blocked = load * blocked / (n + load * blocked);
        }
        double waits = blocked / (1 - load / people * (1 - blocked));
        double inTime = 1 - waits * Math.exp(-(people - load) * targetSeconds / serviceSeconds);
        return new Level(people, inTime, waits * serviceSeconds / (people - load));
    }
}
