package io.throughline.workflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
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
            "choose",
            "decide",
            "pay",
            "arrange",
            "request",
            "write",
            "send",
            "wait",
            "finish");
    private static final List<String> CHANNELS = List.of("sms", "email");
    private static final Pattern PLACE = Pattern.compile("\\{([^{}]*)}");
    private final Table root;
    private final Catalogue catalogue;
    private final Map<String, Definition.Message> messages;
    private final Map<String, Definition.Disclosure> disclosures;
    private final Problems problems;
    private final Map<String, FactType> names = new TreeMap<>();
    private CelConditions conditions = new CelConditions(Map.of());

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
    }

    Definition build(String version) {
        names.put("trigger.accountId", FactType.TEXT);
        names.put("trigger.customerId", FactType.TEXT);
        var data = data();
        var stepTables = stepTables();
        stepTables.forEach(this::declareResults);
        conditions = new CelConditions(names);
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
                version);
        root.done(List.of("data", "outreach", "unanswered", "steps", "exceptions"));
        return definition;
    }

    private Definition.Resolution resolution() {
        var table = root.table("resolution");
        var success = table.texts("success");
        if (success.size() > 3) {
            table.problem(table.at("success"), "too-many-successes", "more than three successes; split the workflow");
        }
        var closed = table.findTexts("closed");
        var identity = table.text("identity");
        if (!identity.isEmpty() && !identity.equals("right-party")) {
            table.problem(
                    table.at("identity"),
                    "unknown-name",
                    "\"" + identity + "\" is not an identity level" + Nearest.hint(identity, List.of("right-party")));
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
                table.text("trigger"), success, closed, identity, table.texts("policies"), Map.copyOf(proof));
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
                    entry.reads().get(read).forEach((field, type) -> names.put(name + "." + field, type));
                }
                var key = table.text("key");
                fact(table, table.at("key"), key);
                sources.put(
                        name,
                        new Definition.DataSource(
                                name, system, read, key, table.duration("fresh-for"), table.text("missing")));
                table.done();
            }
        });
        return sources;
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
            default -> {
                // other kinds leave no facts
            }
        }
    }

    private void declare(String step, Map<String, FactType> fields) {
        fields.forEach((field, type) -> names.put(step + "." + field, type));
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
        Step step = switch (kind) {
            case "verify" -> verify(name, table);
            case "disclose" -> disclose(name, table);
            case "show" -> new Step.Show(common(name, table, sources), facts(table, "show", sources));
            case "choose" -> choose(name, table, sources);
            case "decide" -> decide(name, table, sources);
            case "pay" -> pay(name, table, sources);
            case "arrange" -> arrange(name, table, sources);
            case "request" -> new Step.Request(common(name, table, sources), table.text("system"), requested(table));
            case "write" -> write(name, table, sources);
            case "send" -> send(name, table);
            case "wait" -> new Step.Wait(common(name, table, sources), table.duration("for"));
            default -> finish(name, table);
        };
        table.done(COMMON);
        return Optional.of(withSources(step, sources));
    }

    /// The sources are known only once the step's parts are read; the record is made again with them.
    private static Step withSources(Step step, Set<String> sources) {
        var old = step.common();
        var common = new Step.Common(old.name(), old.title(), old.on(), Set.copyOf(sources), old.timeOut());
        return switch (step) {
            case Step.Verify s -> new Step.Verify(common, s.level(), s.attempts());
            case Step.Disclose s -> new Step.Disclose(common, s.text());
            case Step.Show s -> new Step.Show(common, s.show());
            case Step.Choose s -> new Step.Choose(common, s.show(), s.choices());
            case Step.Decide s -> new Step.Decide(common, s.branches());
            case Step.Pay s -> new Step.Pay(common, s.amount(), s.description());
            case Step.Arrange s -> new Step.Arrange(common, s.kind(), s.amount(), s.within(), s.instalments());
            case Step.Request s -> new Step.Request(common, s.system(), s.operations());
            case Step.Write s -> new Step.Write(common, s.system(), s.operation(), s.values());
            case Step.Send s -> new Step.Send(common, s.message());
            case Step.Wait s -> new Step.Wait(common, s.time());
            case Step.Finish s -> new Step.Finish(common, s.outcome());
        };
    }

    private Step.Common common(String name, Table table, Set<String> sources) {
        var on = new LinkedHashMap<String, String>();
        table.findTable("on")
                .ifPresent(targets -> targets.keys().forEach(outcome -> on.put(outcome, targets.text(outcome))));
        var timeOut = table.findTable("time-out")
                .map(out -> {
                    var read = new Step.TimeOut(out.duration("after"), out.text("then"));
                    out.done();
                    return read;
                })
                .orElse(null);
        return new Step.Common(name, table.find("title").orElse(null), on, sources, timeOut);
    }

    private Step verify(String name, Table table) {
        var level = table.text("level");
        if (!level.equals("right-party")) {
            table.problem(
                    table.at("level"),
                    "unknown-name",
                    "\"" + level + "\" is not an identity level" + Nearest.hint(level, List.of("right-party")));
        }
        return new Step.Verify(common(name, table, Set.of()), level, table.whole("attempts", 5, 1, 10));
    }

    private Step disclose(String name, Table table) {
        var text = table.text("text");
        if (!disclosures.containsKey(text)) {
            table.problem(
                    table.at("text"),
                    "unknown-name",
                    "there is no disclosure \"" + text + "\"" + Nearest.hint(text, disclosures.keySet()));
        }
        return new Step.Disclose(common(name, table, Set.of()), text);
    }

    private Step choose(String name, Table table, Set<String> sources) {
        var choices = new LinkedHashMap<String, Step.Choice>();
        var listed = table.table("choices");
        for (var choice : listed.keys()) {
            var entry = listed.entry(choice, "choice \"" + choice + "\"");
            var label = template(entry, "label", sources);
            var hint = entry.has("hint") ? template(entry, "hint", sources) : null;
            choices.put(choice, new Step.Choice(choice, label, hint, condition(entry, "when", sources)));
            entry.done();
        }
        return new Step.Choose(common(name, table, sources), facts(table, "show", sources), choices);
    }

    private Step decide(String name, Table table, Set<String> sources) {
        var branches = new LinkedHashMap<String, Step.Branch>();
        var listed = table.table("branches");
        for (var branch : listed.keys()) {
            var entry = listed.entry(branch, "branch \"" + branch + "\"");
            branches.put(branch, new Step.Branch(branch, condition(entry, "when", sources)));
            entry.done();
        }
        if (!branches.isEmpty() && branches.lastEntry().getValue().when() != null) {
            listed.problem(
                    listed.at(branches.lastEntry().getKey()),
                    "no-last-branch",
                    "the last branch of step \"" + name + "\" must hold always; leave its \"when\" out");
        }
        return new Step.Decide(common(name, table, sources), branches);
    }

    private Step pay(String name, Table table, Set<String> sources) {
        var amount = money(table, "amount", sources);
        var description = table.has("description") ? template(table, "description", sources) : null;
        return new Step.Pay(common(name, table, sources), amount, description);
    }

    private Step arrange(String name, Table table, Set<String> sources) {
        var arrangement = table.text("arrangement");
        if (!List.of("promise", "plan").contains(arrangement)) {
            table.problem(
                    table.at("arrangement"),
                    "unknown-name",
                    "\"" + arrangement + "\" is not an arrangement"
                            + Nearest.hint(arrangement, List.of("promise", "plan")));
        }
        var kind = arrangement.equals("plan") ? Step.Arrange.Kind.PLAN : Step.Arrange.Kind.PROMISE;
        var amount = money(table, "amount", sources);
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
                    table.at("arrangement"), "missing", "step \"" + name + "\" is a plan and needs \"instalments\"");
        }
        return new Step.Arrange(common(name, table, sources), kind, amount, within, List.copyOf(instalments));
    }

    private Step write(String name, Table table, Set<String> sources) {
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
            values.put(parameter, value(with, parameter, sources));
        }
        fields.ifPresent(needed -> needed.keySet().stream()
                .filter(field -> !with.has(field))
                .forEach(field -> with.problem(table.atKey("with"), "missing", to + " needs \"" + field + "\"")));
        int dot = Math.max(0, to.indexOf('.'));
        return new Step.Write(
                common(name, table, sources),
                to.substring(0, dot),
                to.substring(Math.min(to.length(), dot + 1)),
                values);
    }

    private Step.Value value(Table with, String parameter, Set<String> sources) {
        var text = with.text(parameter);
        if (names.containsKey(text)) {
            source(text, sources);
            return new Step.Value.Fact(text);
        }
        if (text.matches("[a-zA-Z][\\w-]*\\.[a-zA-Z]\\w*")) {
            fact(with, with.at(parameter), text);
        }
        return new Step.Value.Text(template(with, parameter, sources));
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

    private Step send(String name, Table table) {
        var message = table.text("message");
        message(table, "message", message);
        return new Step.Send(common(name, table, Set.of()), message);
    }

    private Step finish(String name, Table table) {
        return new Step.Finish(common(name, table, Set.of()), table.text("outcome"));
    }

    private SequencedMap<String, Definition.ExceptionRoute> exceptions() {
        var routes = new LinkedHashMap<String, Definition.ExceptionRoute>();
        root.findTable("exceptions").ifPresent(table -> {
            for (var name : table.keys()) {
                var entry = table.entry(name, "exception \"" + name + "\"");
                var carry = entry.findTexts("carry");
                for (var item : carry) {
                    if (!List.of("everything", "attempts", "last-error").contains(item)) {
                        fact(entry, entry.at("carry"), item);
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

    private @Nullable Condition condition(Table table, String key, Set<String> sources) {
        var text = table.find(key);
        if (text.isEmpty()) {
            return null;
        }
        try {
            var condition = conditions.compile(text.get());
            condition.names().forEach(name -> source(name, sources));
            return condition;
        } catch (IllegalArgumentException e) {
            table.problem(table.at(key), "expression", "the condition does not hold together: " + e.getMessage());
            return null;
        }
    }

    private Template template(Table table, String key, Set<String> sources) {
        var text = table.text(key);
        var parts = new ArrayList<Template.Part>();
        var place = PLACE.matcher(text);
        int end = 0;
        while (place.find()) {
            if (place.start() > end) {
                parts.add(new Template.Part.Words(text.substring(end, place.start())));
            }
            var name = place.group(1).strip();
            fact(table, table.at(key), name);
            source(name, sources);
            parts.add(new Template.Part.Name(name));
            end = place.end();
        }
        if (end < text.length()) {
            parts.add(new Template.Part.Words(text.substring(end)));
        }
        return new Template(text, List.copyOf(parts));
    }

    private List<String> facts(Table table, String key, Set<String> sources) {
        var listed = table.findTexts(key);
        for (var name : listed) {
            fact(table, table.at(key), name);
            source(name, sources);
        }
        return listed;
    }

    private String money(Table table, String key, Set<String> sources) {
        var name = table.text(key);
        fact(table, table.at(key), name);
        source(name, sources);
        if (names.containsKey(name) && names.get(name) != FactType.MONEY) {
            table.problem(table.at(key), "wrong-type", name + " is not an amount of money");
        }
        return name;
    }

    private void fact(Table table, Node at, String name) {
        if (!names.containsKey(name)) {
            table.problem(
                    at, "unknown-name", "\"" + name + "\" is not a known fact" + Nearest.hint(name, names.keySet()));
        }
    }

    private void source(String name, Set<String> sources) {
        int dot = name.indexOf('.');
        if (dot > 0
                && root.findTable("data")
                        .map(data -> data.has(name.substring(0, dot)))
                        .orElse(false)) {
            sources.add(name.substring(0, dot));
        }
    }
}
