package io.throughline.policy.pack;

import dev.cel.common.types.SimpleType;
import io.throughline.policy.pack.PolicyCel.Expression;
import io.throughline.policy.pack.PolicyCel.Wrong;
import io.throughline.policy.pack.Week.Span;
import io.throughline.workflow.Nearest;
import io.throughline.workflow.Rule;
import io.throughline.workflow.Table;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the clauses of a rule.
final class ClauseReader {
    private static final Pattern SPAN = Pattern.compile("(\\d{2}:\\d{2})-(\\d{2}:\\d{2})");
    private static final List<String> WEEK =
            List.of("daily", "weekdays", "monday-saturday", "saturday", "sunday", "holidays");
    private final PolicyCel cel;
    private final Rank rank;
    private final List<String> jurisdictions;
    private final List<Target> targets;

    /// A rule that a clause speaks of, to be looked for when all are read.
    record Target(Table table, String key, String pattern) {}

    ClauseReader(PolicyCel cel, Rank rank, List<String> jurisdictions, List<Target> targets) {
        this.cel = cel;
        this.rank = rank;
        this.jurisdictions = jurisdictions;
        this.targets = targets;
    }

    Optional<Clause> read(Table table) {
        if (table.has("lift")) {
            return Optional.of(new Clause.Lift(
                    condition(table, "when"),
                    rules(table, "lift"),
                    table.findTexts("reasons"),
                    table.text("reason"),
                    table.find("always").orElse("").equals("true")));
        }
        if (table.has("uncount")) {
            var which = condition(table, "which");
            return Optional.ofNullable(which)
                    .map(one -> new Clause.Uncount(
                            condition(table, "when"), rules(table, "uncount"), one, table.text("reason")));
        }
        var own = table.has("rank") ? Rank.of(table.word("rank", "a rank", Rank.words())) : rank;
        var outcome = outcome(table);
        if (table.has("most")) {
            return limit(table, outcome, own);
        }
        if (table.has("open") || table.has("closed") || table.has("closed-days") || table.has("open-as")) {
            return Optional.of(hours(table, outcome, own));
        }
        return Optional.of(new Clause.Says(condition(table, "when"), date(table, "until"), outcome, own));
    }

    private static Outcome outcome(Table table) {
        if (table.has("require")) {
            return new Outcome.Require(table.text("require"), table.text("reason"));
        }
        return new Outcome.Deny(table.text("deny"));
    }

    private Optional<Clause> limit(Table table, Outcome outcome, Rank own) {
        var of = condition(table, "of");
        int most = whole(table, "most");
        int days = table.has("days") ? whole(table, "days") : 0;
        int hours = table.has("hours") ? whole(table, "hours") : 0;
        if ((days == 0) == (hours == 0)) {
            table.problem(table.at("most"), Rule.MISSING, "a limit needs a period: \"days\" or \"hours\"");
        }
        boolean perDebt = table.has("per")
                && table.word("per", "what is counted for itself", List.of("debt", "person"))
                        .equals("debt");
        return Optional.ofNullable(of)
                .map(counted ->
                        new Clause.Limit(condition(table, "when"), most, days, hours, counted, perDebt, outcome, own));
    }

    private static int whole(Table table, String key) {
        var text = table.text(key);
        if (text.matches("[1-9]\\d{0,3}")) {
            return Integer.parseInt(text);
        }
        table.problem(table.at(key), Rule.SHAPE, "\"" + key + "\" must be a whole number from 1");
        return 1;
    }

    private Clause hours(Table table, Outcome outcome, Rank own) {
        var windows = cel.model().celType("window");
        var alsoIn = new ArrayList<ZoneId>();
        for (var id : table.findTexts("also-in")) {
            try {
                alsoIn.add(ZoneId.of(id));
            } catch (DateTimeException e) {
                table.problem(
                        table.at("also-in"),
                        Rule.UNKNOWN_NAME,
                        "\"" + id + "\" is not a time zone" + Nearest.hint(id, ZoneId.getAvailableZoneIds()));
            }
        }
        return new Clause.Hours(
                condition(table, "when"),
                table.has("open") ? week(table) : null,
                list(table, "open-as", windows),
                list(table, "closed", windows),
                list(table, "closed-days", SimpleType.STRING),
                list(table, "or-open", windows),
                table.find("or-reason").orElse("OK"),
                alsoIn,
                outcome,
                table.find("partly").orElse(outcome.reason()),
                own);
    }

    private @Nullable Week week(Table table) {
        var hours = table.findTable("open").orElse(null);
        if (hours == null) {
            return null;
        }
        var days = new EnumMap<DayOfWeek, List<Span>>(DayOfWeek.class);
        List<Span> holidays = null;
        for (var name : WEEK) {
            if (!hours.has(name)) {
                continue;
            }
            var spans = spans(hours, name);
            if (name.equals("holidays")) {
                holidays = spans;
            }
            days(name).forEach(day -> days.put(day, spans));
        }
        hours.done();
        return new Week(days, holidays, jurisdictions.contains("UK") ? "UK" : "US");
    }

    private static List<DayOfWeek> days(String name) {
        var all = List.of(DayOfWeek.values());
        return switch (name) {
            case "daily" -> all;
            case "weekdays" -> all.subList(0, 5);
            case "monday-saturday" -> all.subList(0, 6);
            case "saturday" -> List.of(DayOfWeek.SATURDAY);
            case "sunday" -> List.of(DayOfWeek.SUNDAY);
            default -> List.of();
        };
    }

    private static List<Span> spans(Table table, String key) {
        var text = table.text(key);
        if (text.equals("closed")) {
            return List.of();
        }
        var match = SPAN.matcher(text);
        try {
            if (match.matches()) {
                return List.of(new Span(LocalTime.parse(match.group(1)), LocalTime.parse(match.group(2))));
            }
        } catch (DateTimeException e) {
            // falls through to the same message
        }
        table.problem(table.at(key), Rule.SHAPE, "\"" + key + "\" must be hours such as \"08:00-21:00\", or closed");
        return List.of();
    }

    private List<String> rules(Table table, String key) {
        var rules = table.findTexts(key);
        rules.forEach(rule -> targets.add(new Target(table, key, rule)));
        return rules;
    }

    private @Nullable Expression condition(Table table, String key) {
        return table.has(key) ? compiled(table, key, () -> cel.condition(table.text(key))) : null;
    }

    private @Nullable Expression date(Table table, String key) {
        return table.has(key) ? compiled(table, key, () -> cel.date(table.text(key))) : null;
    }

    private @Nullable Expression list(Table table, String key, dev.cel.common.types.CelType of) {
        return table.has(key) ? compiled(table, key, () -> cel.list(table.text(key), of)) : null;
    }

    private interface Compiling {
        Expression compile() throws Wrong;
    }

    private static @Nullable Expression compiled(Table table, String key, Compiling compiling) {
        try {
            return compiling.compile();
        } catch (Wrong e) {
            table.problem(table.at(key), Rule.EXPRESSION, "\"" + key + "\": " + e.getMessage());
            return null;
        }
    }
}
