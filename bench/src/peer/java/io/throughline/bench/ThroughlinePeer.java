package io.throughline.bench;

import io.throughline.engine.CaseState;
import java.io.IOException;
import java.util.Map;
import javax.sql.DataSource;
import peerbench.Case;
import peerbench.Peer;

/// Throughline among the engines of `peerbench`, which loads it by name. Not part of the build: `bench/peerbench`
/// compiles it against that benchmark's classes.
public final class ThroughlinePeer implements Peer {
    private ReferenceCases cases;

    @Override
    public void open(DataSource source, Runnable completed) throws IOException {
        cases = new ReferenceCases(source, Case::writeback, completed);
    }

    @Override
    public String start(Case c) {
        return cases.open(
                c.caseRef(),
                ReferenceCases.facts(
                        c.caseRef(),
                        c.customerId(),
                        c.tenant(),
                        c.product(),
                        c.balance(),
                        c.daysLate(),
                        c.vulnerable(),
                        c.openedAt()));
    }

    @Override
    public void event(String id, String name) {
        var state = cases.tell(id, name);
        switch (name) {
            case "opened" -> same("offer", state, offer(state));
            case "verified" -> same("branch", state, Case.branch(balance(state)));
            default -> {}
        }
    }

    @Override
    public void close() {
        cases.close();
    }

    /// The definition decides as the benchmark's rules do, which every other peer calls.
    private static void same(String step, CaseState state, String expected) {
        if (!expected.equals(state.passed().get(step))) {
            throw new IllegalStateException(step + " is " + state.passed().get(step) + ", not " + expected);
        }
    }

    private static String offer(CaseState state) {
        var trigger = state.facts().get("trigger");
        var policy = Case.policy(balance(state), (long) trigger.get("daysLate"), (boolean) trigger.get("vulnerable"));
        return Case.offer(policy, balance(state));
    }

    private static double balance(CaseState state) {
        return ((Number) ((Map<?, ?>) state.facts().get("trigger").get("balance")).get("minor")).longValue() / 100.0;
    }
}
