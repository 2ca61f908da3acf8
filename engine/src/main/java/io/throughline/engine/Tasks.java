package io.throughline.engine;

import io.throughline.engine.CaseState.Task;
import io.throughline.workflow.Assignment;
import io.throughline.workflow.Authority;
import io.throughline.workflow.Step;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the definition says about work that waits for a person.
final class Tasks {
    private Tasks() {}

    /// The authority that an approval is asked of.
    static Optional<Authority> authority(Step step, Task task) {
        return switch (step) {
            case Step.Approve approve -> Optional.of(approve.authority());
            case Step.Choose choose
            when task.choice() != null ->
                Optional.ofNullable(choose.choices().get(task.choice())).map(Step.Choice::authority);
            default -> Optional.empty();
        };
    }

    /// How the work is given out; null where only `by` says who answers.
    static @Nullable Assignment assignment(Step step, Task task) {
        return switch (step) {
            case Step.Check check -> check.assignment();
            case Step.Assign assign -> assign.assignment();
            default -> authority(step, task).map(Authority::assignment).orElse(null);
        };
    }
}
