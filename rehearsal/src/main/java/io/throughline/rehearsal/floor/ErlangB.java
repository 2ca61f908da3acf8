package io.throughline.rehearsal.floor;

/// Share of calls that find everybody busy when nobody can wait (M/M/n/n, also M/G/n/n).
public final class ErlangB {
    private ErlangB() {}

    /// By the recursion of the reciprocal, `1/B(n) = 1 + n/a · 1/B(n-1)`: every term is positive and
    /// nothing cancels, so it is stable for any size (Jagerman 1974; Qiao and Qiao 1998).
    ///
    /// @param load offered, in erlangs, above 0
    /// @param people 0 or more
    public static double blocking(double load, int people) {
        if (!(load > 0) || people < 0) {
            throw new IllegalArgumentException("load " + load + " on " + people + " people");
        }
        double reciprocal = 1;
        for (int n = 1; n <= people; n++) {
            reciprocal = 1 + reciprocal * n / load;
        }
        return 1 / reciprocal;
    }
}
