package io.throughline.workflow;

import io.throughline.engine.By;
import io.throughline.engine.Identity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/// Turns a parsed file into a [Definition], naming everything that is wrong on the way.
final class DefinitionBuilder {
    private static final Set<String> COMMON = Set.of("kind", "title", "on", "time-out", "guide", "by", "channels");
    static final List<String> KINDS = List.of(
            "verify",
            "disclose",
            "show",
            "ask",
            "check",
            "choose",
            "decide",
            "approve",
            "pay",
            "arrange",
            "request",
            "write",
            "send",
            "wait",
            "assign",
            "run",
            "finish");
    /// Kinds that somebody answers and that have no queue unless they are left to staff.
    static final Set<String> QUEUED = Set.of("disclose", "show", "ask", "choose", "arrange");
    static final List<String> CHANNELS = List.of("sms", "email");
    private static final List<String> LEVELS = List.of("link", "right-party");
    private static final Duration LONGEST_PROOF = Duration.ofHours(12);
    private final Table root;
    private final Catalogue catalogue;
    private final Map<String, Definition.Message> messages;
    private final Map<String, Definition.Disclosure> disclosures;
    private final Map<String, Definition.Translation> translations;
    private final Findings findings;
    private final Set<String> targets = new TreeSet<>();
    private final List<String> outcomes;
    private boolean readable = true;
    private final Vocabulary vocabulary;
    private final FieldReader fields;
    private final DeskReader desk;
    private SequencedMap<String, Authority> authorities = new LinkedHashMap<>();

    DefinitionBuilder(
            Table root,
            Catalogue catalogue,
            Map<String, Definition.Message> messages,
            Map<String, Definition.Disclosure> disclosures,
            Map<String, Definition.Translation> translations,
            Findings findings) {
        this.root = root;
        this.catalogue = catalogue;
        this.messages = messages;
        this.disclosures = disclosures;
        this.translations = translations;
        this.findings = findings;
        this.vocabulary = new Vocabulary(
                Set.copyOf(root.findTable("data").map(Table::keys).orElse(List.of())));
        this.fields = new FieldReader(vocabulary);
        this.desk = new DeskReader(vocabulary);
        this.outcomes = root.findTable("resolution")
                .map(table -> Stream.concat(table.findTexts("success").stream(), table.findTexts("closed").stream())
                        .toList())
                .orElse(List.of());
    }

    /// Whether every step could be read, if only by presuming the nearest name: the flow says nothing otherwise.
    boolean isReadable() {
        return readable;
    }

    Definition build(String version) {
        vocabulary.declare("trigger", Map.of("accountId", FactType.TEXT, "customerId", FactType.TEXT));
        given();
        var stepTables = stepTables();
        targets.addAll(stepTables.keySet());
        root.findTable("exceptions").ifPresent(table -> targets.addAll(table.keys()));
        var data = data();
        stepTables.forEach(this::declareResults);
        authorities = desk.authorities(root);
        var steps = new LinkedHashMap<String, Step>();
        stepTables.forEach((name, table) -> step(name, table).ifPresent(step -> steps.put(name, step)));
        var exceptions = exceptions();
        var outreach = outreach();
        var definition = new Definition(
                root.text("workflow"),
                root.text("title"),
                root.text("purpose"),
                root.texts("jurisdictions"),
                root.text("owner"),
                root.text("brand"),
                root.text("phone"),
                resolution(),
                data,
                outreach,
                unanswered(),
                steps,
                exceptions,
                person(exceptions.keySet()),
                messages,
                disclosures,
                authorities,
                vocabulary.all(),
                MigrationReader.read(
                        root, steps, exceptions.keySet(), vocabulary.all().keySet()),
                translations,
                version);
        root.done(
                List.of("given", "data", "outreach", "unanswered", "authorities", "steps", "exceptions", "migrations"));
        return definition;
    }

    private Definition.Resolution resolution() {
        // an answer that is not there is a finding of its own rule
        var table = root.findTable("resolution").orElse(null);
        if (table == null) {
            return new Definition.Resolution("", List.of(), List.of(), "", List.of(), Map.of());
        }
        var success = table.findTexts("success");
        var closed = table.findTexts("closed");
        var identity = table.has("identity") ? table.word("identity", "an identity level", LEVELS) : "";
        var lives = table.findDuration("identity-lives").orElse(Identity.LIFETIME);
        if (lives.isZero() || lives.compareTo(LONGEST_PROOF) > 0) {
            table.problem(
                    table.at("identity-lives"), Rule.SHAPE, "a proof of identity may live from 1s to 12h, not longer");
        }
        var proof = new TreeMap<String, String>();
        table.findTable("proof").ifPresent(proofs -> {
            for (var outcome : outcomes) {
                if (proofs.has(outcome)) {
                    proof.put(outcome, operationName(proofs, outcome));
                }
            }
            proofs.done(outcomes);
        });
        var resolution = new Definition.Resolution(
                table.find("trigger").orElse(""),
                success,
                closed,
                identity,
                table.findTexts("policies"),
                Map.copyOf(proof),
                lives);
        table.done();
        return resolution;
    }

    private SequencedMap<String, Definition.DataSource> data() {
        var sources = new LinkedHashMap<String, Definition.DataSource>();
        root.findTable("data").ifPresent(data -> {
            for (var name : data.keys()) {
                var table = data.entry(name, "data \"" + name + "\"");
                var system = named(
                        table, "from", "there is no system", catalogue.systems().keySet());
                var entry = catalogue.systems().get(system);
                var read = entry == null
                        ? table.text("read")
                        : named(
                                table,
                                "read",
                                "system " + system + " has no read",
                                entry.reads().keySet());
                if (entry == null || !entry.reads().containsKey(read)) {
                    readable = false; // which facts there are is anybody's guess
                } else {
                    vocabulary.declare(name, entry.reads().get(read));
                }
                var key = table.text("key");
                if (entry != null && table.has("key")) {
                    vocabulary.fact(table, table.at("key"), key);
                }
                var missing = target(table, "missing");
                sources.put(
                        name,
                        new Definition.DataSource(
                                name,
                                system,
                                read,
                                key,
                                table.duration("fresh-for"),
                                missing,
                                table.has("stale") ? target(table, "stale") : missing));
                table.done();
            }
        });
        return sources;
    }

    /// Facts that whoever opens a case gives beside the account and the customer: a parent workflow, an event.
    private void given() {
        root.findTable("given").ifPresent(given -> {
            for (var name : given.keys()) {
                var word = given.word(name, "a type", FactType.words());
                vocabulary.declare("trigger." + name, FactType.of(word).orElse(FactType.TEXT));
            }
        });
    }

    private SequencedMap<String, Table> stepTables() {
        var tables = new LinkedHashMap<String, Table>();
        var steps = root.table("steps");
        for (var name : steps.keys()) {
            tables.put(name, steps.entry(name, "step \"" + name + "\""));
        }
        if (tables.isEmpty()) {
            root.problem(root.at("steps"), Rule.MISSING, "the workflow has no steps");
        }
        return tables;
    }

    /// The facts that a step's own result adds.
    private void declareResults(String name, Table table) {
        switch (kind(table)) {
            case "pay" ->
                declare(
                        name,
                        Map.of(
                                "amount", FactType.MONEY,
                                "receipt", FactType.TEXT,
                                "brand", FactType.TEXT,
                                "lastFour", FactType.TEXT,
                                "declineReason", FactType.TEXT));
            case "arrange" -> {
                declare(name, Map.of("amount", FactType.MONEY, "date", FactType.DATE));
                if (!table.find("arrangement").orElse("").equals("promise")) {
                    declare(
                            name,
                            Map.of("instalments", FactType.WHOLE, "each", FactType.MONEY, "last", FactType.MONEY));
                }
            }
            case "choose" -> declare(name, Map.of("choice", FactType.TEXT));
            case "request" -> requested(table).values().forEach(parameters -> declare(name, parameters));
            case "write" -> declare(name, Map.of("receipt", FactType.TEXT, "error", FactType.TEXT));
            case "ask" -> fields.declare(name, table);
            case "check" -> desk.declareLines(name, table);
            case "approve" -> declare(name, Map.of("decision", FactType.TEXT, "by", FactType.TEXT));
            case "assign" ->
                declare(name, Map.of("outcome", FactType.TEXT, "by", FactType.TEXT, "note", FactType.TEXT));
            case "run" -> new RunReader(vocabulary).declare(name, table);
            default -> {
                // other kinds leave no facts
            }
        }
    }

    private void declare(String step, Map<String, FactType> results) {
        vocabulary.declare(step, results);
    }

    private Optional<Step> step(String name, Table table) {
        var written = table.text("kind");
        if (!written.isEmpty() && !KINDS.contains(written)) {
            table.problem(
                    table.at("kind"),
                    Rule.UNKNOWN_KIND,
                    "\"" + written + "\" is not a kind of step" + Nearest.hint(written, KINDS));
        }
        var kind = kind(table);
        if (kind.isEmpty()) {
            readable = false;
            return Optional.empty();
        }
        var sources = new TreeSet<String>();
        var on = on(table);
        var common = common(name, kind, table, on, sources);
        Step step = switch (kind) {
            case "verify" -> verify(common, table);
            case "disclose" -> disclose(common, table);
            case "show" -> new Step.Show(common, vocabulary.facts(table, "show", sources));
            case "ask" -> new Step.Ask(common, vocabulary.facts(table, "show", sources), fields.fields(table, sources));
            case "check" -> new Step.Check(common, desk.assignment(table, sources), desk.lines(table, sources));
            case "choose" -> choose(common, table, sources);
            case "decide" -> decide(common, table, sources);
            case "approve" -> approve(common, table);
            case "pay" -> pay(common, table, sources);
            case "arrange" -> arrange(common, table, sources);
            case "request" -> new Step.Request(common, table.text("system"), requested(table));
            case "write" -> write(common, table, sources);
            case "send" -> send(common, table);
            case "wait" -> new Step.Wait(common, table.duration("for"));
            case "assign" -> new Step.Assign(common, desk.assignment(table, sources), results(table));
            case "run" -> new RunReader(vocabulary).run(common, table, sources, results(table));
            default -> new Step.Finish(common, named(table, "outcome", "the resolution has no outcome", outcomes));
        };
        presumeOutcomes(step, on, table);
        table.done(COMMON);
        return Optional.of(step);
    }

    /// The kind as written, or the nearest; empty when nothing is near.
    private static String kind(Table table) {
        var written = table.find("kind").orElse("");
        return KINDS.contains(written)
                ? written
                : Nearest.to(written, KINDS).filter(_ -> !written.isEmpty()).orElse("");
    }

    private SequencedMap<String, String> on(Table table) {
        var on = new LinkedHashMap<String, String>();
        table.findTable("on")
                .ifPresent(targets -> targets.keys().forEach(outcome -> on.put(outcome, target(targets, outcome))));
        return on;
    }

    /// Names each outcome that the step does not have; where that is a slip of one it has, it counts as that one.
    private static void presumeOutcomes(Step step, SequencedMap<String, String> on, Table table) {
        var written = table.findTable("on").orElse(null);
        for (var outcome : List.copyOf(on.keySet())) {
            if (written != null && !step.outcomes().contains(outcome)) {
                var near = written.known(
                        written.atKey(outcome),
                        outcome,
                        "step \"" + step.name() + "\" does not end as \"" + outcome + "\"",
                        step.outcomes());
                on.putIfAbsent(near, java.util.Objects.requireNonNull(on.get(outcome)));
                on.remove(outcome);
            }
        }
    }

    private String target(Table table, String key) {
        return named(table, key, "there is no step or exception", targets);
    }

    /// The name at a key, or the nearest valid one after a finding.
    private static String named(Table table, String key, String otherwise, Collection<String> valid) {
        var name = table.text(key);
        return name.isEmpty() ? name : table.known(table.at(key), name, otherwise + " \"" + name + "\"", valid);
    }

    private @Nullable String person(Collection<String> exceptions) {
        return root.has("person") ? named(root, "person", "there is no exception", exceptions) : null;
    }

    /// The outcomes that a step names itself.
    private static List<String> results(Table table) {
        var results = table.texts("outcomes");
        if (results.isEmpty() && table.has("outcomes")) {
            table.problem(table.at("outcomes"), Rule.MISSING, "name at least one outcome");
        }
        return results;
    }

    /// `sources` is filled while the parts of the step are read, so the record holds a view of it.
    private Step.Common common(
            String name, String kind, Table table, SequencedMap<String, String> on, Set<String> sources) {
        var timeOut = table.has("time-out") ? timeOut(kind, table, on) : null;
        var level = table.has("level") && !kind.equals("verify")
                ? Identity.Level.of(table.word("level", "an identity level", List.of("none", "link", "right-party")))
                        .orElse(null)
                : null;
        var by = actors(table);
        return new Step.Common(
                name,
                table.find("title").orElse(null),
                on,
                Collections.unmodifiableSet(sources),
                timeOut,
                by,
                channels(table),
                table.has("guide") ? guide(table, sources) : null,
                level,
                deskOf(name, table, by, sources));
    }

    /// The queue of a step that `by` leaves to staff. `check` and `assign` always have one and read it themselves.
    private @Nullable Assignment deskOf(String name, Table table, Set<By.Actor> by, Set<String> sources) {
        if (!QUEUED.contains(table.find("kind").orElse("")) || !table.has("queue")) {
            return null;
        }
        if (by.isEmpty() || by.contains(By.Actor.CUSTOMER)) {
            table.problem(
                    table.at("queue"),
                    Rule.SHAPE,
                    "the customer answers step \"" + name
                            + "\", so it waits in no queue; leave \"queue\" out or say by: [agent]");
        }
        return desk.assignment(table, sources);
    }

    /// `time-out: 2d` leads where `on` says for `timed-out`; `{ after: 2d, then: … }` says it in one place.
    private Step.TimeOut timeOut(String kind, Table table, Map<String, String> on) {
        if (!table.isPlain("time-out")) {
            var out = table.table("time-out");
            var read = new Step.TimeOut(out.duration("after"), target(out, "then"));
            out.done();
            return read;
        }
        var after = table.duration("time-out");
        var then = on.get("timed-out");
        if (then == null) {
            table.problem(
                    table.at("time-out"),
                    Rule.TIME_OUT_WITHOUT_HANDLER,
                    "the step times out and does not say where that leads; add \"timed-out\" to its \"on\"");
            return new Step.TimeOut(after, "");
        }
        if (!kind.equals("wait")) {
            on.remove("timed-out");
        }
        return new Step.TimeOut(after, then);
    }

    private static Set<By.Actor> actors(Table table) {
        var words = Arrays.stream(By.Actor.values())
                .filter(actor -> actor != By.Actor.SYSTEM)
                .map(By.Actor::word)
                .toList();
        return table.words("by", "somebody who may answer", words).stream()
                .flatMap(word -> By.Actor.of(word).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Set<By.Channel> channels(Table table) {
        var words = Arrays.stream(By.Channel.values())
                .filter(channel -> channel != By.Channel.SYSTEM)
                .map(By.Channel::word)
                .toList();
        return table.words("channels", "a channel", words).stream()
                .flatMap(word -> By.Channel.of(word).stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /// `guide: words` or `{ say, tips, knowledge }`.
    private Guide guide(Table table, Set<String> sources) {
        if (table.isPlain("guide")) {
            return new Guide(vocabulary.template(table, "guide", sources), List.of(), List.of());
        }
        var guide = table.table("guide");
        var say = vocabulary.findTemplate(guide, "say", sources);
        var tips = guide.findTexts("tips").stream()
                .map(tip -> vocabulary.template(guide, guide.at("tips"), tip, sources))
                .toList();
        var read = new Guide(say, tips, guide.findTexts("knowledge"));
        guide.done();
        return read;
    }

    private Step approve(Step.Common common, Table table) {
        var name = table.text("authority");
        return new Step.Approve(common, authority(table, name).orElseGet(() -> DeskReader.nobody(name)));
    }

    private Optional<Authority> authority(Table table, String name) {
        var known = name.isEmpty() ? name : named(table, "authority", "there is no authority", authorities.keySet());
        return Optional.ofNullable(authorities.get(known));
    }

    private static Step verify(Step.Common common, Table table) {
        var level = table.word("level", "an identity level", LEVELS);
        return new Step.Verify(common, level, table.whole("attempts", 5, 1, 10));
    }

    private Step disclose(Step.Common common, Table table) {
        return new Step.Disclose(common, named(table, "text", "there is no disclosure", disclosures.keySet()));
    }

    private Step choose(Step.Common common, Table table, Set<String> sources) {
        var choices = new LinkedHashMap<String, Step.Choice>();
        var listed = table.table("choices");
        for (var choice : listed.keys()) {
            var entry = listed.entry(choice, "choice \"" + choice + "\"");
            var label = vocabulary.template(entry, "label", sources);
            choices.put(
                    choice,
                    new Step.Choice(
                            choice,
                            label,
                            vocabulary.findTemplate(entry, "hint", sources),
                            vocabulary.condition(entry, "when", sources),
                            vocabulary.findTemplate(entry, "because", sources),
                            entry.find("authority")
                                    .flatMap(name -> authority(entry, name))
                                    .orElse(null)));
            entry.done();
        }
        return new Step.Choose(common, vocabulary.facts(table, "show", sources), choices);
    }

    private Step decide(Step.Common common, Table table, Set<String> sources) {
        var branches = new LinkedHashMap<String, Step.Branch>();
        var listed = table.table("branches");
        for (var branch : listed.keys()) {
            var entry = listed.entry(branch, "branch \"" + branch + "\"");
            branches.put(branch, new Step.Branch(branch, vocabulary.condition(entry, "when", sources)));
            entry.done();
        }
        if (!branches.isEmpty() && branches.lastEntry().getValue().when() != null) {
            listed.problem(
                    listed.at(branches.lastEntry().getKey()),
                    Rule.LAST_BRANCH,
                    "the last branch of step \"" + common.name() + "\" must hold always; leave its \"when\" out");
        }
        return new Step.Decide(common, branches);
    }

    private Step pay(Step.Common common, Table table, Set<String> sources) {
        var amount = vocabulary.money(table, "amount", sources);
        var description = table.has("description") ? vocabulary.template(table, "description", sources) : null;
        return new Step.Pay(common, amount, description);
    }

    private Step arrange(Step.Common common, Table table, Set<String> sources) {
        var arrangement = table.word("arrangement", "an arrangement", List.of("promise", "plan"));
        var kind = arrangement.equals("plan") ? Step.Arrange.Kind.PLAN : Step.Arrange.Kind.PROMISE;
        var amount = vocabulary.money(table, "amount", sources);
        int within = table.whole("within-days", 30, 1, 365);
        var instalments = new ArrayList<Integer>();
        for (var text : table.findTexts("instalments")) {
            if (text.matches("[2-9]|[1-5][0-9]|60")) {
                instalments.add(Integer.valueOf(text));
            } else {
                table.problem(
                        table.at("instalments"),
                        Rule.SHAPE,
                        "\"" + text + "\" is not a number of instalments from 2 to 60");
            }
        }
        if (kind == Step.Arrange.Kind.PLAN && instalments.isEmpty()) {
            table.problem(
                    table.at("arrangement"),
                    Rule.MISSING,
                    "step \"" + common.name() + "\" is a plan and needs \"instalments\"");
        }
        return new Step.Arrange(common, kind, amount, within, List.copyOf(instalments));
    }

    private Step write(Step.Common common, Table table, Set<String> sources) {
        var to = operationName(table, "to");
        var fields = operation(to);
        var values = new LinkedHashMap<String, Step.Value>();
        var with = table.table("with");
        for (var parameter : with.keys()) {
            if (fields.isPresent() && !fields.get().containsKey(parameter)) {
                with.problem(
                        with.atKey(parameter),
                        Rule.UNKNOWN_NAME,
                        to + " takes no \"" + parameter + "\""
                                + Nearest.hint(parameter, fields.get().keySet()));
            }
            var type = fields.map(needed -> needed.get(parameter)).orElse(null);
            values.put(parameter, vocabulary.value(with, parameter, type, sources));
        }
        fields.ifPresent(needed -> needed.keySet().stream()
                .filter(field -> !with.has(field) && table.has("with"))
                .forEach(field -> with.problem(table.atKey("with"), Rule.MISSING, to + " needs \"" + field + "\"")));
        int dot = Math.max(0, to.indexOf('.'));
        return new Step.Write(common, to.substring(0, dot), to.substring(Math.min(to.length(), dot + 1)), values);
    }

    /// The operations that a `request` step names, with their parameters.
    private SequencedMap<String, SequencedMap<String, FactType>> requested(Table table) {
        var requested = new LinkedHashMap<String, SequencedMap<String, FactType>>();
        var system = table.text("system");
        for (var name : table.texts("operations")) {
            operation(system + "." + name)
                    .ifPresentOrElse(
                            parameters -> requested.put(name, parameters),
                            () -> table.problem(
                                    table.at("operations"),
                                    Rule.UNKNOWN_NAME,
                                    "system " + system + " has no operation \"" + name + "\""));
        }
        return requested;
    }

    private Step send(Step.Common common, Table table) {
        return new Step.Send(common, message(table));
    }

    private SequencedMap<String, Definition.ExceptionRoute> exceptions() {
        var routes = new LinkedHashMap<String, Definition.ExceptionRoute>();
        root.findTable("exceptions").ifPresent(table -> {
            for (var name : table.keys()) {
                var entry = table.entry(name, "exception \"" + name + "\"");
                var carry = entry.findTexts("carry");
                for (var item : carry) {
                    if (!List.of("everything", "attempts", "last-error").contains(item)) {
                        vocabulary.fact(entry, entry.at("carry"), item);
                    }
                }
                routes.put(
                        name,
                        new Definition.ExceptionRoute(
                                name,
                                entry.text("queue"),
                                carry,
                                entry.duration("within"),
                                entry.find("priority").orElse("normal")));
                entry.done();
            }
        });
        return routes;
    }

    private List<Definition.Touch> outreach() {
        var touches = new ArrayList<Definition.Touch>();
        for (Node node : root.nodes("outreach")) {
            if (!(node instanceof MappingNode)) {
                root.problem(
                        node,
                        Rule.SHAPE,
                        "a touch must be a mapping such as { touch: sms, message: first, after: 0h }");
                continue;
            }
            var table = new Table(root.file(), node, "the touch", findings);
            var channel = table.word("touch", "a channel of outreach", CHANNELS);
            touches.add(new Definition.Touch(channel, message(table), table.duration("after")));
            table.done();
        }
        return touches;
    }

    private Definition.@Nullable Unanswered unanswered() {
        if (!root.has("unanswered") && !root.nodes("outreach").isEmpty()) {
            root.problem(
                    root.atKey("outreach"),
                    Rule.MISSING,
                    "the workflow does not say what happens when nobody answers; add \"unanswered\"");
        }
        return root.findTable("unanswered")
                .map(table -> {
                    var read = new Definition.Unanswered(table.duration("after"), target(table, "then"));
                    table.done();
                    return read;
                })
                .orElse(null);
    }

    private String message(Table table) {
        return named(table, "message", "there is no message", messages.keySet());
    }

    /// The operation named at a key, or the nearest there is.
    private String operationName(Table table, String key) {
        var all = catalogue.systems().values().stream()
                .flatMap(system -> system.operations().keySet().stream().map(name -> system.name() + "." + name))
                .toList();
        return named(table, key, "there is no operation", all);
    }

    private Optional<SequencedMap<String, FactType>> operation(String target) {
        int dot = Math.max(0, target.indexOf('.'));
        return Optional.ofNullable(catalogue.systems().get(target.substring(0, dot)))
                .flatMap(system -> Optional.ofNullable(system.operations().get(target.substring(dot + 1))));
    }
}
