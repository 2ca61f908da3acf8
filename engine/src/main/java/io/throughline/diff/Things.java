package io.throughline.diff;

import static io.throughline.diff.Difference.Concerns.AGENTS;
import static io.throughline.diff.Difference.Concerns.COMPLIANCE;
import static io.throughline.diff.Difference.Concerns.CUSTOMERS;

import io.throughline.workflow.Assignment;
import io.throughline.workflow.Audience;
import io.throughline.workflow.Authority;
import io.throughline.workflow.Condition;
import io.throughline.workflow.Definition;
import io.throughline.workflow.DocumentType;
import io.throughline.workflow.Field;
import io.throughline.workflow.Guide;
import io.throughline.workflow.Step;
import io.throughline.workflow.Template;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// Everything a workflow says, thing by thing.
final class Things {
    private final Definition definition;
    private final SequencedMap<String, Thing> things = new LinkedHashMap<>();

    private Things(Definition definition) {
        this.definition = definition;
    }

    static SequencedMap<String, Thing> of(Definition definition) {
        var collected = new Things(definition);
        collected.workflow();
        collected.outreach();
        definition.steps().values().forEach(collected::step);
        collected.words();
        collected.exceptions();
        collected.authorities();
        collected.data();
        collected.migrations();
        return collected.things;
    }

    private void workflow() {
        var resolution = definition.resolution();
        var all = put("workflow", new Thing(COMPLIANCE, "The workflow", definition.title()))
                .say(CUSTOMERS, "the name it writes under", definition.brand())
                .say(CUSTOMERS, "the number to call", definition.phone())
                .say(AGENTS, "its title", definition.title())
                .say(AGENTS, "where it begins", definition.first().name())
                .say(AGENTS, "where a customer goes who asks for a person", definition.person())
                .say("its owner", definition.owner())
                .say("its purpose", definition.purpose())
                .say("its jurisdictions", list(definition.jurisdictions()))
                .say("what opens a case", resolution.trigger())
                .say("what counts as resolved", list(resolution.success()))
                .say("what closes a case unresolved", list(resolution.closed()))
                .say("the identity that must be proven", resolution.identity())
                .say("how long a proof of identity lives", time(resolution.identityLives()))
                .say("the policies in force", list(resolution.policies()));
        new TreeMap<>(resolution.proof())
                .forEach((outcome, proof) -> all.say("the proof of \"" + outcome + "\"", proof));
    }

    private void outreach() {
        int number = 0;
        for (var touch : definition.outreach()) {
            number++;
            put("touch " + number, new Thing(CUSTOMERS, "Contact " + number, touch.channel() + " " + touch.message()))
                    .say("its channel", touch.channel())
                    .say("its message", touch.message())
                    .say("how long after the one before", time(touch.after()));
        }
        var unanswered = definition.unanswered();
        if (unanswered != null) {
            put("unanswered", new Thing(AGENTS, "What follows when nobody answers", unanswered.then()))
                    .say("how long it is waited", time(unanswered.after()))
                    .say("where the case goes", unanswered.then());
        }
    }

    private void step(Step step) {
        var common = step.common();
        var whom = step.isDeskWork() ? AGENTS : CUSTOMERS;
        var thing = put(
                        "step " + step.name(),
                        new Thing(
                                whom,
                                "The step \"" + step.name() + "\"",
                                step.kindName() + (common.title() == null ? "" : ", " + common.title())))
                .say("its kind", step.kindName())
                .say("its title", common.title())
                .say(COMPLIANCE, "who may answer", list(new TreeSet<>(common.by())))
                .say("the channels", list(new TreeSet<>(common.channels())))
                .say(
                        COMPLIANCE,
                        "the identity it needs",
                        definition.levelOf(step).word());
        common.on().forEach((outcome, target) -> thing.say("what follows \"" + outcome + "\"", target));
        if (common.timeOut() != null) {
            thing.say("its time", time(common.timeOut().after()))
                    .say("what follows when the time is over", common.timeOut().then());
        }
        if (common.desk() != null) {
            assignment(thing, common.desk());
        }
        guide(thing, common.guide());
        content(thing, step);
    }

    private static void guide(Thing thing, @Nullable Guide guide) {
        if (guide != null) {
            thing.say(AGENTS, "the words to say", source(guide.say()))
                    .say(
                            AGENTS,
                            "the tips",
                            list(guide.tips().stream().map(Template::source).toList()))
                    .say(AGENTS, "the knowledge beside it", list(guide.knowledge()));
        }
    }

    private void content(Thing thing, Step step) {
        switch (step) {
            case Step.Verify verify ->
                thing.say(COMPLIANCE, "the level it proves", verify.level()).say("the attempts", verify.attempts());
            case Step.Disclose disclose -> thing.say(COMPLIANCE, "the words required there", disclose.text());
            case Step.Show show -> thing.say("what it shows", list(show.show()));
            case Step.Choose choose -> {
                thing.say("what it shows", list(choose.show()));
                choose.choices().values().forEach(choice -> choice(choose, choice));
            }
            case Step.Ask ask -> {
                thing.say("what it shows", list(ask.show()));
                ask.fields().values().forEach(field -> field(ask, field));
            }
            case Step.Check check -> {
                assignment(thing, check.assignment());
                check.lines().values().forEach(line -> line(check, line));
            }
            case Step.Approve approve ->
                thing.say(
                        COMPLIANCE, "the authority it asks", approve.authority().name());
            case Step.Assign assign -> {
                assignment(thing, assign.assignment());
                thing.say("how it can come back", list(assign.results()));
            }
            case Step.Request request ->
                thing.say(AGENTS, "the system it asks", request.system())
                        .say(
                                COMPLIANCE,
                                "what can be asked for",
                                list(request.operations().keySet()));
            case Step.Run run -> run(thing, run);
            case Step.Decide decide ->
                decide.branches()
                        .values()
                        .forEach(branch -> thing.say(
                                COMPLIANCE,
                                "the condition of \"" + branch.name() + "\"",
                                branch.when() == null ? "otherwise" : source(branch.when())));
            case Step.Pay pay ->
                thing.say("the amount", pay.amount()).say("what the payment is called", source(pay.description()));
            case Step.Arrange arrange ->
                thing.say("what is agreed", arrange.kind().name().toLowerCase(Locale.ROOT))
                        .say("the amount", arrange.amount())
                        .say("the days within which", arrange.within())
                        .say("the numbers of instalments", list(arrange.instalments()));
            case Step.Write write -> {
                thing.say(COMPLIANCE, "what it writes", write.target());
                new TreeMap<>(write.values())
                        .forEach((name, value) -> thing.say(COMPLIANCE, "the value of \"" + name + "\"", value(value)));
            }
            case Step.Send send -> thing.say("the message it sends", send.message());
            case Step.Wait wait -> thing.say("how long it waits", time(wait.time()));
            case Step.Finish finish -> thing.say(COMPLIANCE, "the outcome it ends as", finish.outcome());
        }
    }

    private void choice(Step.Choose step, Step.Choice choice) {
        put(
                        "step " + step.name() + " choice " + choice.name(),
                        new Thing(
                                CUSTOMERS,
                                "The choice \"" + choice.name() + "\" of step \"" + step.name() + "\"",
                                choice.label().source()))
                .say("its label", choice.label().source())
                .say("its hint", source(choice.hint()))
                .say("when it is offered", choice.when() == null ? "always" : source(choice.when()))
                .say(AGENTS, "why it is not offered otherwise", source(choice.because()))
                .say(
                        COMPLIANCE,
                        "the authority it needs",
                        choice.authority() == null ? null : choice.authority().name());
    }

    private void field(Step.Ask step, Field field) {
        put(
                        "step " + step.name() + " field " + field.name(),
                        new Thing(
                                CUSTOMERS,
                                "The question \"" + field.name() + "\" of step \"" + step.name() + "\"",
                                field.label().source()))
                .say("its label", field.label().source())
                .say("its help", source(field.help()))
                .say("whether it must be answered", field.required() ? "yes" : "no")
                .say("what an answer must be", type(field.type()));
    }

    private static String type(Field.Type type) {
        return switch (type) {
            case Field.Type.Amount amount ->
                "an amount in " + amount.currency() + range(bound(amount.least()), bound(amount.most()));
            case Field.Type.Day day -> "a day" + range(bound(day.earliest()), bound(day.latest()));
            case Field.Type.Phone phone -> "a phone number, of " + phone.region() + " unless it says otherwise";
            case Field.Type.Email() -> "an email address";
            case Field.Type.PostalCode postalCode -> "a postal code of " + postalCode.country();
            case Field.Type.OneOf oneOf -> "one of " + list(oneOf.options().values());
            case Field.Type.Words words -> "up to " + words.most() + " characters";
            case Field.Type.Whole whole -> "a whole number from " + whole.least() + " to " + whole.most();
            case Field.Type.YesNo() -> "yes or no";
            case Field.Type.Upload upload ->
                "a document ("
                        + list(upload.accept().stream().map(DocumentType::word).toList()) + ") of up to "
                        + upload.mostBytes() + " bytes";
        };
    }

    private static String range(@Nullable String from, @Nullable String to) {
        return (from == null ? "" : " from " + from) + (to == null ? "" : " to " + to);
    }

    private static @Nullable String bound(Field.@Nullable Bound bound) {
        return switch (bound) {
            case null -> null;
            case Field.Bound.Fixed(var amount) -> amount.toPlainString();
            case Field.Bound.Fact(var name) -> name;
        };
    }

    private static @Nullable String bound(Field.@Nullable DayBound bound) {
        return switch (bound) {
            case null -> null;
            case Field.DayBound.On(var day) -> day.toString();
            case Field.DayBound.FromToday(var days) -> "today" + (days < 0 ? " - " + -days : " + " + days) + " days";
        };
    }

    private void line(Step.Check step, Step.Line line) {
        put(
                        "step " + step.name() + " line " + line.name(),
                        new Thing(
                                AGENTS,
                                "The line \"" + line.name() + "\" of checklist \"" + step.name() + "\"",
                                line.label().source()))
                .say("its label", line.label().source())
                .say("its help", source(line.help()))
                .say(COMPLIANCE, "its evidence", line.evidence().name().toLowerCase(Locale.ROOT))
                .say(COMPLIANCE, "whether it is required", line.required() ? "yes" : "no");
    }

    private static void run(Thing thing, Step.Run run) {
        thing.say(AGENTS, "the workflow it runs", run.workflow())
                .say(AGENTS, "the outcomes it takes up", list(run.results()))
                .say(AGENTS, "the facts it brings back", list(run.bring().keySet()));
        run.values().forEach((name, value) -> thing.say(AGENTS, "the value of \"" + name + "\"", value(value)));
    }

    private void words() {
        for (var messages : new TreeMap<>(definition.messages()).values()) {
            for (var message : messages.all()) {
                put(
                                "message " + message.name() + " " + message.audience(),
                                new Thing(
                                        CUSTOMERS,
                                        "The message \"" + message.name() + "\" in " + language(message.language())
                                                + audience(message.audience()),
                                        "by " + message.channel()))
                        .say("its channel", message.channel())
                        .say("its subject", message.subject())
                        .say("its text", message.text());
            }
        }
        for (var disclosures : new TreeMap<>(definition.disclosures()).values()) {
            for (var disclosure : disclosures.all()) {
                put(
                                "disclosure " + disclosure.name() + " " + disclosure.audience(),
                                new Thing(
                                        COMPLIANCE,
                                        "The required words \"" + disclosure.name() + "\" in "
                                                + language(disclosure.language()) + audience(disclosure.audience()),
                                        "version " + disclosure.version()))
                        .say("their version", disclosure.version())
                        .say("their title", disclosure.title())
                        .say("their text", disclosure.text());
            }
        }
        new TreeMap<>(definition.translations())
                .forEach((language, translation) -> new TreeMap<>(translation.words())
                        .forEach((source, words) -> put(
                                        "words " + language + " " + source,
                                        new Thing(CUSTOMERS, "\"" + source + "\" in " + language(language), ""))
                                .say("the words", words.source())));
    }

    /// Beside the language, which is told already.
    private static String audience(Audience audience) {
        var others = new TreeMap<>(audience.conditions());
        others.remove("language");
        return others.isEmpty() ? "" : " for " + new Audience(others);
    }

    private void exceptions() {
        for (var route : definition.exceptions().values()) {
            put(
                            "exception " + route.name(),
                            new Thing(AGENTS, "The exception \"" + route.name() + "\"", "to queue " + route.queue()))
                    .say("its queue", route.queue())
                    .say("what goes with it", list(route.carry()))
                    .say("when it should be done", time(route.within()))
                    .say("its priority", route.priority());
        }
    }

    private void authorities() {
        for (var authority : definition.authorities().values()) {
            var thing = put(
                    "authority " + authority.name(),
                    new Thing(
                            COMPLIANCE,
                            "The authority \"" + authority.name() + "\"",
                            "the right \"" + authority.right() + "\""));
            thing.say("the right it needs", authority.right()).say("what the limit is measured by", measure(authority));
            assignment(thing, authority.assignment());
        }
    }

    private static @Nullable String measure(Authority authority) {
        if (authority.amount() == null) {
            return null;
        }
        return authority.of() == null ? authority.amount() : authority.amount() + " of " + authority.of();
    }

    private static void assignment(Thing thing, Assignment assignment) {
        thing.say(AGENTS, "its queue", assignment.queue())
                .say(AGENTS, "the skills it asks", list(assignment.skills()))
                .say(COMPLIANCE, "the rights it asks", list(assignment.rights()))
                .say(AGENTS, "what goes with it", list(assignment.carry()))
                .say(AGENTS, "when it should be done", time(assignment.within()))
                .say(AGENTS, "where it goes after that", assignment.escalateTo())
                .say(
                        AGENTS,
                        "how long it has there",
                        assignment.escalateTo() == null ? null : time(assignment.escalateWithin()));
    }

    private void data() {
        for (var source : definition.data().values()) {
            put(
                            "data " + source.name(),
                            new Thing(COMPLIANCE, "The facts \"" + source.name() + "\"", "from " + source.system()))
                    .say("where they come from", source.system() + "." + source.read())
                    .say("the key they are found by", source.key())
                    .say("how old they may be", time(source.freshFor()))
                    .say(AGENTS, "what follows when they are missing", source.missing())
                    .say(AGENTS, "what follows when they are too old", source.stale());
        }
    }

    private void migrations() {
        for (var migration : definition.migrations()) {
            var back = migration.back();
            put(
                            "migration " + migration.from(),
                            new Thing(COMPLIANCE, "The move of cases from version " + migration.from(), "allowed"))
                    .say("where parked cases go", route(migration.there().steps()))
                    .say("what facts are called then", route(migration.there().facts()))
                    .say(
                            "the way back",
                            back == null ? null : "allowed " + Objects.requireNonNullElse(route(back.steps()), ""));
        }
    }

    private static @Nullable String route(Map<String, String> names) {
        return names.isEmpty()
                ? null
                : list(names.entrySet().stream()
                        .map(entry -> entry.getKey() + " → " + entry.getValue())
                        .toList());
    }

    private Thing put(String key, Thing thing) {
        things.put(key, thing);
        return thing;
    }

    private static String list(Collection<?> values) {
        return String.join(", ", values.stream().map(Things::word).toList());
    }

    private static String word(Object value) {
        return value instanceof Enum<?> constant
                ? constant.name().toLowerCase(Locale.ROOT).replace('_', ' ')
                : value.toString();
    }

    private static @Nullable String source(@Nullable Template template) {
        return template == null ? null : template.source();
    }

    private static @Nullable String source(@Nullable Condition condition) {
        return condition == null ? null : condition.source();
    }

    private static String value(Step.Value value) {
        return switch (value) {
            case Step.Value.Fact(var name) -> name;
            case Step.Value.Text(var template) -> "\"" + template.source() + "\"";
        };
    }

    private static String language(String code) {
        return Locale.forLanguageTag(code).getDisplayLanguage(Locale.ENGLISH);
    }

    /// Such as `2 days 3 hours`.
    private static String time(Duration time) {
        var parts = new ArrayList<String>();
        add(parts, time.toDays(), "day");
        add(parts, time.toHoursPart(), "hour");
        add(parts, time.toMinutesPart(), "minute");
        add(parts, time.toSecondsPart(), "second");
        return parts.isEmpty() ? "at once" : String.join(" ", parts);
    }

    private static void add(List<String> parts, long number, String unit) {
        if (number > 0) {
            parts.add(number + " " + unit + (number == 1 ? "" : "s"));
        }
    }
}
