package io.throughline.workflow;

import io.throughline.engine.By;
import io.throughline.engine.Identity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/// Turns a parsed file into a [Definition], naming everything that is wrong on the way.
final class DefinitionBuilder {
    private static final Set<String> COMMON = Set.of("kind", "title", "on", "time-out", "guide", "by", "channels");
    private static final List<String> KINDS = List.of(
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
    private static final List<String> CHANNELS = List.of("sms", "email");
    private static final List<String> LEVELS = List.of("link", "right-party");
    private static final Duration LONGEST_PROOF = Duration.ofHours(12);
    private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");
    private final Table root;
    private final Catalogue catalogue;
    private final Map<String, Definition.Message> messages;
    private final Map<String, Definition.Disclosure> disclosures;
    private final Problems problems;
    private final Vocabulary vocabulary;
    private final FieldReader fields;
    private final DeskReader desk;
    private SequencedMap<String, Authority> authorities = new LinkedHashMap<>();

    DefinitionBuilder(
            Table root,
            Catalogue catalogue,
            Map<String, Definition.Message> messages,
            Map<String, Definition.Disclosure> disclosures,
            Problems problems) {
        this.root = root;
        this.catalogue = catalogue;
        this.messages = messages;
        this.disclosures = disclosures;
        this.problems = problems;
        this.vocabulary = new Vocabulary(
                Set.copyOf(root.findTable("data").map(Table::keys).orElse(List.of())));
        this.fields = new FieldReader(vocabulary);
        this.desk = new DeskReader(vocabulary);
    }

    Definition build(String version) {
        vocabulary.declare("trigger", Map.of("accountId", FactType.TEXT, "customerId", FactType.TEXT));
        given();
        var data = data();
        var stepTables = stepTables();
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
                root.find("person").orElse(null),
                messages,
                disclosures,
                authorities,
                vocabulary.all(),
                version);
        root.done(List.of("given", "data", "outreach", "unanswered", "authorities", "steps", "exceptions"));
        return definition;
    }

    private Definition.Resolution resolution() {
        var table = root.table("resolution");
        var success = table.texts("success");
        if (success.size() > 3) {
            table.problem(table.at("success"), "too-many-successes", "more than three successes; split the workflow");
        }
        var closed = table.findTexts("closed");
        var identity = table.word("identity", "an identity level", LEVELS);
        var lives = table.findDuration("identity-lives").orElse(Identity.LIFETIME);
        if (lives.isZero() || lives.compareTo(LONGEST_PROOF) > 0) {
            table.problem(
                    table.at("identity-lives"), "shape", "a proof of identity may live from 1s to 12h, not longer");
        }
        var proof = new TreeMap<String, String>();
        var proofs = table.table("proof");
        var outcomes = new ArrayList<>(success);
        outcomes.addAll(closed);
        for (var outcome : outcomes) {
            if (!proofs.has(outcome)) {
                proofs.problem(
                        table.atKey("proof"),
                        "no-proof",
                        "outcome \"" + outcome + "\" names no proof; add the operation whose receipt proves it");
            } else {
                var target = proofs.text(outcome);
                operation(proofs, proofs.at(outcome), target);
                proof.put(outcome, target);
            }
        }
        proofs.done();
        var resolution = new Definition.Resolution(
                table.text("trigger"), success, closed, identity, table.texts("policies"), Map.copyOf(proof), lives);
        table.done();
        return resolution;
    }

    private SequencedMap<String, Definition.DataSource> data() {
        var sources = new LinkedHashMap<String, Definition.DataSource>();
        root.findTable("data").ifPresent(data -> {
            for (var name : data.keys()) {
                var table = data.entry(name, "data \"" + name + "\"");
                var system = table.text("from");
                var read = table.text("read");
                var entry = catalogue.systems().get(system);
                if (entry == null) {
                    table.problem(
                            table.at("from"),
                            "unknown-name",
                            "there is no system \"" + system + "\""
                                    + Nearest.hint(system, catalogue.systems().keySet()));
                } else if (!entry.reads().containsKey(read)) {
                    table.problem(
                            table.at("read"),
                            "unknown-name",
                            "system " + system + " has no read \"" + read + "\""
                                    + Nearest.hint(read, entry.reads().keySet()));
                } else {
                    vocabulary.declare(name, entry.reads().get(read));
                }
                var key = table.text("key");
                vocabulary.fact(table, table.at("key"), key);
                var missing = table.text("missing");
                sources.put(
                        name,
                        new Definition.DataSource(
                                name,
                                system,
                                read,
                                key,
                                table.duration("fresh-for"),
                                missing,
                                table.find("stale").orElse(missing)));
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
            root.problem(root.at("steps"), "missing", "the workflow has no steps");
        }
        return tables;
    }

    /// The facts that a step's own result adds.
    private void declareResults(String name, Table table) {
        switch (table.find("kind").orElse("")) {
            case "pay" ->
                declare(
                        name,
                        Map.of(
                                "amount", FactType.MONEY,
                                "receipt", FactType.TEXT,
                                "brand", FactType.TEXT,
                                "lastFour", FactType.TEXT,
                                "declineReason", FactType.TEXT));
            case "arrange" ->
                declare(
                        name,
                        Map.of(
                                "amount", FactType.MONEY,
                                "date", FactType.DATE,
                                "instalments", FactType.WHOLE,
                                "each", FactType.MONEY,
                                "last", FactType.MONEY));
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
        var kind = table.text("kind");
        if (!KINDS.contains(kind)) {
            if (!kind.isEmpty()) {
                table.problem(
                        table.at("kind"),
                        "unknown-kind",
                        "\"" + kind + "\" is not a kind of step" + Nearest.hint(kind, KINDS));
            }
            return Optional.empty();
        }
        var sources = new TreeSet<String>();
        var common = common(name, table, sources);
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
            default -> new Step.Finish(common, table.text("outcome"));
        };
        table.done(COMMON);
        return Optional.of(step);
    }

    /// The outcomes that a step names itself.
    private static List<String> results(Table table) {
        var results = table.texts("outcomes");
        if (results.isEmpty() && table.has("outcomes")) {
            table.problem(table.at("outcomes"), "missing", "name at least one outcome");
        }
        return results;
    }

    /// `sources` is filled while the parts of the step are read, so the record holds a view of it.
    private Step.Common common(String name, Table table, Set<String> sources) {
        var on = new LinkedHashMap<String, String>();
        table.findTable("on")
                .ifPresent(targets -> targets.keys().forEach(outcome -> on.put(outcome, targets.text(outcome))));
        var timeOut = table.has("time-out") ? timeOut(table, on) : null;
        var level = table.has("level") && !table.find("kind").orElse("").equals("verify")
                ? Identity.Level.of(table.word("level", "an identity level", List.of("none", "link", "right-party")))
                        .orElse(null)
                : null;
        return new Step.Common(
                name,
                table.find("title").orElse(null),
                on,
                Collections.unmodifiableSet(sources),
                timeOut,
                actors(table),
                channels(table),
                table.has("guide") ? guide(table, sources) : null,
                level);
    }

    /// `time-out: 2d` leads where `on` says for `timed-out`; `{ after: 2d, then: … }` says it in one place.
    private static Step.TimeOut timeOut(Table table, Map<String, String> on) {
        if (!table.isPlain("time-out")) {
            var out = table.table("time-out");
            var read = new Step.TimeOut(out.duration("after"), out.text("then"));
            out.done();
            return read;
        }
        var after = table.duration("time-out");
        var then = on.get("timed-out");
        if (then == null) {
            table.problem(
                    table.at("time-out"),
                    "unhandled-outcome",
                    "the step times out and does not say where that leads; add \"timed-out\" to its \"on\"");
            return new Step.TimeOut(after, "");
        }
        if (!table.find("kind").orElse("").equals("wait")) {
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
        if (!authorities.containsKey(name) && !name.isEmpty()) {
            table.problem(
                    table.at("authority"),
                    "unknown-name",
                    "there is no authority \"" + name + "\"" + Nearest.hint(name, authorities.keySet()));
        }
        return Optional.ofNullable(authorities.get(name));
    }

    private static Step verify(Step.Common common, Table table) {
        var level = table.word("level", "an identity level", LEVELS);
        return new Step.Verify(common, level, table.whole("attempts", 5, 1, 10));
    }

    private Step disclose(Step.Common common, Table table) {
        var text = table.text("text");
        if (!disclosures.containsKey(text)) {
            table.problem(
                    table.at("text"),
                    "unknown-name",
                    "there is no disclosure \"" + text + "\"" + Nearest.hint(text, disclosures.keySet()));
        }
        return new Step.Disclose(common, text);
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
                    "no-last-branch",
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
        var arrangement = table.text("arrangement");
        if (!List.of("promise", "plan").contains(arrangement)) {
            table.problem(
                    table.at("arrangement"),
                    "unknown-name",
                    "\"" + arrangement + "\" is not an arrangement"
                            + Nearest.hint(arrangement, List.of("promise", "plan")));
        }
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
                        "shape",
                        "\"" + text + "\" is not a number of instalments from 2 to 60");
            }
        }
        if (kind == Step.Arrange.Kind.PLAN && instalments.isEmpty()) {
            table.problem(
                    table.at("arrangement"),
                    "missing",
                    "step \"" + common.name() + "\" is a plan and needs \"instalments\"");
        }
        return new Step.Arrange(common, kind, amount, within, List.copyOf(instalments));
    }

    private Step write(Step.Common common, Table table, Set<String> sources) {
        var to = table.text("to");
        var fields = operation(table, table.at("to"), to);
        var values = new LinkedHashMap<String, Step.Value>();
        var with = table.table("with");
        for (var parameter : with.keys()) {
            if (fields.isPresent() && !fields.get().containsKey(parameter)) {
                with.problem(
                        with.atKey(parameter),
                        "unknown-name",
                        to + " takes no \"" + parameter + "\""
                                + Nearest.hint(parameter, fields.get().keySet()));
            }
            values.put(parameter, vocabulary.value(with, parameter, sources));
        }
        fields.ifPresent(needed -> needed.keySet().stream()
                .filter(field -> !with.has(field))
                .forEach(field -> with.problem(table.atKey("with"), "missing", to + " needs \"" + field + "\"")));
        int dot = Math.max(0, to.indexOf('.'));
        return new Step.Write(common, to.substring(0, dot), to.substring(Math.min(to.length(), dot + 1)), values);
    }

    /// The operations that a `request` step names, with their parameters.
    private SequencedMap<String, SequencedMap<String, FactType>> requested(Table table) {
        var requested = new LinkedHashMap<String, SequencedMap<String, FactType>>();
        var system = table.text("system");
        for (var name : table.texts("operations")) {
            operation(table, table.at("operations"), system + "." + name)
                    .ifPresent(parameters -> requested.put(name, parameters));
        }
        return requested;
    }

    private Step send(Step.Common common, Table table) {
        var message = table.text("message");
        message(table, "message", message);
        return new Step.Send(common, message);
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
                        node, "shape", "a touch must be a mapping such as { touch: sms, message: first, after: 0h }");
                continue;
            }
            var table = new Table(root.file(), node, "the touch", problems);
            var channel = table.text("touch");
            if (!CHANNELS.contains(channel)) {
                table.problem(
                        table.at("touch"),
                        "unknown-channel",
                        "\"" + channel + "\" is not a channel of outreach" + Nearest.hint(channel, CHANNELS));
            }
            var message = table.text("message");
            message(table, "message", message);
            outreachWords(table, channel, message);
            touches.add(new Definition.Touch(channel, message, table.duration("after")));
            table.done();
        }
        if (touches.size() > 3) {
            root.problem(
                    root.at("outreach"),
                    "too-many-touches",
                    "more than three touches; a routine task gets three at most");
        }
        return touches;
    }

    /// An outreach message may be read by anyone who holds the phone: no account facts, and a way to make it
    /// stop.
    private void outreachWords(Table table, String channel, String name) {
        var message = messages.get(name);
        if (message == null) {
            return;
        }
        if (!message.channel().equals(channel)) {
            table.problem(
                    table.at("message"),
                    "wrong-channel",
                    "message \"" + name + "\" is written for " + message.channel());
        }
        var allowed = Set.of("link", "brand", "phone", "optOut", "reference");
        var place = PLACE.matcher(message.text() + " " + (message.subject() == null ? "" : message.subject()));
        while (place.find()) {
            if (!allowed.contains(place.group(1))) {
                table.problem(
                        table.at("message"),
                        "reveals-account",
                        "message \"" + name + "\" says {" + place.group(1)
                                + "} before identity is proven; anyone holding the phone can read it");
            }
        }
        if (!message.text().contains("{optOut}")) {
            table.problem(
                    table.at("message"),
                    "no-opt-out",
                    "message \"" + name + "\" does not say how to stop; add {optOut}");
        }
        if (!message.text().contains("{link}")) {
            table.problem(
                    table.at("message"),
                    "no-link",
                    "message \"" + name + "\" has no {link}; the customer could not act");
        }
    }

    private Definition.@Nullable Unanswered unanswered() {
        return root.findTable("unanswered")
                .map(table -> {
                    var read = new Definition.Unanswered(table.duration("after"), table.text("then"));
                    table.done();
                    return read;
                })
                .orElse(null);
    }

    private void message(Table table, String key, String name) {
        if (!messages.containsKey(name)) {
            table.problem(
                    table.at(key),
                    "unknown-name",
                    "there is no message \"" + name + "\"" + Nearest.hint(name, messages.keySet()));
        }
    }

    private Optional<SequencedMap<String, FactType>> operation(Table table, Node at, String target) {
        int dot = target.indexOf('.');
        var system = catalogue.systems().get(dot < 0 ? target : target.substring(0, dot));
        if (system == null || dot < 0) {
            var all = catalogue.systems().values().stream()
                    .flatMap(entry -> entry.operations().keySet().stream().map(name -> entry.name() + "." + name))
                    .toList();
            table.problem(at, "unknown-name", "there is no operation \"" + target + "\"" + Nearest.hint(target, all));
            return Optional.empty();
        }
        var fields = system.operations().get(target.substring(dot + 1));
        if (fields == null) {
            table.problem(
                    at,
                    "unknown-name",
                    "system " + system.name() + " has no operation \"" + target.substring(dot + 1) + "\""
                            + Nearest.hint(
                                    target.substring(dot + 1),
                                    system.operations().keySet()));
        }
        return Optional.ofNullable(fields);
    }
}
