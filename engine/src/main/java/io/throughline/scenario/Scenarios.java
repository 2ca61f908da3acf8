package io.throughline.scenario;

import io.throughline.policy.ContactLaw;
import io.throughline.workflow.Definition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Set;
import java.util.TreeSet;

/// Plays the scenarios that lie beside a workflow against the engine, in virtual time: no platform, no clock, no
/// network. Files in, a report out.
public final class Scenarios {
    /// How files of scenarios are named: `arrears.scenarios.yaml` beside `arrears.yaml`.
    public static final String SUFFIX = ".scenarios.yaml";

    /// The exception of a case whose definition leaves it no way on.
    static final String STUCK = "stuck";

    /// When a scenario begins that does not say: a Monday, 9:00 in Chicago.
    static final Instant START = Instant.parse("2026-11-23T15:00:00Z");

    private final ContactLaw law;

    /// @param law what messages are held back by
    public Scenarios(ContactLaw law) {
        this.law = law;
    }

    /// Plays every scenario of a file.
    ///
    /// @param file for messages
    /// @param text of the file
    /// @throws io.throughline.workflow.InvalidDefinition with everything that is wrong with the file, by its place
    public Report play(Definition definition, String file, String text) {
        var read = ScenarioReader.read(definition, law.situations(), file, text);
        var coverage = new Coverage(definition, law);
        var results = new ArrayList<Report.Result>();
        for (var scenario : read.scenarios()) {
            results.add(Play.of(definition, law, scenario, coverage));
        }
        return new Report(file, definition.name(), results, coverage, read.goals());
    }

    /// What the scenarios of a file go through, for those who ask what no scenario shows. A scenario that fails counts
    /// for nothing.
    ///
    /// @param text of the file; empty: there is none
    /// @throws io.throughline.workflow.InvalidDefinition if the file cannot be read
    public Coverage coverage(Definition definition, String file, String text) {
        return text.isBlank()
                ? new Coverage(definition, law)
                : play(definition, file, text).coverage();
    }

    /// The outcomes that the scenarios of a file take, or that nothing can bring, as `step.outcome`, for the linter.
    /// Empty when there are no scenarios.
    ///
    /// @throws io.throughline.workflow.InvalidDefinition if the file cannot be read
    public Set<String> tried(Definition definition, String file, String text) {
        var coverage = coverage(definition, file, text);
        if (coverage.covered(Coverage.Kind.OUTCOMES).isEmpty()) {
            return Set.of();
        }
        var tried = new TreeSet<String>();
        for (var step : definition.steps().values()) {
            step.common().on().keySet().forEach(outcome -> tried.add(step.name() + "." + outcome));
            tried.add(step.name() + "." + Coverage.TIMED_OUT);
        }
        coverage.missing(Coverage.Kind.OUTCOMES).forEach(tried::remove);
        return tried;
    }
}
