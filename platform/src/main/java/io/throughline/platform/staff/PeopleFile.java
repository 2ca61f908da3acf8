package io.throughline.platform.staff;

import io.throughline.engine.Money;
import io.throughline.engine.Rights;
import io.throughline.workflow.Findings;
import io.throughline.workflow.Rule;
import io.throughline.workflow.Table;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads who is who: `ann: { name: Ann Reyes, role: agent, skills: [complaints], rights: { goodwill: { up-to: 200.00
/// USD } } }`.
final class PeopleFile {
    static final String NAME = "people.yaml";
    private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}");
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,4})?) ([A-Z]{3})");
    private static final String ANY = "any";
    /// Whom the evidence names when nobody of the house acted.
    private static final Set<String> TAKEN = Set.of("customer", "throughline", "api", "system");

    private PeopleFile() {}

    /// @throws io.throughline.workflow.InvalidDefinition with everything that is wrong, by its place
    static List<Person> read(String text) {
        var findings = new Findings(Rule.all());
        var people = new ArrayList<Person>();
        var root = Table.compose(NAME, text, findings);
        if (root != null) {
            var table = new Table(NAME, root, "the people", findings);
            for (var id : table.keys()) {
                if (!ID.matcher(id).matches() || TAKEN.contains(id)) {
                    table.problem(
                            table.atKey(id),
                            Rule.SHAPE,
                            "\"" + id + "\" cannot be somebody's id; write it in small letters, as ann or ann.reyes");
                }
                people.add(person(id, table.entry(id, "\"" + id + "\"")));
            }
        }
        findings.throwIfWrong();
        return people;
    }

    private static Person person(String id, Table entry) {
        var name = entry.find("name").orElse(id);
        var role = Role.of(entry.word("role", "a role", Role.words())).orElse(Role.AGENT);
        var rights = new TreeMap<String, Rights.Limit>();
        entry.findTable("rights").ifPresent(listed -> {
            for (var right : listed.keys()) {
                rights.put(right, limit(listed, right));
            }
        });
        var skills = Set.copyOf(entry.findTexts("skills"));
        entry.done();
        return new Person(id, name, role, rights, skills);
    }

    private static Rights.Limit limit(Table rights, String right) {
        if (rights.isPlain(right)) {
            if (!rights.text(right).equals(ANY)) {
                rights.problem(
                        rights.at(right),
                        Rule.SHAPE,
                        "how far \"" + right + "\" goes is written { up-to: 200.00 USD } or { percent: 40 }, or any");
            }
            return Rights.Limit.NONE;
        }
        var entry = rights.entry(right, "right \"" + right + "\"");
        var limit = new Rights.Limit(upTo(entry), percent(entry));
        if (limit.equals(Rights.Limit.NONE)) {
            rights.problem(rights.atKey(right), Rule.MISSING, "say how far \"" + right + "\" goes, or write any");
        }
        entry.done();
        return limit;
    }

    private static @Nullable Money upTo(Table entry) {
        var text = entry.find("up-to").orElse(null);
        if (text == null) {
            return null;
        }
        var match = AMOUNT.matcher(text);
        if (match.matches()) {
            try {
                return Money.of(new BigDecimal(match.group(1)), match.group(2));
            } catch (IllegalArgumentException | ArithmeticException _) {
                // told below: no such currency, or finer than it goes
            }
        }
        entry.problem(entry.at("up-to"), Rule.SHAPE, "\"" + text + "\" is no amount; write it as 200.00 USD");
        return new Money(0, "USD");
    }

    private static @Nullable Integer percent(Table entry) {
        var text = entry.find("percent").orElse(null);
        if (text == null) {
            return null;
        }
        if (text.matches("\\d{1,3}") && Integer.parseInt(text) <= 100) {
            return Integer.valueOf(text);
        }
        entry.problem(entry.at("percent"), Rule.SHAPE, "\"percent\" is a whole number from 0 to 100");
        return 0;
    }
}
