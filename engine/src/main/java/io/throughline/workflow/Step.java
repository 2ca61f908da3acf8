package io.throughline.workflow;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// A step of a workflow. Each kind knows the outcomes it can end with; `on` says where each leads.
public sealed interface Step {
    Common common();

    /// Every way this step can end; each needs an entry in `on`.
    Set<String> outcomes();

    default String name() {
        return common().name();
    }

    /// Where an outcome leads: a step or an exception.
    ///
    /// @throws IllegalArgumentException if the outcome has no entry
    default String on(String outcome) {
        var target = common().on().get(outcome);
        if (target == null) {
            throw new IllegalArgumentException("step " + name() + " has no outcome " + outcome);
        }
        return target;
    }

    /// What every kind has.
    ///
    /// @param sources data sources whose facts the step uses; they must be fresh when it is entered
    /// @param timeOut how long the step may stand before `then`
    record Common(
            String name,
            @Nullable String title,
            Map<String, String> on,
            Set<String> sources,
            @Nullable TimeOut timeOut) {}

    record TimeOut(Duration after, String then) {}

    record Verify(Common common, String level, int attempts) implements Step {
        @Override
        public Set<String> outcomes() {
            return Set.of("verified", "wrong-party", "failed");
        }
    }

    record Disclose(Common common, String text) implements Step {
        @Override
        public Set<String> outcomes() {
            return Set.of("acknowledged", "refused");
        }
    }

    record Show(Common common, List<String> show) implements Step {
        @Override
        public Set<String> outcomes() {
            return Set.of("next");
        }
    }

    record Choose(Common common, List<String> show, SequencedMap<String, Choice> choices) implements Step {
        @Override
        public Set<String> outcomes() {
            var outcomes = new java.util.TreeSet<>(choices.keySet());
            outcomes.add("none-eligible");
            return outcomes;
        }
    }

    /// @param when holds when the choice is offered; null always
    record Choice(
            String name,
            Template label,
            @Nullable Template hint,
            @Nullable Condition when) {}

    record Decide(Common common, SequencedMap<String, Branch> branches) implements Step {
        @Override
        public Set<String> outcomes() {
            return branches.keySet();
        }
    }

    /// @param when null only on the last branch
    record Branch(String name, @Nullable Condition when) {}

    record Pay(Common common, String amount, @Nullable Template description) implements Step {
        @Override
        public Set<String> outcomes() {
            return Set.of("paid", "declined", "abandoned");
        }
    }

    /// @param within latest date from now, in days
    /// @param instalments allowed numbers of instalments; empty for a promise
    record Arrange(Common common, Kind kind, String amount, int within, List<Integer> instalments) implements Step {
        /// A promise to pay the whole on a date, or a plan of instalments.
        public enum Kind {
            PROMISE,
            PLAN
        }

        @Override
        public Set<String> outcomes() {
            return Set.of("agreed", "declined");
        }
    }

    /// @param values parameter of the operation -> dotted fact, or a text in quotes
    record Write(Common common, String system, String operation, Map<String, Value> values) implements Step {
        @Override
        public Set<String> outcomes() {
            return Set.of("written", "rejected", "failed");
        }

        public String target() {
            return system + "." + operation;
        }
    }

    /// A parameter's value: a fact's name, or words with facts in them.
    sealed interface Value {
        record Fact(String name) implements Value {}

        record Text(Template template) implements Value {}
    }

    /// Somebody at a desk asks for one of a system's operations, again and again until nothing more is wanted. What
    /// they ask for becomes facts under the step's name, one for each parameter.
    ///
    /// @param operations what may be asked for, with the types of its parameters
    record Request(Common common, String system, SequencedMap<String, SequencedMap<String, FactType>> operations)
            implements Step {
        /// How the step ends when all is done.
        public static final String NOTHING_MORE = "nothing-more";

        @Override
        public Set<String> outcomes() {
            var outcomes = new java.util.TreeSet<>(operations.keySet());
            outcomes.add(NOTHING_MORE);
            return outcomes;
        }
    }

    record Send(Common common, String message) implements Step {
        @Override
        public Set<String> outcomes() {
            return Set.of("sent", "suppressed", "undeliverable");
        }
    }

    record Wait(Common common, Duration time) implements Step {
        @Override
        public Set<String> outcomes() {
            return Set.of("timed-out");
        }
    }

    record Finish(Common common, String outcome) implements Step {
        @Override
        public Set<String> outcomes() {
            return Set.of();
        }
    }
}
