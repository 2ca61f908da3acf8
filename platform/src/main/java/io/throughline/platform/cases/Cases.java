package io.throughline.platform.cases;

import io.throughline.engine.By;
import io.throughline.engine.CaseState;
import io.throughline.engine.Event;
import io.throughline.engine.Input;
import io.throughline.engine.Refusal;
import java.time.Instant;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The one way in to a case. Whatever moves it, a page, a webhook, a timer or a person, does so through
/// [#apply].
public interface Cases {

    /// Opens a case of the current version of `workflow` for an account.
    ///
    /// The same `onceKey` (such as a CloudEvent's source and id) opens one case, however often it is asked.
    ///
    /// @throws UnknownWorkflow if no such workflow is loaded
    Opened open(String workflow, Map<String, Object> trigger, By by, String onceKey);

    /// The same for many triggers of one workflow; the store commits them in batches. Answers in their order.
    ///
    /// @throws UnknownWorkflow if no such workflow is loaded
    default List<Opened> openAll(String workflow, List<Trigger> triggers, By by) {
        return triggers.stream()
                .map(trigger -> open(workflow, trigger.facts(), by, trigger.onceKey()))
                .toList();
    }

    /// Gives an input to a case. Acknowledged only after its commit. Two writers: one wins, the other re-reads
    /// and tries again.
    ///
    /// @throws UnknownCase if there is no such case
    Outcome apply(String caseId, Input input, By by);

    /// Finds a case by id or by short reference (any letter case, with or without dashes).
    Optional<CaseState> find(String idOrReference);

    /// Several cases by their ids, in one go and in no order; those that are not there are left out.
    default List<CaseState> all(Collection<String> ids) {
        return ids.stream().map(this::find).flatMap(Optional::stream).toList();
    }

    /// Its evidence, oldest first.
    List<Recorded> events(String caseId);

    /// An operational event about an account; the same `onceKey` opens one case.
    record Trigger(Map<String, Object> facts, String onceKey) {
        /// By which the same customer gets the same version: customer, or account, or the event itself.
        String subject() {
            return String.valueOf(facts.getOrDefault("customerId", facts.getOrDefault("accountId", onceKey)));
        }
    }

    /// @param existed whether the once-key had opened it before
    record Opened(String caseId, boolean existed) {}

    /// What came of an input.
    sealed interface Outcome {
        CaseState state();

        record Moved(CaseState state, List<Event> events) implements Outcome {}

        record Refused(CaseState state, Refusal refusal) implements Outcome {}
    }

    /// An event as the chain holds it.
    record Recorded(int number, Instant at, String type, By by, String step, Map<String, Object> details, byte[] hash) {
        public String hashText() {
            return HexFormat.of().formatHex(hash);
        }
    }

    /// No case has this id.
    final class UnknownCase extends RuntimeException {
        private static final long serialVersionUID = 1;

        public UnknownCase(String id) {
            super("there is no case " + id);
        }
    }

    /// No workflow has this name.
    final class UnknownWorkflow extends RuntimeException {
        private static final long serialVersionUID = 1;

        public UnknownWorkflow(String name, List<String> known) {
            super("there is no workflow \"" + name + "\"; loaded are " + String.join(", ", known));
        }
    }
}
