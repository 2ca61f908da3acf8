package io.throughline.scenario;

import io.throughline.engine.By;
import io.throughline.engine.Money;
import io.throughline.engine.Rights;
import io.throughline.engine.Rights.Limit;
import io.throughline.workflow.Findings;
import io.throughline.workflow.Nearest;
import io.throughline.workflow.Rule;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.nodes.Node;

/// The colleagues of a scenario, such as `agent ann (rights [settlement up to 500.00, override], skills [charges])`.
/// What is said of somebody holds until something else is said.
final class People {
    private static final Pattern SOMEBODY =
            Pattern.compile("(agent|supervisor|operations|assistant) ([\\w.-]+)(?: \\(([^)]*)\\))? (.+)");
    private static final Pattern PART = Pattern.compile("(rights|skills) \\[([^\\]]*)]|by (\\w+)");
    private static final Pattern LIMITED = Pattern.compile("(\\S+) up to (?:(\\d{1,3})%|(.+))");
    private final Map<String, By> known = new HashMap<>();
    private final Given given;

    People(Given given) {
        this.given = given;
    }

    /// A colleague and what they do.
    record Doing(By who, String what) {}

    Optional<Doing> read(String text, String file, Node at, Findings problems) {
        var match = SOMEBODY.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        var actor = By.Actor.of(match.group(1)).orElseThrow();
        var name = match.group(2);
        var before = known.getOrDefault(name, new By(actor, name, given.channel()));
        var who = match.group(3) == null
                ? new By(actor, name, before.channel(), before.rights())
                : described(new By(actor, name, before.channel()), match.group(3), file, at, problems);
        known.put(name, who);
        return Optional.of(new Doing(who, match.group(4)));
    }

    private static By described(By who, String words, String file, Node at, Findings problems) {
        var rights = new HashMap<String, Limit>();
        var skills = new HashSet<String>();
        var channel = who.channel();
        var part = PART.matcher(words);
        while (part.find()) {
            if (part.group(3) != null) {
                var word = part.group(3);
                channel = GivenReader.channel(word).orElseGet(() -> {
                    problems.add(file, at, Rule.UNKNOWN_NAME, GivenReader.unknownChannel(word));
                    return who.channel();
                });
            } else if (part.group(1).equals("skills")) {
                skills.addAll(items(part.group(2)));
            } else {
                items(part.group(2)).forEach(item -> right(item, rights, file, at, problems));
            }
        }
        var rest = PART.matcher(words).replaceAll("").replaceAll("[,; ]", "");
        if (!rest.isEmpty()) {
            problems.add(
                    file,
                    at,
                    Rule.SHAPE,
                    "of a colleague one says rights [a, b up to 500.00], skills [c] and by CHANNEL"
                            + Nearest.hint(rest, Set.of("rights", "skills", "by")));
        }
        return new By(who.actor(), who.id(), channel, new Rights(rights, skills));
    }

    private static void right(String item, Map<String, Limit> rights, String file, Node at, Findings problems) {
        var limited = LIMITED.matcher(item);
        if (!limited.matches()) {
            rights.put(item, Limit.NONE);
        } else if (limited.group(2) != null) {
            rights.put(limited.group(1), new Limit(null, Integer.valueOf(limited.group(2))));
        } else {
            Optional<Money> most = Values.money(limited.group(3));
            if (most.isEmpty()) {
                problems.add(
                        file, at, Rule.WRONG_TYPE, "\"" + limited.group(3) + "\" is no amount such as 500.00, nor 10%");
            }
            rights.put(limited.group(1), new Limit(most.orElse(null), null));
        }
    }

    private static List<String> items(String list) {
        return Arrays.stream(list.split(","))
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }
}
