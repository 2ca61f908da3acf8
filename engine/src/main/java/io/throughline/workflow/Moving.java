package io.throughline.workflow;

import io.throughline.engine.Identity;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// A case on its way from one version of a workflow to another: where it goes, what it takes along, and what it would
/// lack there. The linter asks it for every case that there can be, the engine for the one that is moved.
public final class Moving {
    private static final String TRIGGER = "trigger";
    private final Definition older;
    private final Definition newer;
    private final Migration.Route route;
    private final Map<String, Set<String>> certainInNewer;

    /// @param older the version that the case is on
    /// @param newer the version that it goes to
    public Moving(Definition older, Definition newer, Migration.Route route) {
        this.older = older;
        this.newer = newer;
        this.route = route;
        this.certainInNewer = Certain.onEntry(newer, PathRules::established);
    }

    /// The way that one of the two versions describes, if it does: the newer one there, or the older one back.
    public static Optional<Moving> between(Definition from, Definition to) {
        for (var migration : to.migrations()) {
            if (migration.isFrom(from.version())) {
                return Optional.of(new Moving(from, to, migration.there()));
            }
        }
        for (var migration : from.migrations()) {
            if (migration.back() != null && migration.isFrom(to.version())) {
                return Optional.of(new Moving(from, to, migration.back()));
            }
        }
        return Optional.empty();
    }

    /// What a case would need where it goes, and does not have.
    public record Lack(Kind kind, String name) {
        /// Of which sort it is.
        public enum Kind {
            IDENTITY("a proof of identity"),
            WORDS("the required words"),
            APPROVAL("the approval"),
            RECEIPT("the receipt of"),
            FACT("the fact");

            private final String words;

            Kind(String words) {
                this.words = words;
            }
        }

        /// For a sentence: `the required words us.mini-miranda`.
        public String text() {
            return kind.words + " " + name;
        }
    }

    /// Whether a case can be parked on a step, and not only pass it.
    public static boolean canStand(Step step) {
        return switch (step) {
            case Step.Decide _, Step.Write _, Step.Send _, Step.Run _, Step.Finish _ -> false;
            default -> true;
        };
    }

    /// Every step and exception of the older version on which a case can be parked.
    public List<String> stands() {
        var stands = new ArrayList<String>();
        older.steps().values().stream().filter(Moving::canStand).map(Step::name).forEach(stands::add);
        stands.addAll(older.exceptions().keySet());
        return stands;
    }

    /// Where a case goes that is parked there: where the map says, or the step or exception of that
    /// name if it is of the same kind.
    public Optional<String> target(String stand) {
        var named = route.steps().get(stand);
        return named == null ? Optional.of(stand).filter(this::isThereToo) : Optional.of(named);
    }

    private boolean isThereToo(String name) {
        return older.exceptions().containsKey(name) ? newer.exceptions().containsKey(name) : isSameKind(name, name);
    }

    /// Whether a step of the older version and one of the newer are of one kind, for the same people.
    public boolean isSameKind(String inOlder, String inNewer) {
        var was = older.steps().get(inOlder);
        var is = newer.steps().get(inNewer);
        return was != null && is != null && was.getClass().equals(is.getClass()) && was.isDeskWork() == is.isDeskWork();
    }

    /// What a step of the older version is called in the newer one, if it is there: it kept its name or got another.
    public Optional<String> step(String inOlder) {
        if (isSameKind(inOlder, inOlder)) {
            return Optional.of(inOlder);
        }
        return Optional.ofNullable(route.steps().get(inOlder)).filter(named -> isRenamed(inOlder, named));
    }

    private boolean isRenamed(String inOlder, String inNewer) {
        return isSameKind(inOlder, inNewer)
                && !newer.steps().containsKey(inOlder)
                && !older.steps().containsKey(inNewer)
                && route.steps().values().stream().filter(inNewer::equals).count() == 1;
    }

    /// What a fact is called in the newer version, if a case takes it along.
    public Optional<String> fact(String inOlder) {
        var owner = owner(inOlder);
        var name = route.facts().get(inOlder);
        if (name == null) {
            var source = newer.data().get(owner);
            boolean shared = source == null ? owner.equals(TRIGGER) : isSameRead(source);
            name = shared
                    ? inOlder
                    : step(owner)
                            .map(step -> step + inOlder.substring(owner.length()))
                            .orElse("");
        }
        var type = newer.facts().get(name);
        return type != null && type == older.facts().get(inOlder) ? Optional.of(name) : Optional.empty();
    }

    /// Whether the older version has read the same record, by the same key.
    public boolean isSameRead(Definition.DataSource source) {
        var was = older.data().get(source.name());
        return was != null
                && was.system().equals(source.system())
                && was.read().equals(source.read())
                && was.key().equals(source.key());
    }

    /// What is certain of every case that is parked there, as far as it counts in the newer version.
    public Set<String> certain(String stand) {
        return counting(Certain.onEntry(older, PathRules::established).getOrDefault(stand, Set.of()));
    }

    /// What has been established for a case that came through a step with an outcome, as far as it counts in the newer
    /// version. Required words count that have not changed, approvals that are still about the same.
    public Set<String> established(String step, String outcome) {
        var was = older.steps().get(step);
        return was == null ? Set.of() : counting(PathRules.established(was, outcome));
    }

    /// What one case has, as far as it counts in the newer version.
    ///
    /// @param passed by step, the outcome it ended with
    /// @param receipts of which operations there are receipts
    /// @param facts the dotted names of all it knows
    public Set<String> has(
            Identity.Level reached, Map<String, String> passed, Collection<String> receipts, Collection<String> facts) {
        var has = new HashSet<String>();
        for (var level : Identity.Level.values()) {
            if (level.compareTo(reached) <= 0) {
                has.add(PathRules.IDENTITY + level.word());
            }
        }
        passed.forEach((step, outcome) -> established(step, outcome).stream()
                .filter(what -> what.startsWith(PathRules.WORDS) || what.startsWith(PathRules.AUTHORITY))
                .forEach(has::add));
        receipts.forEach(operation -> has.add(PathRules.PROOF + operation));
        facts.forEach(name -> fact(name).map(PathRules.SET::concat).ifPresent(has::add));
        return has;
    }

    /// Whether it would be the truth to say of a case that it has come through the newer step with
    /// an outcome, because it came through the older one.
    public boolean countsOn(String inOlder, String inNewer, String outcome) {
        var is = newer.steps().get(inNewer);
        return is != null
                && is.outcomes().contains(outcome)
                && PathRules.established(is, outcome).stream()
                        .filter(what -> what.startsWith(PathRules.WORDS) || what.startsWith(PathRules.AUTHORITY))
                        .allMatch(established(inOlder, outcome)::contains);
    }

    private Set<String> counting(Set<String> established) {
        var counting = new HashSet<String>();
        for (var what : established) {
            var name = what.substring(what.indexOf(' ') + 1);
            if (what.startsWith(PathRules.SET)) {
                fact(name).map(PathRules.SET::concat).ifPresent(counting::add);
            } else if (what.startsWith(PathRules.WORDS)
                    ? isSameWords(name)
                    : !what.startsWith(PathRules.AUTHORITY) || isSameAuthority(name)) {
                counting.add(what);
            }
        }
        return counting;
    }

    private boolean isSameWords(String name) {
        return Objects.equals(older.disclosures().get(name), newer.disclosures().get(name));
    }

    private boolean isSameAuthority(String name) {
        var was = older.authorities().get(name);
        var is = newer.authorities().get(name);
        return was != null
                && is != null
                && was.right().equals(is.right())
                && Objects.equals(was.amount(), is.amount())
                && Objects.equals(was.of(), is.of());
    }

    /// What a case would lack that is put on a step of the newer version; an exception needs nothing.
    ///
    /// @param has what counts of what has been established for it
    public List<Lack> lacks(String target, Set<String> has) {
        if (!newer.steps().containsKey(target)) {
            return List.of();
        }
        var lacks = new ArrayList<Lack>();
        for (var needed : new TreeSet<>(certainInNewer.getOrDefault(target, Set.of()))) {
            if (!needed.startsWith(PathRules.SET) && !has.contains(needed)) {
                lacks.add(new Lack(kind(needed), needed.substring(needed.indexOf(' ') + 1)));
            }
        }
        var facts = new TreeSet<String>();
        Certain.after(newer, target, has, PathRules::established)
                .forEach((step, certain) -> reads(newer.step(step)).stream()
                        .filter(name -> !isAtHand(name, certain))
                        .forEach(facts::add));
        newer.data().values().stream()
                .map(Definition.DataSource::key)
                .filter(key -> !isKnownAlready(key))
                .forEach(facts::add);
        facts.forEach(name -> lacks.add(new Lack(Lack.Kind.FACT, name)));
        return lacks;
    }

    private static Lack.Kind kind(String needed) {
        return switch (needed.substring(0, needed.indexOf(' ') + 1)) {
            case PathRules.IDENTITY -> Lack.Kind.IDENTITY;
            case PathRules.WORDS -> Lack.Kind.WORDS;
            case PathRules.AUTHORITY -> Lack.Kind.APPROVAL;
            default -> Lack.Kind.RECEIPT;
        };
    }

    private Set<String> reads(Step step) {
        var names = new TreeSet<>(Reads.of(step));
        var message = step instanceof Step.Send send ? newer.messages().get(send.message()) : null;
        if (message != null) {
            Draft.places(message).stream().filter(name -> name.indexOf('.') > 0).forEach(names::add);
        }
        return names;
    }

    private boolean isAtHand(String name, Set<String> certain) {
        return owner(name).equals(TRIGGER) ? isKnownAlready(name) : PathRules.isSet(newer, certain, name);
    }

    /// What leads to a record that has to be read anew must be there before it is: given at the opening, or read
    /// already.
    private boolean isKnownAlready(String name) {
        if (owner(name).equals(TRIGGER)) {
            return older.facts().containsKey(name);
        }
        var source = newer.data().get(owner(name));
        return source == null || isSameRead(source);
    }

    private static String owner(String name) {
        return name.substring(0, Math.max(0, name.indexOf('.')));
    }
}
