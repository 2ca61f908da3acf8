package io.throughline.rehearsal.people;

import io.throughline.engine.By.Channel;
import io.throughline.workflow.Definition;
import io.throughline.workflow.Findings;
import io.throughline.workflow.InvalidDefinition;
import io.throughline.workflow.Nearest;
import io.throughline.workflow.Rule;
import io.throughline.workflow.Step;
import io.throughline.workflow.Table;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads a behaviour file. Every name in it is checked against the workflows that it is for; all that is
/// wrong is told at once, with line, column and the nearest valid name.
public final class BehaviourReader {
    private static final List<Channel> WRITTEN = List.of(Channel.SMS, Channel.EMAIL);
    private final List<Definition> definitions;
    private final Findings findings = new Findings(Rule.all());

    private BehaviourReader(List<Definition> definitions) {
        this.definitions = definitions;
    }

    /// What is presumed when there is no file.
    public static Behaviour defaults() {
        return read("defaults", "people: {}", List.of());
    }

    /// @param file its name, for messages
    /// @param definitions that the file is for; a step has to be in one of them
    /// @throws InvalidDefinition if anything is wrong
    public static Behaviour read(String file, String text, List<Definition> definitions) {
        var reader = new BehaviourReader(definitions);
        var table = Reader.table(file, text, "the behaviour file", reader.findings);
        reader.findings.throwIfWrong();
        if (table == null) {
            throw new IllegalStateException("a file without a table has a finding");
        }
        var behaviour = reader.behaviour(table);
        reader.findings.throwIfWrong();
        return behaviour;
    }

    private Behaviour behaviour(Table file) {
        var launch = sub(file, "launch");
        var zone = Reader.zone(launch, "zone").orElse(ZoneId.of("America/Chicago"));
        boolean byHour = launch.has("hours");
        var opens = launch.findTable("hours").map(hours -> hours(hours, 1_000));
        var start = start(launch, zone, byHour);
        if (byHour && launch.has("over")) {
            launch.problem(launch.atKey("over"), Rule.SHAPE, "\"over\" and \"hours\" both say when; keep one of them");
        }
        var over = Reader.duration(launch, "over").orElse(Defaults.OVER);
        int days = Reader.whole(launch, "days", 1, 1, 60);
        launch.done();
        var people = sub(file, "people");
        var systems = sub(file, "systems");
        var behaviour = new Behaviour(
                start,
                over,
                days,
                opens.orElse(null),
                people.findTable("zones").map(this::zones).orElseGet(Defaults::zones),
                channels(people, "reachable", Defaults.reachable()),
                channels(people, "consents", Defaults.consents()),
                reads(people),
                people.findTable("attention").map(hours -> hours(hours, 10)).orElseGet(Defaults::attention),
                Reader.share(people, "responds", 0.35),
                Reader.share(people, "calls-instead", 0.06),
                Reader.share(people, "calls-when-only-way", 0.6),
                Reader.share(people, "stops", 0.01),
                Reader.share(people, "wrong-party", 0.02),
                chance(people, "comes-back", 0.25, Duration.ofHours(20)),
                chance(people, "calls-again", 0.3, Duration.ofMinutes(25)),
                Reader.whole(people, "calls-at-most", 3, 1, 20),
                steps(file),
                kinds(file),
                facts(file),
                Reader.share(systems, "facts-missing", 0.002),
                Reader.share(systems, "write-rejected", 0.003),
                Reader.share(systems, "write-failed", 0.002));
        people.done();
        systems.done();
        file.done();
        return behaviour;
    }

    private static Table sub(Table table, String key) {
        return table.findTable(key).orElseGet(() -> empty(table, key));
    }

    private static Table empty(Table table, String key) {
        var findings = new Findings(java.util.Set.of());
        var read = Reader.table("", "{}", key, findings);
        return read == null ? table : read;
    }

    private static Instant start(Table launch, ZoneId zone, boolean midnight) {
        var text = launch.find("at");
        var usual = Defaults.START.atZone(zone).toLocalDateTime();
        var local = usual;
        if (text.isPresent()) {
            try {
                local = text.get().length() == 10
                        ? LocalDate.parse(text.get()).atTime(9, 0)
                        : LocalDateTime.parse(text.get());
            } catch (DateTimeParseException e) {
                launch.problem(launch.at("at"), Rule.SHAPE, "\"at\" must be a local time such as 2026-11-23T09:00");
            }
        }
        return (midnight ? local.toLocalDate().atStartOfDay() : local)
                .atZone(zone)
                .toInstant();
    }

    private static Hours hours(Table table, double most) {
        double[] weights = Reader.hours(table, most);
        table.done();
        try {
            return new Hours(weights);
        } catch (IllegalArgumentException e) {
            table.problem(table.at(""), Rule.SHAPE, "at least one hour must count, such as \"09-17\": 1");
            return Defaults.attention();
        }
    }

    private Shares zones(Table table) {
        for (var name : table.keys()) {
            if (Reader.zone(name).isEmpty()) {
                table.problem(
                        table.atKey(name),
                        Rule.UNKNOWN_NAME,
                        "\"" + name + "\" is no time zone; write it as America/Chicago");
            }
        }
        var shares = Reader.shares(table);
        return findings.isEmpty() ? shares : Defaults.zones();
    }

    private static Map<Channel, Double> channels(Table people, String key, Map<Channel, Double> otherwise) {
        return people.findTable(key)
                .map(table -> {
                    var shares = new EnumMap<Channel, Double>(otherwise);
                    WRITTEN.forEach(channel -> shares.put(
                            channel, Reader.share(table, channel.word(), otherwise.getOrDefault(channel, 1.0))));
                    table.done();
                    return (Map<Channel, Double>) shares;
                })
                .orElse(otherwise);
    }

    private static Map<Channel, Behaviour.Read> reads(Table people) {
        var reads = new EnumMap<Channel, Behaviour.Read>(Defaults.reads());
        people.findTable("reads").ifPresent(table -> {
            for (var channel : WRITTEN) {
                var usual = Defaults.reads().get(channel);
                table.findTable(channel.word()).ifPresent(one -> {
                    reads.put(
                            channel,
                            new Behaviour.Read(
                                    Reader.share(one, "share", usual == null ? 1 : usual.share()),
                                    Reader.time(one, "after", usual == null ? Time.ofSeconds(0) : usual.after())));
                    one.done();
                });
            }
            table.done();
        });
        return reads;
    }

    private static Behaviour.Chance chance(Table people, String key, double share, Duration after) {
        var usual = new Time(after.toMillis(), 1);
        return people.findTable(key)
                .map(table -> {
                    var chance = new Behaviour.Chance(
                            Reader.share(table, "share", share), Reader.time(table, "after", usual));
                    table.done();
                    return chance;
                })
                .orElse(new Behaviour.Chance(share, usual));
    }

    // ---- steps

    private Map<String, Manner> kinds(Table file) {
        var kinds = new HashMap<>(Defaults.kinds());
        file.findTable("kinds").ifPresent(table -> {
            for (var kind : table.keys()) {
                var usual = kinds.get(kind);
                if (usual == null) {
                    unknown(
                            table,
                            kind,
                            "a kind of step that people answer",
                            Defaults.kinds().keySet());
                } else {
                    kinds.put(
                            kind,
                            new MannerReader(List.of()).read(table.entry(kind, "kind \"" + kind + "\""), kind, usual));
                }
            }
        });
        return kinds;
    }

    private Map<String, Manner> steps(Table file) {
        var kinds = kinds(file);
        var manners = new HashMap<String, Manner>();
        var known = new LinkedHashMap<String, List<Step>>();
        definitions.stream()
                .flatMap(one -> one.steps().values().stream())
                .forEach(step -> known.merge(
                        step.name(),
                        List.of(step),
                        (a, b) -> java.util.stream.Stream.concat(a.stream(), b.stream())
                                .toList()));
        file.findTable("steps").ifPresent(table -> {
            for (var name : table.keys()) {
                var steps = known.get(name);
                if (steps == null) {
                    unknown(table, name, "a step of " + workflows(), known.keySet());
                    continue;
                }
                var kind = steps.getFirst().kindName();
                var usual = kinds.get(kind);
                if (usual == null) {
                    table.problem(
                            table.atKey(name),
                            Rule.UNKNOWN_NAME,
                            "nobody is asked anything at " + kind + " \"" + name + "\"");
                    table.find(name);
                    continue;
                }
                manners.put(
                        name, new MannerReader(steps).read(table.entry(name, "step \"" + name + "\""), kind, usual));
            }
        });
        return manners;
    }

    private String workflows() {
        return String.join(
                " or ", definitions.stream().map(Definition::name).distinct().toList());
    }

    private static void unknown(Table table, String name, String what, java.util.Collection<String> valid) {
        table.problem(
                table.atKey(name), Rule.UNKNOWN_NAME, "\"" + name + "\" is not " + what + Nearest.hint(name, valid));
        table.has(name);
    }

    // ---- facts

    private Map<String, Made> facts(Table file) {
        var made = new HashMap<String, Made>();
        var types = new LinkedHashMap<String, io.throughline.workflow.FactType>();
        definitions.forEach(definition -> definition.facts().forEach((name, type) -> {
            var source = name.substring(0, Math.max(0, name.indexOf('.')));
            if (definition.data().containsKey(source) || source.equals("trigger")) {
                types.put(name, type);
            }
        }));
        file.findTable("facts").ifPresent(table -> {
            for (var name : table.keys()) {
                var type = types.get(name);
                if (type == null) {
                    unknown(table, name, "a fact that " + workflows() + " reads", types.keySet());
                } else {
                    new MadeReader(table, name, type).read().ifPresent(one -> made.put(name, one));
                }
            }
        });
        return made;
    }
}
