package io.throughline.workflow;

import java.util.Collection;
import java.util.Set;
import java.util.function.BiConsumer;
import org.snakeyaml.engine.v2.nodes.Node;

/// Whether every case that can be parked in one version finds its place in the other, with all it needs there.
final class MigrationRules {
    private MigrationRules() {}

    /// One way, with the text that describes it.
    private record Way(Draft draft, Table table, Definition from, Definition to, Migration.Route route) {
        Moving moving() {
            return new Moving(from, to, route);
        }

        /// Where the map speaks of a step; where it does not, its beginning.
        Node at(String stand) {
            var steps = table.findTable("steps");
            return steps.isPresent() && steps.get().has(stand)
                    ? steps.get().atKey(stand)
                    : table.atKey(table.has("from") ? "from" : "steps");
        }

        void report(Node at, Rule rule, String message) {
            draft.report(at, rule, message);
        }

        String version() {
            return "version "
                    + to.version()
                            .substring(
                                    0, Math.min(Migration.SHORTEST, to.version().length()));
        }
    }

    private static void ways(Draft draft, BiConsumer<Way, Moving> look) {
        each(
                draft,
                (table, migration) -> draft.around()
                        .older()
                        .apply(migration.from())
                        .filter(older -> older.name().equals(draft.definition().name()))
                        .ifPresent(older -> {
                            var there = new Way(draft, table, older, draft.definition(), migration.there());
                            look.accept(there, there.moving());
                            if (migration.back() != null) {
                                var back = new Way(
                                        draft,
                                        table.entry("back", "the way back"),
                                        draft.definition(),
                                        older,
                                        migration.back());
                                look.accept(back, back.moving());
                            }
                        }));
    }

    private static void each(Draft draft, BiConsumer<Table, Migration> look) {
        var tables = draft.root().tables(MigrationReader.KEY, "the migration");
        var migrations = draft.definition().migrations();
        for (int i = 0; i < Math.min(tables.size(), migrations.size()); i++) {
            look.accept(tables.get(i), migrations.get(i));
        }
    }

    static void unchecked(Draft draft) {
        each(draft, (table, migration) -> {
            var older = draft.around().older().apply(migration.from());
            if (older.filter(one -> one.name().equals(draft.definition().name()))
                    .isEmpty()) {
                draft.report(
                        table.at("from"),
                        Rule.MIGRATION_UNCHECKED,
                        "version " + migration.from() + " of \""
                                + draft.definition().name()
                                + "\" is not at hand; nobody has looked where its cases would land");
            }
        });
    }

    static void steps(Draft draft) {
        ways(draft, (way, moving) -> {
            for (var named : way.route().steps().entrySet()) {
                place(way, named.getKey(), named.getValue());
            }
            for (var stand : moving.stands()) {
                if (moving.target(stand).isEmpty()) {
                    way.report(
                            way.at(stand),
                            Rule.MIGRATION_STEP,
                            "a case can be parked on \"" + stand + "\", and " + way.version()
                                    + " has no step of that name and kind; say in \"steps\" where it goes");
                }
            }
        });
    }

    private static void place(Way way, String from, String to) {
        var stands = way.moving().stands();
        if (!stands.contains(from)) {
            way.report(
                    way.at(from),
                    Rule.MIGRATION_STEP,
                    "no case is ever parked on \"" + from + "\"" + Nearest.hint(from, stands));
        }
        var target = way.to().steps().get(to);
        if (target == null && !way.to().exceptions().containsKey(to)) {
            way.report(
                    way.at(from),
                    Rule.MIGRATION_STEP,
                    way.version() + " has no \"" + to + "\" to go to"
                            + Nearest.hint(to, way.to().steps().keySet()));
        } else if (target != null && !Moving.canStand(target)) {
            way.report(
                    way.at(from),
                    Rule.MIGRATION_STEP,
                    "\"" + to + "\" does something by itself, and a case that is moved is not to; lead \"" + from
                            + "\" to a step where it waits");
        } else if (target != null && way.from().exceptions().containsKey(from)) {
            way.report(
                    way.at(from),
                    Rule.MIGRATION_STEP,
                    "a person has the cases on \"" + from + "\", and decides how they go on; lead it to an exception");
        }
    }

    static void proofs(Draft draft) {
        lacks(draft, (way, stand, target, lack) -> {
            if (lack.kind() != Moving.Lack.Kind.FACT) {
                way.report(
                        way.at(stand),
                        Rule.MIGRATION_PROOF,
                        "a case parked on \"" + stand + "\" would come to \"" + target + "\" without " + lack.text()
                                + "; lead it to a step before that");
            }
        });
    }

    static void facts(Draft draft) {
        lacks(draft, (way, stand, target, lack) -> {
            if (lack.kind() == Moving.Lack.Kind.FACT) {
                way.report(
                        way.at(stand),
                        Rule.MIGRATION_FACTS,
                        "a case parked on \"" + stand + "\" would go on from \"" + target + "\" without " + lack.text()
                                + ", which is used there");
            }
        });
        ways(draft, (way, _) -> way.route().facts().forEach((from, to) -> renamed(way, from, to)));
    }

    private static void renamed(Way way, String from, String to) {
        var at = way.table().table("facts").atKey(from);
        unknown(way, at, from, way.from().facts().keySet());
        unknown(way, at, to, way.to().facts().keySet());
        var was = way.from().facts().get(from);
        var is = way.to().facts().get(to);
        if (was != null && is != null && was != is) {
            way.report(
                    at,
                    Rule.MIGRATION_FACTS,
                    "\"" + from + "\" is " + was.word() + " and \"" + to + "\" is " + is.word());
        }
    }

    private static void unknown(Way way, Node at, String fact, Collection<String> known) {
        if (!known.contains(fact)) {
            way.report(at, Rule.MIGRATION_FACTS, "\"" + fact + "\" is not a known fact" + Nearest.hint(fact, known));
        }
    }

    /// Something that a parked case would not have.
    private interface Look {
        void at(Way way, String stand, String target, Moving.Lack lack);
    }

    private static void lacks(Draft draft, Look look) {
        ways(draft, (way, moving) -> {
            for (var stand : moving.stands()) {
                var target = moving.target(stand).map(way.to().steps()::get);
                if (way.from().steps().containsKey(stand)
                        && target.filter(Moving::canStand).isPresent()) {
                    var name = target.get().name();
                    moving.lacks(name, Set.copyOf(moving.certain(stand)))
                            .forEach(lack -> look.at(way, stand, name, lack));
                }
            }
        });
    }
}
