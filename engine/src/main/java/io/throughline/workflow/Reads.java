package io.throughline.workflow;

import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The facts that a step needs. What is only carried along, or told to an agent where it is known, is not among them.
public final class Reads {
    private final Set<String> names = new TreeSet<>();

    private Reads() {}

    /// Dotted names, of data and of other steps' results.
    public static Set<String> of(Step step) {
        var reads = new Reads();
        reads.step(step);
        return reads.names;
    }

    private void step(Step step) {
        switch (step) {
            case Step.Show show -> names.addAll(show.show());
            case Step.Ask ask -> {
                names.addAll(ask.show());
                ask.fields().values().forEach(this::field);
            }
            case Step.Check check ->
                check.lines().values().forEach(line -> {
                    template(line.label());
                    template(line.help());
                });
            case Step.Choose choose -> choose(choose);
            case Step.Decide decide -> decide.branches().values().forEach(branch -> condition(branch.when()));
            case Step.Approve approve -> authority(approve.authority());
            case Step.Pay pay -> {
                names.add(pay.amount());
                template(pay.description());
            }
            case Step.Arrange arrange -> names.add(arrange.amount());
            case Step.Write write -> values(write.values().values());
            case Step.Run run -> values(run.values().values());
            case Step.Verify _,
                    Step.Disclose _,
                    Step.Request _,
                    Step.Send _,
                    Step.Wait _,
                    Step.Assign _,
                    Step.Finish _ -> {
                // these read no facts
            }
        }
    }

    private void choose(Step.Choose choose) {
        names.addAll(choose.show());
        for (var choice : choose.choices().values()) {
            template(choice.label());
            template(choice.hint());
            condition(choice.when());
            if (choice.authority() != null) {
                authority(choice.authority());
            }
        }
    }

    private void field(Field field) {
        template(field.label());
        template(field.help());
        if (field.type() instanceof Field.Type.Amount amount) {
            bound(amount.least());
            bound(amount.most());
        }
    }

    private void bound(Field.@Nullable Bound bound) {
        if (bound instanceof Field.Bound.Fact(var name)) {
            names.add(name);
        }
    }

    private void authority(Authority authority) {
        if (authority.amount() != null) {
            names.add(authority.amount());
        }
        if (authority.of() != null) {
            names.add(authority.of());
        }
    }

    private void values(Collection<Step.Value> values) {
        for (var value : values) {
            switch (value) {
                case Step.Value.Fact(var name) -> names.add(name);
                case Step.Value.Text(var template) -> template(template);
            }
        }
    }

    private void template(@Nullable Template template) {
        if (template != null) {
            names.addAll(template.names());
        }
    }

    private void condition(@Nullable Condition condition) {
        if (condition != null) {
            names.addAll(condition.names());
        }
    }
}
