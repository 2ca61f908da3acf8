package io.throughline.policy.pack;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// What a rule may ask about: groups of facts, each with its type, its value when nothing is said, and
/// its meaning. Read from `facts.yaml`; also the types against which conditions are checked.
@SuppressWarnings("Immutable") // it is: its maps are never changed once the reader has handed them over
public final class FactModel implements CelTypeProvider {
    /// The groups that a situation has; the others are parts of these.
    static final List<String> ROOTS = List.of("action", "account", "consent", "consumer");

    /// How a fact is written and what a condition sees.
    enum Kind {
        TEXT(SimpleType.STRING),
        YES_NO(SimpleType.BOOL),
        WHOLE(SimpleType.INT),
        NUMBER(SimpleType.DOUBLE),
        /// A calendar date in the person's zone; a condition sees the number of the day.
        DATE(SimpleType.INT),
        /// An instant; a bare date is the start of that day in the person's zone.
        MOMENT(SimpleType.TIMESTAMP),
        TEXTS(ListType.create(SimpleType.STRING));

        private final CelType cel;

        Kind(CelType cel) {
            this.cel = cel;
        }

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    /// One fact.
    ///
    /// @param kind null if it is a group of its own
    /// @param group the group it is, or that each item of it is
    /// @param isList whether it is a list of groups
    /// @param otherwise its value if nothing is said; null: it may be absent
    /// @param of the fact of the same group that it is another reading of
    /// @param slot where what is said of it stands among the facts of its group; with `of`, that of the other
    record Fact(
            String name,
            int slot,
            @Nullable Kind kind,
            @Nullable String group,
            boolean isList,
            @Nullable Object otherwise,
            @Nullable String of,
            String says) {}

    /// @param word the fact that a plain word in place of the group stands for
    record Group(String name, String says, @Nullable String word, SequencedMap<String, Fact> facts) {}

    /// Facts that the engine itself looks at, so that they need not be looked up each time.
    record Known(
            Fact contactTime,
            Fact contactDebt,
            Fact debts,
            Fact sameAccountNumber,
            Fact otherNumbers,
            Fact currentLocation,
            Fact packsLoaded) {
        static Known of(Map<String, Group> groups) {
            return new Known(
                    fact(groups, "contact", "t"),
                    fact(groups, "contact", "debt"),
                    fact(groups, "action", "debts"),
                    fact(groups, "account", "same_account_number"),
                    fact(groups, "account", "other_numbers"),
                    fact(groups, "account", "current_location"),
                    fact(groups, "account", "packs_loaded"));
        }

        /// A model without it gets one that is never said.
        private static Fact fact(Map<String, Group> groups, String group, String name) {
            var found = groups.get(group);
            var fact = found == null ? null : found.facts().get(name);
            return fact == null
                    ? new Fact(name, found == null ? 0 : found.facts().size(), Kind.TEXTS, null, false, null, null, "")
                    : fact;
        }
    }

    private final SequencedMap<String, Group> groups;
    private final Map<String, List<String>> lists;
    private final Map<String, CelType> types = new LinkedHashMap<>();
    private final Known known;

    FactModel(SequencedMap<String, Group> groups, Map<String, List<String>> lists) {
        this.groups = groups;
        this.lists = lists;
        this.known = Known.of(groups);
        groups.values()
                .forEach(group -> types.put(
                        group.name(),
                        StructType.create(
                                group.name(),
                                ImmutableSet.copyOf(group.facts().keySet()),
                                name -> Optional.ofNullable(group.facts().get(name))
                                        .map(this::celType))));
    }

    /// Facts that the engine itself looks at.
    Known known() {
        return known;
    }

    Group group(String name) {
        return Objects.requireNonNull(groups.get(name), name);
    }

    SequencedMap<String, Group> groups() {
        return groups;
    }

    /// Named lists of words, such as the actions that are a contact.
    Map<String, List<String>> lists() {
        return lists;
    }

    CelType celType(String group) {
        return Objects.requireNonNull(types.get(group), group);
    }

    private CelType celType(Fact fact) {
        if (fact.kind() != null) {
            return fact.kind().cel;
        }
        var type = celType(Objects.requireNonNull(fact.group()));
        return fact.isList() ? ListType.create(type) : type;
    }

    @Override
    public ImmutableCollection<CelType> types() {
        return ImmutableList.copyOf(types.values());
    }

    @Override
    public Optional<CelType> findType(String name) {
        return Optional.ofNullable(types.get(name));
    }
}
