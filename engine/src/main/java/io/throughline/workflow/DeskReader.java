package io.throughline.workflow;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads what people at a desk do: where work waits, checklists, and who may decide what.
final class DeskReader {
    private static final Pattern NAME = Pattern.compile("[a-z][a-zA-Z0-9]{0,39}");
    static final List<String> EVIDENCE = Arrays.stream(Step.Evidence.values())
            .map(evidence -> evidence.name().toLowerCase(Locale.ROOT))
            .toList();
    private final Vocabulary vocabulary;

    DeskReader(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /// Stands in for an authority that is not there; the problem stops the definition anyway.
    static Authority nobody(String name) {
        var nowhere = new Assignment("", List.of(), List.of(), List.of(), Duration.ZERO, null, Duration.ZERO);
        return new Authority(name, name, nowhere, null, null);
    }

    SequencedMap<String, Authority> authorities(Table root) {
        var authorities = new LinkedHashMap<String, Authority>();
        root.findTable("authorities").ifPresent(listed -> {
            for (var name : listed.keys()) {
                var table = listed.entry(name, "authority \"" + name + "\"");
                authorities.put(name, authority(name, table));
                table.done();
            }
        });
        return authorities;
    }

    private Authority authority(String name, Table table) {
        // an approval may come to be asked for long after its facts were read: they are read again by the step
        var unused = new java.util.TreeSet<String>();
        var assignment = assignment(table, unused);
        var amount = table.has("amount") ? vocabulary.money(table, "amount", unused) : null;
        var of = table.has("of") ? vocabulary.money(table, "of", unused) : null;
        if (of != null && amount == null) {
            table.problem(
                    table.at("of"),
                    Rule.MISSING,
                    "\"of\" tells what the amount is a share of; name the \"amount\" too");
        }
        return new Authority(name, table.find("right").orElse(name), assignment, amount, of);
    }

    /// `queue`, `skills`, `rights`, `carry`, `within`, `escalate-to` and `escalate-within` of whatever has them.
    Assignment assignment(Table table, Set<String> used) {
        var queue = table.text("queue");
        var within = table.duration("within");
        if (table.has("within") && within.isZero()) {
            table.problem(table.at("within"), Rule.DURATION, "nobody can do it in no time; give it at least 1s");
        }
        var escalateTo = table.find("escalate-to").orElse(null);
        if (escalateTo == null && table.has("escalate-within")) {
            table.problem(
                    table.at("escalate-within"),
                    Rule.MISSING,
                    "\"escalate-within\" needs \"escalate-to\", the queue it then goes to");
        }
        if (escalateTo != null && escalateTo.equals(queue)) {
            table.problem(
                    table.at("escalate-to"),
                    Rule.SAME_QUEUE,
                    "it already waits in \"" + queue + "\"; escalate to a queue that others look after");
        }
        return new Assignment(
                queue,
                table.findTexts("skills"),
                table.findTexts("rights"),
                vocabulary.facts(table, "carry", used),
                within,
                escalateTo,
                table.findDuration("escalate-within").orElse(within));
    }

    void declareLines(String step, Table table) {
        table.findTable("lines")
                .ifPresent(lines -> lines.keys().forEach(name -> vocabulary.declare(step + "." + name, FactType.TEXT)));
    }

    SequencedMap<String, Step.Line> lines(Table step, Set<String> used) {
        var lines = new LinkedHashMap<String, Step.Line>();
        var listed = step.table("lines");
        for (var name : listed.keys()) {
            if (!NAME.matcher(name).matches()) {
                listed.problem(
                        listed.atKey(name),
                        Rule.SHAPE,
                        "\"" + name + "\" cannot name a line; use letters and digits, such as \"letterSeen\"");
            }
            var table = listed.entry(name, "line \"" + name + "\"");
            var evidence = table.has("evidence") ? table.word("evidence", "a kind of evidence", EVIDENCE) : "note";
            lines.put(
                    name,
                    new Step.Line(
                            name,
                            vocabulary.template(table, "label", used),
                            vocabulary.findTemplate(table, "help", used),
                            EVIDENCE.contains(evidence)
                                    ? Step.Evidence.valueOf(evidence.toUpperCase(Locale.ROOT))
                                    : Step.Evidence.NOTE,
                            table.yes("required", true)));
            table.done();
        }
        if (lines.isEmpty() && step.has("lines")) {
            step.problem(step.at("lines"), Rule.MISSING, "a checklist needs at least one line");
        }
        return lines;
    }
}
