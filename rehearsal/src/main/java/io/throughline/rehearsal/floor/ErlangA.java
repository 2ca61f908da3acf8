package io.throughline.rehearsal.floor;

/// The queue in which people give up (M/M/n+M): exponential arrivals, service and patience. Times are in
/// seconds. It is stable at any load.
///
/// Palm 1957; Garnett, Mandelbaum and Reiman, Designing a call center with impatient customers, 2002.
/// Solved as the birth-and-death process it is, from its most likely state outwards, so that nothing
/// overflows: the numbers of people in the system weigh `w(j+1) = w(j) · rate / out(j+1)` with `out(j) =
/// min(j, n)/handle + max(0, j-n)/patience`.
public final class ErlangA {
    private static final double NEGLIGIBLE = 1e-18;
    private static final int PIECES = 400;
    private final double rate;
    private final double handle;
    private final double patience;
    private final int people;
    private final double idle;
    private final double queue;
    private final double logAllButOneBusy;

    /// @param rate arrivals in a second
    /// @param handle mean time of service
    /// @param patience mean time after which somebody who waits gives up
    /// @param people 1 or more
    public ErlangA(double rate, double handle, double patience, int people) {
        if (!(rate > 0) || !(handle > 0) || !(patience > 0) || people < 1) {
            throw new IllegalArgumentException(
                    "rate " + rate + ", handle " + handle + ", patience " + patience + ", " + people + " people");
        }
        this.rate = rate;
        this.handle = handle;
        this.patience = patience;
        this.people = people;
        int likeliest = likeliest();
        double all = 0;
        double free = 0;
        double waiting = 0;
        double weight = 1;
        for (int j = likeliest; weight > NEGLIGIBLE; j++) { // upwards, the likeliest itself included
            all += weight;
            free += j < people ? weight : 0;
            waiting += j > people ? weight * (j - people) : 0;
            weight *= rate / out(j + 1);
        }
        weight = 1;
        for (int j = likeliest; j > 0; j--) { // downwards; small weights may matter when summed, so to the end
            weight *= out(j) / rate;
            all += weight;
            free += j - 1 < people ? weight : 0;
            waiting += j - 1 > people ? weight * (j - 1 - people) : 0;
        }
        this.idle = free / all;
        this.queue = waiting / all;
        this.logAllButOneBusy = log(likeliest) - Math.log(all);
    }

    private double out(int inSystem) {
        return Math.min(inSystem, people) / handle + Math.max(0, inSystem - people) / patience;
    }

    /// The state from which the weights fall on both sides.
    private int likeliest() {
        double load = rate * handle;
        return load < people ? (int) load : people + (int) ((rate - people / handle) * patience);
    }

    /// The logarithm of the weight of all but one busy, counted from the likeliest state.
    private double log(int likeliest) {
        double log = 0;
        for (int j = likeliest; j < people - 1; j++) {
            log += Math.log(rate / out(j + 1));
        }
        for (int j = likeliest; j > people - 1; j--) {
            log += Math.log(out(j) / rate);
        }
        return log;
    }

    /// Share that has to wait.
    public double waits() {
        return 1 - idle;
    }

    /// Share that gives up.
    public double abandons() {
        return queue / patience / rate;
    }

    /// Mean wait of all, of those who gave up until they did.
    public double meanWait() {
        return queue / rate;
    }

    public double meanQueue() {
        return queue;
    }

    /// Share of the people's time that goes into service.
    public double occupancy() {
        return rate * (1 - abandons()) * handle / people;
    }

    /// Share answered within a time. The density of the wait that somebody with endless patience would have
    /// is `rate · p(n-1) · exp(rate · patience · (1 - exp(-x/patience)) - n·x/handle)` (Baccelli and
    /// Hebuterne 1981); who is answered after x was patient for so long.
    public double answeredWithin(double time) {
        if (time <= 0) {
            return idle;
        }
        double step = time / PIECES;
        double sum = density(0) + density(time);
        for (int i = 1; i < PIECES; i++) {
            sum += density(i * step) * (i % 2 == 0 ? 2 : 4); // Simpson
        }
        return Math.min(1, idle + sum * step / 3);
    }

    private double density(double x) {
        double grown = rate * patience * -Math.expm1(-x / patience) - people * x / handle;
        return rate * Math.exp(logAllButOneBusy + grown - x / patience);
    }

    /// The fewest people with whom `share` of the calls are answered within `time`.
    public static int needed(double rate, double handle, double patience, double share, double time) {
        int low = 0;
        int high = Math.max(1, (int) (rate * handle));
        while (new ErlangA(rate, handle, patience, high).answeredWithin(time) < share) {
            low = high;
            high *= 2;
        }
        while (high - low > 1) {
            int middle = (low + high) >>> 1;
            if (new ErlangA(rate, handle, patience, middle).answeredWithin(time) < share) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }
}
