package io.throughline.rehearsal;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What came of a rehearsal. Field names are those of the JSON, and contract. Shares are from 0 to 1; times
/// are local where the lines are.
///
/// @param version of the definition
/// @param zone where the lines are
/// @param from when the first case was opened
/// @param to when the last thing happened
/// @param refused what the engine refused of what people did, by rule
/// @param moves inputs that the engine was given
/// @param trace over everything that happened, in order: the same for the same seed
public record Report(
        String workflow,
        String title,
        String version,
        int customers,
        long seed,
        String zone,
        String from,
        String to,
        Stack resolution,
        List<Outcome> outcomes,
        Reach reach,
        List<StepFigures> steps,
        List<Cause> exceptions,
        List<LineFigures> lines,
        Weakest breaks,
        List<String> presumed,
        Map<String, Integer> refused,
        long moves,
        String trace) {

    /// The resolution stack.
    ///
    /// @param resolved share of the customers whose case ended with success, proven by a record
    /// @param medianHours from opening to that end; 0 without any
    /// @param writtenBack share of the entries that the systems of record took
    /// @param noPerson share of the customers whose case was resolved without a call or a colleague
    /// @param withPerson share whose case went to a person as an exception
    /// @param open share whose case still stands somewhere
    public record Stack(
            int resolvedCases,
            double resolved,
            double medianHours,
            double p90Hours,
            int writes,
            double writtenBack,
            double noPerson,
            double withPerson,
            double open) {}

    /// @param kind `resolved`, `closed`, `exception` or `open`
    /// @param name of the outcome, the exception, or the step the case stands on
    public record Outcome(String kind, String name, int count, double share) {}

    /// How far messages got.
    ///
    /// @param sent by channel
    /// @param held by rule, how often a message had to wait
    /// @param denied by rule, how often it may not go out
    /// @param read people who read at least one
    /// @param opened people who opened the page
    /// @param called people who called
    /// @param gaveUpCalling people who left the line and whose case was not resolved
    /// @param closedCalls calls while nobody was there
    public record Reach(
            Map<String, Integer> sent,
            Map<String, Integer> held,
            Map<String, Integer> denied,
            int read,
            int opened,
            int called,
            int gaveUpCalling,
            int closedCalls) {}

    /// @param people who stood before it at least once
    /// @param times how often somebody stood before it
    /// @param left how often somebody closed the page there
    /// @param called how often somebody picked up the telephone there
    /// @param askedForPerson how often somebody asked for a person there
    /// @param lost people who left there for good, and whose case was not resolved
    public record StepFigures(
            String step,
            String kind,
            int people,
            int times,
            int answered,
            int left,
            int called,
            int askedForPerson,
            int lost,
            double lostShare) {}

    /// @param byHour of the day, 24 of them, where the lines are
    public record Cause(
            String cause, String queue, int count, double share, int late, int busiestHour, List<Integer> byHour) {}

    /// @param calls null where nobody called
    /// @param work null where no work came
    public record LineFigures(
            String line,
            int mostPeople,
            double occupancy,
            @Nullable Calls calls,
            @Nullable Work work,
            List<Hour> hours) {}

    /// @param inTarget share answered within the target's time; who gave up was not
    /// @param meanWaitSeconds of all, also of those who gave up
    /// @param busiest the hour with the most calls
    public record Calls(
            int offered,
            int answered,
            int abandoned,
            double abandonedShare,
            double meanWaitSeconds,
            double p90WaitSeconds,
            double inTarget,
            double meanHandleSeconds,
            Hour busiest) {}

    /// @param late done after it was due
    /// @param unfinished still waiting at the end
    public record Work(
            int offered, int done, int late, int unfinished, double meanWaitHours, double p90WaitHours, Hour busiest) {}

    /// One hour. `calls` and `work` count what came in it.
    ///
    /// @param start local time, `2026-11-23T10:00`
    /// @param people there
    public record Hour(
            String start,
            int calls,
            int answered,
            int abandoned,
            int inTarget,
            int work,
            int people,
            double occupancy) {}

    /// What breaks first.
    ///
    /// @param kind `calls`, `work` or `nothing`
    /// @param sentence for people
    /// @param line null if nothing breaks
    /// @param hour local, in which it breaks
    /// @param people there are then
    /// @param needed to reach the target, by Erlang's A formula for calls, by the time the work takes for
    ///     work
    /// @param holdsTo how many times as many customers the lines would still take, when nothing breaks; 0
    ///     if not known
    public record Weakest(
            String kind,
            String sentence,
            @Nullable String line,
            @Nullable String hour,
            int people,
            int needed,
            int missing,
            double holdsTo) {}
}
