package io.throughline.policy.pack;

import io.throughline.policy.pack.Decision.Result;
import io.throughline.policy.pack.Decision.Verdict;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A decision in sentences: why not, by which law, and when.
public final class Explanation {
    private static final DateTimeFormatter WALL =
            DateTimeFormatter.ofPattern("EEE d MMM yyyy 'at' HH:mm:ss", Locale.ROOT);
    private final Policy policy;
    private final Decision decision;

    public Explanation(Policy policy, Decision decision) {
        this.policy = policy;
        this.decision = decision;
    }

    /// The answer first, then what bears on it, then what it was made with.
    public List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add(answer());
        decision.results().stream()
                .filter(result -> result.stands() && !result.rule().equals(decision.rule()))
                .map(result -> "Also " + result.rule() + ": " + because(result) + until(result))
                .distinct()
                .forEach(lines::add);
        decision.results().stream()
                .filter(result -> !result.stands())
                .map(result -> "Not held against it: " + result.rule() + " ("
                        + result.outcome().reason() + "), because of "
                        + (result.liftedBy().equals(result.rule()) ? "its own exception" : result.liftedBy())
                        + (result.liftedAs().equals("OK") ? "" : " (" + result.liftedAs() + ")"))
                .distinct()
                .forEach(lines::add);
        lines.add("Where the person may be: " + zones() + "; time zone rules " + decision.tzdata() + ".");
        return lines;
    }

    /// One sentence with the rule, the reason code and the citation.
    public String answer() {
        return switch (decision.verdict()) {
            case Verdict.Allow() ->
                decision.reason().equals("OK")
                        ? "Yes: no rule stands against it."
                        : "Yes, by an exception (" + decision.reason() + "): " + exception();
            case Verdict.Require(var obligations) ->
                "Yes, once this is done: "
                        + obligations.stream().map(Explanation::words).collect(Collectors.joining(", ")) + ". " + why();
            case Verdict.NotBefore(var instant) -> "Not before " + wall(instant) + ". " + why();
            case Verdict.Deny() -> "No. " + why() + (endsByTime() ? "" : " Time alone does not change it.");
        };
    }

    private boolean endsByTime() {
        return decision.results().stream().noneMatch(Result::denies);
    }

    private String why() {
        return decision.results().stream()
                .filter(result -> result.stands()
                        && result.rule().equals(decision.rule())
                        && result.outcome().reason().equals(decision.reason()))
                .findFirst()
                .map(this::because)
                .orElse(decision.reason());
    }

    private String because(Result result) {
        if (!result.missing().isEmpty()) {
            return result.outcome().reason() + ": " + result.missing()
                    + " – without it the answer is no (engine.fail-closed).";
        }
        var rule = policy.find(result.rule());
        return rule.map(found -> found.title() + " (" + result.outcome().reason() + "): " + found.says() + " ["
                        + found.id() + "; " + found.cite() + "; " + found.status() + "]")
                .orElse(result.outcome().reason());
    }

    private String until(Result result) {
        return result.until() == null ? "" : " By itself it holds until " + wall(result.until()) + ".";
    }

    private String exception() {
        return policy.rules().stream()
                .filter(rule -> rule.reasons().contains(decision.reason()))
                .findFirst()
                .map(rule -> rule.says() + " [" + rule.id() + "; " + rule.cite() + "; " + rule.status() + "]")
                .orElse("");
    }

    private String wall(Instant instant) {
        return decision.zones().stream()
                        .map(zone -> WALL.format(instant.atZone(zone)) + " " + zone.getId())
                        .collect(Collectors.joining(" / "))
                + " (" + instant + ")";
    }

    private String zones() {
        return decision.zones().stream().map(ZoneId::getId).collect(Collectors.joining(", "));
    }

    private static String words(String obligation) {
        return obligation.replace('_', ' ');
    }
}
