package io.throughline.workflow;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;

/// Reads `migrations`. What can be said without the older version is said here; the rest by [MigrationRules].
final class MigrationReader {
    static final String KEY = "migrations";
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{" + Migration.SHORTEST + ",64}");
    private final Set<String> places;
    private final Set<String> facts;

    private MigrationReader(Set<String> places, Set<String> facts) {
        this.places = places;
        this.facts = facts;
    }

    static List<Migration> read(Table root, Map<String, Step> steps, Set<String> exceptions, Set<String> facts) {
        var places = new TreeSet<>(steps.keySet());
        places.addAll(exceptions);
        var reader = new MigrationReader(places, facts);
        var migrations = new ArrayList<Migration>();
        for (Node node : root.nodes(KEY)) {
            if (node instanceof MappingNode) {
                migrations.add(reader.migration(root.item(node, "the migration")));
            } else {
                root.problem(node, Rule.SHAPE, "a migration must be a mapping such as { from: 4be0c1d2a3f4 }");
            }
        }
        return migrations;
    }

    private Migration migration(Table table) {
        var from = table.text("from");
        if (!from.isEmpty() && !HASH.matcher(from).matches()) {
            table.problem(
                    table.at("from"),
                    Rule.SHAPE,
                    "\"" + from + "\" is no content hash; give at least its first " + Migration.SHORTEST
                            + " characters, as `throughline versions list` shows it");
        }
        var there =
                new Migration.Route(names(table, "steps", places, Set.of()), names(table, "facts", facts, Set.of()));
        var back = table.findTable("back")
                .map(route -> {
                    var read = new Migration.Route(
                            names(route, "steps", Set.of(), places), names(route, "facts", Set.of(), facts));
                    route.done();
                    return read;
                })
                .orElse(null);
        table.done();
        return new Migration(from, there, back);
    }

    /// What leads where. Names of this version must be there; those of the other one are not known here.
    ///
    /// @param to the names that it may lead to; none: those of the other version
    /// @param from the names that it may lead from; none: those of the other version
    private static Map<String, String> names(Table table, String key, Set<String> to, Set<String> from) {
        var names = new LinkedHashMap<String, String>();
        table.findTable(key).ifPresent(map -> {
            for (var name : map.keys()) {
                var target = map.text(name);
                names.put(
                        from.isEmpty()
                                ? name
                                : map.known(map.atKey(name), name, "there is no \"" + name + "\" to come from", from),
                        to.isEmpty()
                                ? target
                                : map.known(map.at(name), target, "there is no \"" + target + "\" to go to", to));
            }
        });
        return names;
    }
}
