package io.throughline.workflow;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What can be said of a kind of step before there is a step.
final class Kinds {
    private Kinds() {}

    /// What a kind does, in a line.
    static String doc(String kind) {
        return switch (kind) {
            case "verify" -> "Proves who this is, at a level; carried forward, not repeated.";
            case "disclose" -> "Puts required words before the person and keeps that it did.";
            case "show" -> "Presents facts.";
            case "ask" -> "Collects typed answers or documents.";
            case "check" -> "A checklist for an agent, each line with its evidence.";
            case "choose" -> "Offers only what is allowed.";
            case "decide" -> "Takes the first branch that holds.";
            case "approve" -> "Somebody with the right decides within a time.";
            case "pay" -> "Takes a payment at the processor.";
            case "arrange" -> "Agrees a plan or a promise, inside its bounds.";
            case "request" -> "Takes from a desk what a system shall do, one operation after the other.";
            case "write" -> "Writes to a system of record and waits for its receipt.";
            case "send" -> "Sends approved words.";
            case "wait" -> "Waits for a time.";
            case "assign" -> "Gives the case to a person, who gives it back with an outcome.";
            case "run" -> "Runs another workflow as a child.";
            default -> "Ends with an outcome, only with its proof.";
        };
    }

    /// Whether steps of the kind name some or all of their outcomes themselves.
    static boolean namesItsOutcomes(String kind) {
        return Set.of("choose", "decide", "request", "assign", "run").contains(kind);
    }

    /// The outcomes that every step of a kind has.
    static Set<String> fixedOutcomes(String kind) {
        var common = new Step.Common("", null, Map.of(), Set.of(), null);
        var none = new LinkedHashMap<String, Step.Value>();
        var nowhere = new Assignment("", List.of(), List.of(), List.of(), Duration.ZERO, null, Duration.ZERO);
        Step step = switch (kind) {
            case "verify" -> new Step.Verify(common, "", 1);
            case "disclose" -> new Step.Disclose(common, "");
            case "show" -> new Step.Show(common, List.of());
            case "ask" -> new Step.Ask(common, List.of(), new LinkedHashMap<>());
            case "check" -> new Step.Check(common, nowhere, new LinkedHashMap<>());
            case "choose" -> new Step.Choose(common, List.of(), new LinkedHashMap<>());
            case "decide" -> new Step.Decide(common, new LinkedHashMap<>());
            case "approve" -> new Step.Approve(common, new Authority("", "", nowhere, null, null));
            case "pay" -> new Step.Pay(common, "", null);
            case "arrange" -> new Step.Arrange(common, Step.Arrange.Kind.PROMISE, "", 1, List.of());
            case "request" -> new Step.Request(common, "", new LinkedHashMap<>());
            case "write" -> new Step.Write(common, "", "", Map.of());
            case "send" -> new Step.Send(common, "");
            case "wait" -> new Step.Wait(common, Duration.ZERO);
            case "assign" -> new Step.Assign(common, nowhere, List.of());
            case "run" -> new Step.Run(common, "", none, List.of(), new LinkedHashMap<>());
            default -> new Step.Finish(common, "");
        };
        return step.outcomes();
    }
}
