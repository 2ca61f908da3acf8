package io.throughline.policy.pack;

import io.throughline.policy.pack.PolicyCel.Expression;
import io.throughline.policy.pack.PolicyCel.Wrong;
import io.throughline.policy.pack.PolicyRule.Setting;
import io.throughline.workflow.Finding;
import io.throughline.workflow.Findings;
import io.throughline.workflow.Nearest;
import io.throughline.workflow.Rule;
import io.throughline.workflow.Table;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the packs of a folder against its fact model. Everything that is wrong is told at once, with
/// file, line, column and the nearest valid name.
public final class PackReader {
    /// The file with the fact model, beside the packs.
    public static final String FACTS = "facts.yaml";

    private static final List<String> STATUSES = List.of("verified", "part", "recalled", "house");
    private final Findings findings;
    private final FactModel model;
    private final PolicyCel cel;
    private final List<Pack> packs = new ArrayList<>();
    private final Set<String> ids = new HashSet<>();
    private final Map<String, Expression> names = new LinkedHashMap<>();
    private final List<ClauseReader.Target> targets = new ArrayList<>();

    private PackReader(FactModel model, Findings findings) {
        this.model = model;
        this.findings = findings;
        this.cel = new PolicyCel(model);
    }

    /// @param files texts by file name: `facts.yaml` and the packs; reasons of equal rank are told in
    ///     the order of the files' names
    /// @throws io.throughline.workflow.InvalidDefinition with everything that is wrong
    public static Policy read(Map<String, String> files) {
        var findings = new Findings(Rule.all());
        var reader = new PackReader(model(files.get(FACTS), findings), findings);
        files.keySet().stream()
                .filter(file -> !file.equals(FACTS))
                .sorted()
                .forEach(file -> reader.pack(file, String.valueOf(files.get(file))));
        reader.checkTargets();
        findings.throwIfWrong();
        return new Policy(reader.model, reader.packs, reader.names, reader.cel.expressions());
    }

    private static FactModel model(@Nullable String text, Findings findings) {
        if (text == null) {
            findings.add(new Finding(FACTS, 1, 1, Rule.MISSING, "there is no " + FACTS + " beside the packs"));
        }
        var root = text == null ? null : Table.compose(FACTS, text, findings);
        findings.throwIfWrong();
        return FactModelReader.read(
                new Table(FACTS, java.util.Objects.requireNonNull(root), "the fact model", findings), findings);
    }

    private void pack(String file, String text) {
        var root = Table.compose(file, text, findings);
        if (root == null) {
            return;
        }
        var table = new Table(file, root, "a policy pack", findings);
        var id = table.text("pack");
        var title = table.text("title");
        var version = table.text("version");
        table.text("about");
        var scopes = new ScopeReader(model, table.findTexts("jurisdictions"));
        var from = date(table, "from");
        var to = date(table, "to");
        names(table);
        var rules = new ArrayList<PolicyRule>();
        table.findTable("rules")
                .ifPresent(listed -> listed.keys().forEach(name -> {
                    if (!ids.add(name)) {
                        listed.problem(
                                listed.atKey(name), Rule.DUPLICATE_NAME, "rule \"" + name + "\" stands in two packs");
                    }
                    rules.add(rule(name, listed.entry(name, "rule \"" + name + "\""), scopes, file));
                }));
        table.done();
        packs.add(new Pack(id, title, version, file, PackSignature.sha256(text), from, to, rules));
    }

    private PolicyRule rule(String id, Table table, ScopeReader scopes, String file) {
        var own = names(table);
        var clauses = new ArrayList<Clause>();
        var rank = table.has("rank") ? Rank.of(table.word("rank", "a rank", Rank.words())) : Rank.CONTENT;
        var reader = new ClauseReader(cel, rank, scopes.jurisdictions(), targets);
        for (var clause : table.tables("clauses", "a clause of rule \"" + id + "\"")) {
            reader.read(clause).ifPresent(clauses::add);
            clause.done();
        }
        var rule = new PolicyRule(
                id,
                table.text("title"),
                table.text("says").strip(),
                table.text("cite"),
                table.word("status", "a status", STATUSES),
                table.find("note").orElse(""),
                date(table, "from"),
                date(table, "to"),
                table.findTexts("evidence"),
                scopes.read(table.findTable("for")),
                settings(table),
                own,
                clauses,
                file);
        table.done();
        return rule;
    }

    /// Expressions with a name: usable in everything that is read after them.
    private Map<String, Expression> names(Table table) {
        var own = new LinkedHashMap<String, Expression>();
        table.findTable("names")
                .ifPresent(listed -> listed.keys().forEach(name -> {
                    try {
                        own.put(name, cel.define(name, listed.text(name)));
                    } catch (Wrong e) {
                        listed.problem(listed.at(name), Rule.EXPRESSION, name + ": " + e.getMessage());
                    }
                }));
        names.putAll(own);
        return own;
    }

    private static Set<Setting> settings(Table table) {
        var words = Arrays.stream(Setting.values()).map(PackReader::word).toList();
        var settings = EnumSet.noneOf(Setting.class);
        for (var word : table.has("sets") ? table.words("sets", "a switch of the engine", words) : List.<String>of()) {
            Arrays.stream(Setting.values())
                    .filter(setting -> word(setting).equals(word))
                    .forEach(settings::add);
        }
        return settings;
    }

    private static String word(Setting setting) {
        return setting.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// A rule that is lifted must be there.
    private void checkTargets() {
        for (var target : targets) {
            if (ids.stream().noneMatch(id -> Clause.matches(target.pattern(), id))) {
                target.table()
                        .problem(
                                target.table().at(target.key()),
                                Rule.UNKNOWN_NAME,
                                "there is no rule \"" + target.pattern() + "\"" + Nearest.hint(target.pattern(), ids));
            }
        }
    }

    static @Nullable LocalDate date(Table table, String key) {
        var text = table.find(key).orElse(null);
        if (text == null) {
            return null;
        }
        try {
            return LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            table.problem(table.at(key), Rule.SHAPE, "\"" + key + "\" must be a date such as 2026-09-01");
            return null;
        }
    }
}
