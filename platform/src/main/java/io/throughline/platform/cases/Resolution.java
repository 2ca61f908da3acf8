package io.throughline.platform.cases;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The resolution stack over all cases.
///
/// @param outcomes finished cases by outcome
/// @param exceptions cases with a person, by cause
/// @param waiting open cases, by what they wait for and the step they stand on
/// @param completion share of all cases that ended with a success of their definition
/// @param medianSecondsToResolution from opening to finish, business time
/// @param writebackSuccess share of answered writebacks that the system of record confirmed
/// @param deflection share of all cases that were resolved and never were with a person
public record Resolution(
        long cases,
        Map<String, Long> outcomes,
        Map<String, Long> exceptions,
        Map<String, Long> waiting,
        double completion,
        @Nullable Double medianSecondsToResolution,
        @Nullable Double writebackSuccess,
        double deflection) {

    static Resolution of(
            List<FigureStore.Standing> standings,
            @Nullable Double median,
            Map<String, Long> writebacks,
            Workflows workflows) {
        var outcomes = new TreeMap<String, Long>();
        var exceptions = new TreeMap<String, Long>();
        var waiting = new TreeMap<String, Long>();
        long all = 0;
        long resolved = 0;
        long deflected = 0;
        for (var one : standings) {
            all += one.cases();
            var outcome = one.outcome();
            if (outcome != null) {
                outcomes.merge(outcome, one.cases(), Long::sum);
                if (workflows
                        .version(one.workflow(), one.version())
                        .resolution()
                        .success()
                        .contains(outcome)) {
                    resolved += one.cases();
                    deflected += one.hadPerson() ? 0 : one.cases();
                }
            } else if (one.queue() != null) {
                exceptions.merge(one.at(), one.cases(), Long::sum);
            } else {
                waiting.merge(
                        one.awaiting().toLowerCase(java.util.Locale.ROOT) + " at " + one.at(), one.cases(), Long::sum);
            }
        }
        long answered = writebacks.values().stream().mapToLong(Long::longValue).sum();
        return new Resolution(
                all,
                outcomes,
                exceptions,
                waiting,
                share(resolved, all),
                median,
                answered == 0 ? null : share(writebacks.getOrDefault("written-back", 0L), answered),
                share(deflected, all));
    }

    private static double share(long part, long all) {
        return all == 0 ? 0 : Math.round(10_000.0 * part / all) / 10_000.0;
    }
}
