package io.throughline.policy;

import io.throughline.policy.pack.Decision;
import io.throughline.policy.pack.Decision.Result;
import io.throughline.policy.pack.Policy;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;

/// Why not, and when: one sentence with the rule and its citation.
final class ContactSentence {
    private static final DateTimeFormatter WALL = DateTimeFormatter.ofPattern("EEE d MMM HH:mm", Locale.ENGLISH);
    private final Policy policy;

    ContactSentence(Policy policy) {
        this.policy = policy;
    }

    String of(Decision decision) {
        return switch (decision.verdict()) {
            case Decision.Verdict.Allow() -> "no rule stands against it";
            case Decision.Verdict.NotBefore(var instant) -> why(decision) + ": not before " + wall(decision, instant);
            case Decision.Verdict.Require(var obligations) ->
                why(decision) + ": first "
                        + obligations.stream().map(one -> one.replace('_', ' ')).collect(Collectors.joining(", "));
            case Decision.Verdict.Deny() -> why(decision);
        };
    }

    private String why(Decision decision) {
        var missing = decision.results().stream()
                .filter(result -> result.stands()
                        && result.rule().equals(decision.rule())
                        && result.outcome().reason().equals(decision.reason()))
                .map(Result::missing)
                .filter(one -> !one.isEmpty())
                .findFirst();
        var cited = policy.find(decision.rule())
                .map(rule -> missing.isPresent()
                        ? " [" + rule.id() + "; " + rule.cite() + "]"
                        : rule.title() + " [" + rule.id() + "; " + rule.cite() + "]")
                .orElse(decision.reason());
        return missing.map(what -> what + ", and without it the answer is no" + cited)
                .orElse(cited);
    }

    private static String wall(Decision decision, Instant instant) {
        return decision.zones().stream()
                .map(zone -> WALL.format(instant.atZone(zone)) + " " + zone.getId())
                .collect(Collectors.joining(" / "));
    }
}
