package io.throughline.sandbox.agents;

import io.throughline.sandbox.portfolio.Dice;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Follows the guide of a window: the next move is what the step asks for, and what the customer or the colleague means
/// to do is thrown by the dice of the case.
final class Guided {
    private static final int PATIENT_LOOKS = 25;
    private static final String ABOVE = "team-leads";
    private final Dice dice;
    private boolean linkSent;
    private int looks;

    Guided(Dice dice) {
        this.dice = dice;
    }

    void linkWasSent() {
        linkSent = true;
    }

    Move next(JsonNode window) {
        var step = window.path("guide").path("step");
        var kind = step.path("kind").asString("");
        boolean approval = text(window.path("item"), "kind").equals("approval");
        if (!approval
                && needsCustomer(kind)
                && !window.path("customer").path("proven").asBoolean(false)) {
            return window.path("customer").path("asks").isEmpty()
                    ? new Move.Pass(ABOVE, "nothing is on file to compare with")
                    : new Move.Identify();
        }
        return switch (kind) {
            case "assigned" -> act(step, "return", Map.of("result", result(step), "note", "spoke with them"));
            case "disclose" ->
                act(
                        step,
                        "acknowledge",
                        Map.of(
                                "text", text(step, "text"),
                                "version", text(step, "version"),
                                "language", text(step, "language")));
            case "show" -> act(step, "continue", Map.of());
            case "ask" -> act(step, "answer", Map.of("values", answers(step, window)));
            case "choose" -> choose(step);
            case "check" -> act(step, "check", Map.of("evidence", evidence(step)));
            case "arrange" -> arrange(step);
            case "approve" -> approval ? decide(step) : patient(window);
            case "pay" -> linkSent ? finish(window) : new Move.SendLink();
            case "with-person" -> resume(step);
            case "finished" -> finish(window);
            default -> patient(window);
        };
    }

    private static boolean needsCustomer(String kind) {
        return switch (kind) {
            case "verify", "disclose", "show", "choose", "ask", "arrange", "pay" -> true;
            default -> false;
        };
    }

    private Move finish(JsonNode window) {
        return window.path("finish").path("may").asBoolean(false) ? new Move.Finish() : patient(window);
    }

    /// Waits for what is under way; who waited long enough goes, if they may, or gives it to somebody else.
    private Move patient(JsonNode window) {
        if (++looks <= PATIENT_LOOKS) {
            return new Move.Look();
        }
        looks = 0;
        return window.path("finish").path("may").asBoolean(false)
                ? new Move.Finish()
                : new Move.Pass(ABOVE, "it does not go on here");
    }

    private static Move.Act act(JsonNode step, String verb, Map<String, Object> more) {
        var body = new LinkedHashMap<String, Object>(more);
        body.put("act", verb);
        body.put("step", text(step, "step"));
        return new Move.Act(body);
    }

    /// Mostly the first, which is how workflows write what usually happens.
    private String result(JsonNode step) {
        var results = step.path("results");
        int which = dice.chance(90) || results.size() < 2 ? 0 : dice.between(1, results.size() - 1);
        var one = results.path(which);
        return one.isString() ? one.asString("") : text(one, "name");
    }

    private Move choose(JsonNode step) {
        var options = step.path("options");
        if (options.isEmpty()) {
            return new Move.Look();
        }
        return act(step, "choose", Map.of("choice", text(options.path(dice.below(options.size())), "choice")));
    }

    private Move arrange(JsonNode step) {
        var earliest = LocalDate.parse(text(step, "earliest"));
        var latest = LocalDate.parse(text(step, "latest"));
        int days = (int) java.time.temporal.ChronoUnit.DAYS.between(earliest, latest);
        var terms = new LinkedHashMap<String, Object>();
        terms.put(
                "date", earliest.plusDays(days <= 0 ? 0 : dice.between(0, days)).toString());
        var plans = step.path("plans");
        if (text(step, "arrangement").equals("plan") && !plans.isEmpty()) {
            terms.put(
                    "instalments",
                    plans.path(dice.below(plans.size())).path("instalments").asString(""));
        }
        return act(step, "propose", terms);
    }

    private Move decide(JsonNode step) {
        if (!step.path("mayNot").isNull() && !step.path("mayNot").isMissingNode()) {
            return new Move.Pass(ABOVE, "not mine to decide");
        }
        return dice.chance(80)
                ? act(step, "approve", Map.of("reason", "fair"))
                : act(step, "refuse", Map.of("reason", "too little"));
    }

    private static Move resume(JsonNode step) {
        for (var where : step.path("resumable")) {
            if (where.path("allowed").asBoolean(false)) {
                return act(where, "resume", Map.of("reason", "spoke with the customer"));
            }
        }
        return new Move.Pass(ABOVE, "I may not put it back on its path");
    }

    private static Map<String, Object> evidence(JsonNode step) {
        var evidence = new LinkedHashMap<String, Object>();
        for (var line : step.path("lines")) {
            if (line.path("required").asBoolean(true)) {
                evidence.put(text(line, "name"), "seen on the telephone");
            }
        }
        return evidence;
    }

    private Map<String, Object> answers(JsonNode step, JsonNode window) {
        var values = new LinkedHashMap<String, Object>();
        for (var question : step.path("questions")) {
            if (question.path("required").asBoolean(true)) {
                values.put(text(question, "name"), answer(question, window));
            }
        }
        return values;
    }

    private String answer(JsonNode question, JsonNode window) {
        return switch (text(question, "type")) {
            case "amount" -> amount(window).toPlainString();
            case "whole" -> "1";
            case "yes-no" -> dice.chance(50) ? "yes" : "no";
            case "day" ->
                Instant.parse(text(window.path("item"), "since"))
                        .atOffset(ZoneOffset.UTC)
                        .toLocalDate()
                        .plusDays(7)
                        .toString();
            case "one-of" ->
                question.path("expected").path("options").propertyNames().stream()
                        .findFirst()
                        .orElse("");
            default -> "as they told me";
        };
    }

    /// What they can pay: something from a third of what the window says they owe, up to all of it.
    private BigDecimal amount(JsonNode window) {
        for (var fact : window.path("facts")) {
            if (text(fact, "name").endsWith(".balance")) {
                return owed(text(fact, "value"))
                        .map(all -> all.multiply(BigDecimal.valueOf(dice.between(35, 100)))
                                .divide(BigDecimal.valueOf(100), 2, RoundingMode.DOWN)
                                .max(BigDecimal.ONE))
                        .orElse(BigDecimal.TEN);
            }
        }
        return BigDecimal.TEN;
    }

    private static Optional<BigDecimal> owed(String shown) {
        var digits = shown.replaceAll("[^0-9.]", "");
        return digits.isEmpty() ? Optional.empty() : Optional.of(new BigDecimal(digits));
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asString("");
    }
}
