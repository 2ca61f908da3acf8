package io.throughline.workflow;

import io.throughline.engine.By;
import io.throughline.engine.Identity;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
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

    /// The kind as definitions write it, such as `verify`.
    default String kindName() {
        return getClass().getSimpleName().toLowerCase(Locale.ROOT);
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

    /// Whether somebody at a desk answers this step and no customer: by its kind, or because `by` leaves them out.
    default boolean isDeskWork() {
        return this instanceof Check
                || this instanceof Assign
                || this instanceof Approve
                || this instanceof Request
                || (!common().by().isEmpty() && !common().by().contains(By.Actor.CUSTOMER));
    }

    /// Whether the case waits here for the customer, whom outreach brings.
    default boolean isForCustomer() {
        return switch (this) {
            case Verify _, Disclose _, Show _, Choose _, Ask _, Pay _, Arrange _ -> !isDeskWork();
            default -> false;
        };
    }

    /// What every kind has.
    ///
    /// @param on where each outcome leads, in the order written
    /// @param sources data sources whose facts the step uses; they must be fresh when it is entered
    /// @param timeOut how long the step may stand before `then`
    /// @param by who may answer; empty: everybody whom policy allows
    /// @param channels on which it may be answered; empty: all
    /// @param level how surely we must know who is there; null: as the workflow says
    /// @param desk where a step that `by` leaves to staff waits; null: in the queue of the `person` exception
    record Common(
            String name,
            @Nullable String title,
            Map<String, String> on,
            Set<String> sources,
            @Nullable TimeOut timeOut,
            Set<By.Actor> by,
            Set<By.Channel> channels,
            @Nullable Guide guide,
            Identity.@Nullable Level level,
            @Nullable Assignment desk) {

        /// A step that has no queue of its own.
        public Common(
                String name,
                @Nullable String title,
                Map<String, String> on,
                Set<String> sources,
                @Nullable TimeOut timeOut,
                Set<By.Actor> by,
                Set<By.Channel> channels,
                @Nullable Guide guide,
                Identity.@Nullable Level level) {
            this(name, title, on, sources, timeOut, by, channels, guide, level, null);
        }

        /// A step with nothing but its flow.
        public Common(
                String name,
                @Nullable String title,
                Map<String, String> on,
                Set<String> sources,
                @Nullable TimeOut timeOut) {
            this(name, title, on, sources, timeOut, Set.of(), Set.of(), null, null);
        }
    }

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
    /// @param because why it is not offered otherwise, for the agent who is asked
    /// @param authority who may take it without an approval; null everybody
    record Choice(
            String name,
            Template label,
            @Nullable Template hint,
            @Nullable Condition when,
            @Nullable Template because,
            @Nullable Authority authority) {

        /// A choice that anybody may take.
        public Choice(String name, Template label, @Nullable Template hint, @Nullable Condition when) {
            this(name, label, hint, when, null, null);
        }
    }

    /// Questions with typed answers.
    record Ask(Common common, List<String> show, SequencedMap<String, Field> fields) implements Step {
        @Override
        public Set<String> outcomes() {
            return Set.of("answered");
        }
    }

    /// A checklist; each line is ticked with its evidence.
    record Check(Common common, Assignment assignment, SequencedMap<String, Line> lines) implements Step {
        @Override
        public Set<String> outcomes() {
            return Set.of("done");
        }
    }

    /// @param evidence what has to be given with the tick
    /// @param required whether the step can be done without it
    record Line(String name, Template label, @Nullable Template help, Evidence evidence, boolean required) {}

    /// What proves a line of a checklist.
    enum Evidence {
        /// Words about what was seen.
        NOTE,
        /// A number or name in another system.
        REFERENCE,
        /// A document that is kept: its reference.
        DOCUMENT
    }

    /// Somebody with the right decides within a time.
    record Approve(Common common, Authority authority) implements Step {
        @Override
        public Set<String> outcomes() {
            return Set.of("approved", "refused", "expired");
        }
    }

    /// A person takes the case and gives it back with one of `results`.
    record Assign(Common common, Assignment assignment, List<String> results) implements Step {
        @Override
        public Set<String> outcomes() {
            return new java.util.TreeSet<>(results);
        }
    }

    /// Another workflow as a child.
    ///
    /// @param values facts that the child's trigger gets, beside the account and the customer
    /// @param results outcomes of the child; anything else that may come of it is `failed`
    /// @param bring facts that come back: here -> there
    record Run(
            Common common,
            String workflow,
            SequencedMap<String, Value> values,
            List<String> results,
            SequencedMap<String, Brought> bring)
            implements Step {
        /// How a run ends that came to none of its results.
        public static final String FAILED = "failed";

        @Override
        public Set<String> outcomes() {
            var outcomes = new java.util.TreeSet<>(results);
            outcomes.add(FAILED);
            return outcomes;
        }
    }

    /// A fact of a child.
    ///
    /// @param fact its dotted name there
    record Brought(String fact, FactType type) {}

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
