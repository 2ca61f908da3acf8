package io.throughline.policy.pack;

import dev.cel.runtime.CelVariableResolver;
import io.throughline.policy.pack.FactModel.Fact;
import io.throughline.policy.pack.Facts.SourceFailed;
import io.throughline.policy.pack.PolicyCel.Expression;
import io.throughline.policy.pack.PolicyCel.Missing;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A situation seen from one zone: what the names in conditions stand for. Works out what has a name once. For one
/// thread.
final class Situated implements CelVariableResolver {
    /// How many variables of loops may be alive at once.
    static final int LOCALS = 16;

    private final Policy policy;
    private final Terms terms;
    private final Situation situation;
    private final ZoneId zone;
    private final List<ZoneId> zones;
    private final Instant now;
    private final Facts account;
    private final Facts action;
    private final Facts consent;
    private final LocalDateTime wall;
    private final long day;
    private final @Nullable Object[] named;
    private final @Nullable Object[] locals = new Object[LOCALS];
    private @Nullable List<String> failures;
    private @Nullable List<Facts> history;
    private @Nullable Facts contact;

    Situated(Policy policy, Terms terms, Situation situation, ZoneId zone, List<ZoneId> zones) {
        this.policy = policy;
        this.terms = terms;
        this.situation = situation;
        this.zone = zone;
        this.zones = zones;
        this.now = situation.now();
        this.account = situation.account();
        this.action = situation.action();
        this.consent = situation.consent();
        this.wall = LocalDateTime.ofInstant(now, zone);
        this.day = wall.toLocalDate().toEpochDay();
        this.named = new Object[policy.slots()];
    }

    Terms terms() {
        return terms;
    }

    ZoneId zone() {
        return zone;
    }

    Instant now() {
        return now;
    }

    /// What a clock on the wall shows there.
    LocalDateTime wall() {
        return wall;
    }

    LocalDate today() {
        return wall.toLocalDate();
    }

    Facts account() {
        return account;
    }

    Facts action() {
        return action;
    }

    Facts consent() {
        return consent;
    }

    /// Today's number.
    long day() {
        return day;
    }

    Situation situation() {
        return situation;
    }

    List<String> zoneIds() {
        var ids = new ArrayList<String>(zones.size());
        zones.forEach(each -> ids.add(each.getId()));
        return ids;
    }

    /// The contacts in the order of the situation's; none that lies ahead.
    List<Facts> history() {
        if (history == null) {
            history = past(situation.history());
        }
        return history;
    }

    private List<Facts> past(List<Facts> all) {
        var time = policy.model().known().contactTime();
        for (int i = 0; i < all.size(); i++) {
            if (!isPast(all.get(i), time)) {
                return all.stream().filter(contact -> isPast(contact, time)).toList();
            }
        }
        return all;
    }

    private boolean isPast(Facts contact, Fact time) {
        var at = contact.raw(time);
        return at == null
                || at instanceof Facts.Failed
                || !Facts.moment(at, zone).isAfter(now);
    }

    /// How many facts were asked for in vain.
    int failures() {
        return failures == null ? 0 : failures.size();
    }

    String lastFailure() {
        return Objects.requireNonNull(failures).getLast();
    }

    /// Notes a fact whose source did not answer.
    SourceFailed failed(String fact) {
        if (failures == null) {
            failures = new ArrayList<>();
        }
        failures.add(fact);
        return new SourceFailed(fact);
    }

    /// Seen with one contact as `contact`.
    Situated with(Facts one) {
        contact = one;
        return this;
    }

    /// @throws Facts.Unknown if no contact is looked at
    Facts contact() {
        if (contact == null) {
            throw new Facts.Unknown("contact is not known");
        }
        return contact;
    }

    Object local(int place) {
        return Objects.requireNonNull(locals[place]);
    }

    void setLocal(int place, Object value) {
        locals[place] = value;
    }

    /// The value of an expression with a name.
    ///
    /// @throws Facts.Unknown if it cannot be told
    Object named(Expression expression) {
        int slot = expression.slot();
        var value = named[slot];
        if (value == null) {
            value = workedOut(expression);
            if (!expression.isPerContact()) {
                named[slot] = value;
            }
        }
        return value;
    }

    private Object workedOut(Expression expression) {
        var name = policy.nameOf(expression);
        if (name == null) {
            throw new Facts.Unknown("a name that no rule in force gives");
        }
        try {
            return expression.value(this);
        } catch (Missing e) {
            throw new SourceFailed(name + ": " + e.getMessage());
        }
    }

    @Override
    public Optional<Object> find(String name) {
        var value = value(name);
        return value == null ? Optional.empty() : Optional.of(FactView.toCel(value, this));
    }

    private @Nullable Object value(String name) {
        return switch (name) {
            case "action" -> situation.action();
            case "account" -> situation.account();
            case "consent" -> situation.consent();
            case "consumer" -> situation.consumer();
            case "history" -> history();
            case "contact" -> contact;
            case "actor" -> situation.actor();
            case "channel" -> situation.channel();
            case "doing" -> situation.actionName();
            case "industry" -> situation.industry();
            case "jurisdiction" -> situation.jurisdiction();
            case "zones" -> zoneIds();
            case "now" -> now;
            case "today" -> day;
            default -> list(name);
        };
    }

    private @Nullable Object list(String name) {
        var list = policy.model().lists().get(name);
        if (list != null) {
            return list;
        }
        var expression = policy.names().get(name);
        return expression == null ? null : named(expression);
    }
}
