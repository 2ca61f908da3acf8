package io.throughline.workflow;

import io.throughline.engine.By;
import io.throughline.engine.Identity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeSet;

/// The shape of a workflow file as JSON Schema 2020-12, for editors. Words, kinds and outcomes are taken from the model
/// itself; a test holds the keys against what the reader takes.
public final class Schema {
    static final String WORKFLOW = "workflow";
    private final SequencedMap<String, Object> shapes = new LinkedHashMap<>();

    private Schema() {
        parts();
        steps();
        workflow();
    }

    /// The schema, indented, with a line end.
    public static String json() {
        var root = new LinkedHashMap<String, Object>();
        root.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        root.put("title", "Throughline workflow definition");
        root.put("description", "One workflow: its Resolution Map, data, outreach, steps and exceptions.");
        root.put("$ref", "#/$defs/" + WORKFLOW);
        root.put("$defs", new Schema().shapes);
        return JsonText.of(root);
    }

    /// The keys that a shape takes, by its name.
    static Map<String, Set<String>> keys() {
        var keys = new LinkedHashMap<String, Set<String>>();
        new Schema().shapes.forEach((name, shape) -> {
            if (shape instanceof Map<?, ?> map && map.get("properties") instanceof Map<?, ?> properties) {
                var names = new TreeSet<String>();
                properties.keySet().forEach(key -> names.add(String.valueOf(key)));
                keys.put(name, names);
            }
        });
        return keys;
    }

    private void workflow() {
        var keys = new LinkedHashMap<String, Object>();
        keys.put("workflow", text("Its name, as commands and other workflows use it."));
        keys.put("title", text("What it does for a customer, in a line."));
        keys.put("purpose", text("Selects the policy packs in force, such as debt-collection."));
        keys.put("jurisdictions", list(text("A jurisdiction, such as US."), "Where it is used."));
        keys.put("owner", text("The team that answers for it."));
        keys.put("brand", text("Who speaks, as customers know them."));
        keys.put("phone", text("Where a person answers."));
        keys.put("given", map(words("A type.", FactType.words()), "Facts that whoever opens a case gives."));
        keys.put("resolution", shape("resolution"));
        keys.put("data", map(shape("data"), "What must be at hand before anybody speaks, and whose it is."));
        keys.put("outreach", list(shape("touch"), "How the customer is reached, in order."));
        keys.put("unanswered", shape("unanswered"));
        keys.put("person", text("The exception for a customer who asks for a person."));
        keys.put("authorities", map(shape("authority"), "What not everybody may decide."));
        keys.put("steps", map(shape("step"), "Every step; a case begins with the first."));
        keys.put("exceptions", map(shape("exception"), "Where a case goes that cannot go on, designed before launch."));
        keys.put("migrations", list(shape("migration"), "How parked cases of older versions are moved to this one."));
        object(
                WORKFLOW,
                "A workflow.",
                keys,
                "workflow",
                "title",
                "purpose",
                "jurisdictions",
                "owner",
                "brand",
                "phone",
                "resolution",
                "steps");
    }

    private void migrations() {
        var steps = map(text("A step or an exception."), "Where a case goes that is parked there; else it stays.");
        var facts = map(text("A fact."), "What a fact is called there; else as before.");
        object(
                "migration",
                "How parked cases of an older version are moved to this one.",
                of(
                        "from",
                        text("The older version: its content hash, or its first 12 characters."),
                        "steps",
                        steps,
                        "facts",
                        facts,
                        "back",
                        shape("back")),
                "from");
        object("back", "How they are moved back.", of("steps", steps, "facts", facts));
    }

    private void parts() {
        var levels = List.of(Identity.Level.LINK.word(), Identity.Level.RIGHT_PARTY.word());
        object(
                "resolution",
                "The five answers of the Resolution Map; without all five a workflow does not publish.",
                of(
                        "trigger", text("The operational event that opens a case."),
                        "success", list(text("An outcome."), "What counts as resolved; three at most."),
                        "closed", list(text("An outcome."), "Outcomes that end a case without resolving it."),
                        "identity", words("The level to prove before anything is said.", levels),
                        "identity-lives", duration("How long a proof of identity is carried, up to 12h."),
                        "policies", list(text("A policy pack."), "The packs that apply; [] for none."),
                        "proof",
                                map(
                                        text("system.operation"),
                                        "For each outcome the operation whose receipt proves it.")),
                "trigger",
                "success",
                "identity",
                "policies",
                "proof");
        object(
                "data",
                "A record of a connected system.",
                of(
                        "from", text("The system."),
                        "read", text("The read of its catalogue."),
                        "key", text("The fact that holds the record's key."),
                        "fresh-for", duration("How old the facts may be when a step uses them."),
                        "missing", text("Where a case goes when there are none."),
                        "stale", text("Where it goes when they cannot be read again; else as missing.")),
                "from",
                "read",
                "key",
                "fresh-for",
                "missing");
        object(
                "touch",
                "One attempt to reach the customer.",
                of(
                        "touch", words("The channel.", DefinitionBuilder.CHANNELS),
                        "message", text("A message of messages.yaml."),
                        "after", duration("How long after the one before.")),
                "touch",
                "message",
                "after");
        object(
                "unanswered",
                "Where a case goes when all touches are out and nobody came.",
                of("after", duration("How long after the last touch."), "then", text("A step or an exception.")),
                "after",
                "then");
        object(
                "exception",
                "Where a case goes, with what, by when.",
                of(
                        "queue", text("Who gets it."),
                        "carry", list(text("A fact, everything, attempts or last-error."), "What goes along."),
                        "within", duration("By when somebody acts."),
                        "priority", text("normal, unless said.")),
                "queue",
                "within");
        migrations();
        var authority = new LinkedHashMap<>(assignment());
        authority.put("right", text("The right to hold; else the authority's own name."));
        authority.put("amount", text("The amount that limits are measured by."));
        authority.put("of", text("What the amount is a share of, for limits in percent."));
        object("authority", "Something that not everybody may decide.", authority, "queue", "within");
        object(
                "choice",
                "One thing to choose.",
                of(
                        "label", text("What people read; {fact} stands for a value."),
                        "hint", text("A line beneath it."),
                        "when", text("A condition (CEL); offered always without it."),
                        "because", text("Why it is not offered otherwise, for agents."),
                        "authority", text("The authority without which it needs an approval.")),
                "label");
        object("branch", "One branch; the last has no condition.", of("when", text("A condition (CEL).")));
        object(
                "line",
                "One line of a checklist.",
                of(
                        "label", text("What to look at."),
                        "help", text("How."),
                        "evidence", words("What is given with the tick; note unless said.", DeskReader.EVIDENCE),
                        "required", yes("Whether the step needs it; true unless said.")),
                "label");
        object(
                "guide",
                "What an agent sees beside a step.",
                of(
                        "say", text("Words to say."),
                        "tips", list(text("A tip."), "Tips."),
                        "knowledge", list(text("A tag."), "Tags of knowledge.")));
        object(
                "time-out",
                "How long the step may stand, and where it then leads.",
                of("after", duration("How long."), "then", text("A step or an exception.")),
                "after",
                "then");
        object(
                "brought",
                "A fact that comes back from a child.",
                of("fact", text("step.name there."), "type", words("Its type; text unless said.", FactType.words())),
                "fact");
        fields();
    }

    private static SequencedMap<String, Object> assignment() {
        return of(
                "queue", text("Where it waits."),
                "skills", list(text("A skill."), "What whoever does it knows."),
                "rights", list(text("A right."), "What whoever does it holds."),
                "carry", list(text("A fact."), "What goes along."),
                "within", duration("By when it is done."),
                "escalate-to", text("The queue it goes to after that."),
                "escalate-within", duration("How long that queue has."));
    }

    private void fields() {
        var countries = "ISO 3166 code; US unless said.";
        field("text", of("most", whole("Characters; 300 unless said.", 1, FieldReader.LONGEST_TEXT)));
        field(
                "money",
                of(
                        "currency", text("ISO 4217 code; USD unless said."),
                        "least", text("An amount or a fact."),
                        "most", text("An amount or a fact.")));
        field("date", of("earliest", text("today, today-30d or 2026-12-31."), "latest", text("As earliest.")));
        field("phone", of("region", text(countries)));
        field("email", of());
        field("postal-code", of("country", text(countries)));
        field(
                "choice",
                of("options", map(text("What people read."), "What is kept, and what people read.")),
                "options");
        field(
                "whole",
                of(
                        "least", whole("0 unless said.", -1_000_000_000, 1_000_000_000),
                        "most", whole("The largest.", -1_000_000_000, 1_000_000_000)));
        field("yes-no", of());
        field(
                "document",
                of(
                        "accept", list(words("A type.", DocumentType.words()), "pdf, jpeg and png unless said."),
                        "most", text("A size such as 500kB; 5MB unless said.")));
        var cases = new ArrayList<Object>();
        for (var type : FieldReader.TYPES) {
            var condition = type.equals("text")
                    ? Map.of("not", Map.of("required", List.of("type"))) // a field is text unless it says otherwise
                    : only("type", type);
            cases.add(when(condition, shape("field-" + type)));
        }
        cases.add(when(only("type", "text"), shape("field-text")));
        var field = new LinkedHashMap<String, Object>();
        field.put("type", "object");
        field.put("description", "One question; its answer becomes the fact step.name.");
        field.put("properties", of("type", words("What an answer is; text unless said.", FieldReader.TYPES)));
        field.put("allOf", cases);
        shapes.put("field", field);
    }

    private void field(String type, SequencedMap<String, Object> own, String... required) {
        var keys = new LinkedHashMap<String, Object>();
        keys.put("type", words("What an answer is.", List.of(type)));
        keys.put("label", text("The question."));
        keys.put("help", text("What helps to answer it."));
        keys.put("required", yes("Whether it must be answered; true unless said."));
        keys.putAll(own);
        var needed = new ArrayList<>(List.of("label"));
        needed.addAll(List.of(required));
        object("field-" + type, "A question answered by " + type + ".", keys, needed.toArray(String[]::new));
    }

    /// Who may answer and where, as every kind of step may say it.
    private void answering() {
        var actors = Arrays.stream(By.Actor.values())
                .filter(actor -> actor != By.Actor.SYSTEM)
                .map(By.Actor::word)
                .toList();
        var channels = Arrays.stream(By.Channel.values())
                .filter(channel -> channel != By.Channel.SYSTEM)
                .map(By.Channel::word)
                .toList();
        shapes.put("by", list(words("Who.", actors), "Who may answer; everybody whom policy allows unless said."));
        shapes.put(
                "channels", list(words("A channel.", channels), "Where it may be answered; everywhere unless said."));
    }

    private void steps() {
        answering();
        var levels =
                Arrays.stream(Identity.Level.values()).map(Identity.Level::word).toList();
        shapes.put("level", words("How surely we must know who is there; as the workflow says unless said.", levels));
        var show = list(text("A fact."), "Facts that are shown.");
        var outcomes = list(text("An outcome."), "How it can end.");
        for (var kind : DefinitionBuilder.KINDS) {
            var own = switch (kind) {
                case "verify" -> of("attempts", whole("5 unless said.", 1, 10));
                case "disclose" -> with(assignment(), of("text", text("Required words of disclosures.yaml.")));
                case "show" -> with(assignment(), of("show", show));
                case "ask" -> with(assignment(), of("show", show, "fields", map(shape("field"), "The questions.")));
                case "check" -> with(assignment(), of("lines", map(shape("line"), "The checklist.")));
                case "choose" ->
                    with(assignment(), of("show", show, "choices", map(shape("choice"), "What can be chosen.")));
                case "decide" -> of("branches", map(shape("branch"), "The first that holds is taken."));
                case "approve" -> of("authority", text("What has to be approved."));
                case "pay" -> of("amount", text("The fact that holds the amount."), "description", text("For what."));
                case "arrange" ->
                    with(
                            assignment(),
                            of(
                                    "arrangement",
                                    words("A promise of the whole, or a plan.", List.of("promise", "plan")),
                                    "amount",
                                    text("The fact that holds the amount."),
                                    "within-days",
                                    whole("The latest day; 30 unless said.", 1, 365),
                                    "instalments",
                                    list(whole("A number.", 2, 60), "Numbers of instalments that may be chosen.")));
                case "request" ->
                    of(
                            "system", text("The system that does it."),
                            "operations", list(text("An operation."), "What may be asked for."));
                case "write" ->
                    of(
                            "to", text("system.operation"),
                            "with", map(text("A fact, or words."), "The operation's parameters."));
                case "send" -> of("message", text("A message of messages.yaml."));
                case "wait" -> of("for", duration("How long."));
                case "assign" -> with(assignment(), of("outcomes", outcomes));
                case "run" ->
                    of(
                            "workflow", text("The child."),
                            "with", map(text("A fact, or words."), "What the child is given."),
                            "outcomes", outcomes,
                            "bring", map(shape("brought"), "Facts that come back."));
                default -> of("outcome", text("An outcome of the resolution."));
            };
            step(kind, own);
        }
        var cases = new ArrayList<Object>();
        DefinitionBuilder.KINDS.forEach(kind -> cases.add(when(only("kind", kind), shape("step-" + kind))));
        var step = new LinkedHashMap<String, Object>();
        step.put("type", "object");
        step.put("description", "A step; what else it takes hangs on its kind.");
        step.put("properties", of("kind", words("What it does.", DefinitionBuilder.KINDS)));
        step.put("required", List.of("kind"));
        step.put("allOf", cases);
        shapes.put("step", step);
    }

    private void step(String kind, SequencedMap<String, Object> own) {
        var keys = new LinkedHashMap<String, Object>();
        keys.put("kind", words("What it does.", List.of(kind)));
        keys.put("title", text("The heading that people read."));
        keys.put("level", shape("level"));
        keys.putAll(own);
        keys.put("by", shape("by"));
        keys.put("channels", shape("channels"));
        keys.put("guide", Map.of("anyOf", List.of(text("Words to say."), shape("guide"))));
        keys.put("time-out", Map.of("anyOf", List.of(duration("Then as timed-out says."), shape("time-out"))));
        keys.put("on", on(kind));
        var required = new ArrayList<>(List.of("kind"));
        required.addAll(needs(kind));
        if (!kind.equals("finish")) {
            required.add("on");
        }
        object("step-" + kind, Kinds.doc(kind), keys, required.toArray(String[]::new));
    }

    private static List<String> needs(String kind) {
        return switch (kind) {
            case "verify" -> List.of("level");
            case "disclose" -> List.of("text");
            case "ask" -> List.of("fields");
            case "check" -> List.of("queue", "within", "lines");
            case "choose" -> List.of("choices");
            case "decide" -> List.of("branches");
            case "approve" -> List.of("authority");
            case "pay" -> List.of("amount");
            case "arrange" -> List.of("arrangement", "amount");
            case "write" -> List.of("to", "with");
            case "send" -> List.of("message");
            case "wait" -> List.of("for");
            case "assign" -> List.of("queue", "within", "outcomes");
            case "run" -> List.of("workflow", "outcomes");
            case "finish" -> List.of("outcome");
            default -> List.of();
        };
    }

    /// Where each outcome leads. Kinds that name their own outcomes have any.
    private static Object on(String kind) {
        var on = new LinkedHashMap<String, Object>();
        on.put("type", "object");
        on.put("description", "Where each outcome leads: a step or an exception.");
        var target = text("A step or an exception.");
        var fixed = Kinds.fixedOutcomes(kind);
        var properties = new LinkedHashMap<String, Object>();
        fixed.stream().sorted().forEach(outcome -> properties.put(outcome, target));
        properties.put("timed-out", target);
        on.put("properties", properties);
        on.put("required", fixed.stream().sorted().toList());
        on.put("additionalProperties", Kinds.namesItsOutcomes(kind) ? target : false);
        return on;
    }

    private void object(String name, String doc, SequencedMap<String, Object> keys, String... required) {
        var object = new LinkedHashMap<String, Object>();
        object.put("type", "object");
        object.put("description", doc);
        object.put("properties", keys);
        if (required.length > 0) {
            object.put("required", List.of(required));
        }
        object.put("additionalProperties", false);
        shapes.put(name, object);
    }

    private static SequencedMap<String, Object> of(Object... pairs) {
        var keys = new LinkedHashMap<String, Object>();
        for (int i = 0; i < pairs.length; i += 2) {
            keys.put((String) pairs[i], pairs[i + 1]);
        }
        return keys;
    }

    private static SequencedMap<String, Object> with(
            SequencedMap<String, Object> keys, SequencedMap<String, Object> more) {
        keys.putAll(more);
        return keys;
    }

    private static Object when(Object condition, Object then) {
        return of("if", condition, "then", then);
    }

    private static Object only(String key, String value) {
        return of("properties", Map.of(key, Map.of("const", value)), "required", List.of(key));
    }

    private static Object shape(String name) {
        return Map.of("$ref", "#/$defs/" + name);
    }

    /// Plain text in YAML may look like a number or like yes and no.
    private static Object text(String doc) {
        return of("type", List.of("string", "number", "boolean"), "description", doc);
    }

    private static Object words(String doc, List<String> words) {
        return of("enum", words, "description", doc);
    }

    private static Object duration(String doc) {
        return of("type", "string", "pattern", "^" + Table.DURATION.pattern() + "$", "description", doc);
    }

    private static Object whole(String doc, long least, long most) {
        return of("type", "integer", "minimum", least, "maximum", most, "description", doc);
    }

    private static Object yes(String doc) {
        return of("type", "boolean", "description", doc);
    }

    private static Object list(Object of, String doc) {
        return of("type", "array", "items", of, "description", doc);
    }

    private static Object map(Object of, String doc) {
        return of("type", "object", "additionalProperties", of, "description", doc);
    }
}
