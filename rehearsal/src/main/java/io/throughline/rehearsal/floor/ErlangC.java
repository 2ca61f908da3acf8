package io.throughline.rehearsal.floor;

/// The queue in which everybody waits for as long as it takes (M/M/n). Times are in seconds.
///
/// Erlang 1917; as in Cooper, Introduction to Queueing Theory, 2nd edition 1981, section 3.4.
///
/// @param rate arrivals in a second
/// @param handle mean time of service
/// @param people more than the load, or the queue grows without end
public record ErlangC(double rate, double handle, int people) {
    public ErlangC {
        if (!(rate > 0) || !(handle > 0) || people <= rate * handle) {
            throw new IllegalArgumentException(
                    "a load of " + rate * handle + " erlangs needs more than " + people + " people");
        }
    }

    /// Erlangs offered.
    public double load() {
        return rate * handle;
    }

    /// Share that has to wait.
    public double waits() {
        double blocking = ErlangB.blocking(load(), people);
        double busy = load() / people;
        return blocking / (1 - busy * (1 - blocking));
    }

    /// Mean wait of all, those who are served at once among them.
    public double meanWait() {
        return waits() * handle / (people - load());
    }

    /// Share answered within a time.
    public double answeredWithin(double time) {
        return 1 - waits() * Math.exp(-(people - load()) * time / handle);
    }

    public double meanQueue() {
        return rate * meanWait();
    }
}
