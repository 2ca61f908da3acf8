package io.throughline.policy.pack;

import dev.cel.runtime.CelVariableResolver;
import io.throughline.policy.pack.PolicyCel.Expression;
import io.throughline.policy.pack.PolicyCel.Missing;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A situation seen from one zone: what the names in conditions stand for.
final class Situated implements CelVariableResolver {
    private final Situation situation;
    private final ZoneId zone;
    private final List<ZoneId> zones;
    private final Map<String, Expression> names;
    private final Map<String, List<String>> lists;
    private final Map<String, Object> seen = new HashMap<>();
    private final List<String> failures = new ArrayList<>();
    private @Nullable List<FactView> history;

    Situated(
            Situation situation,
            ZoneId zone,
            List<ZoneId> zones,
            Map<String, Expression> names,
            Map<String, List<String>> lists) {
        this.situation = situation;
        this.zone = zone;
        this.zones = zones;
        this.names = names;
        this.lists = lists;
    }

    ZoneId zone() {
        return zone;
    }

    Instant now() {
        return situation.now();
    }

    LocalDate today() {
        return now().atZone(zone).toLocalDate();
    }

    Situation situation() {
        return situation;
    }

    /// The contacts as conditions see them, in the order of the situation's; none that lies ahead.
    List<FactView> history() {
        if (history == null) {
            history = situation.history().stream()
                    .filter(contact -> isPast(contact))
                    .map(contact -> contact.in(zone, failures))
                    .toList();
        }
        return history;
    }

    private boolean isPast(Facts contact) {
        var at = contact.raw("t");
        return at == null
                || at instanceof Facts.Failed
                || !Facts.moment(at, zone).isAfter(situation.now());
    }

    /// Facts that were asked for in vain, in order.
    List<String> failures() {
        return failures;
    }

    /// Seen with one contact as `contact`.
    Situated with(FactView contact) {
        seen.put("contact", contact);
        return this;
    }

    @Override
    public Optional<Object> find(String name) {
        var value = seen.get(name);
        if (value == null) {
            value = value(name);
            var named = names.get(name);
            if (value != null && (named == null || !named.isPerContact())) {
                seen.put(name, value);
            }
        }
        return Optional.ofNullable(value);
    }

    private @Nullable Object value(String name) {
        return switch (name) {
            case "action" -> situation.action().in(zone, failures);
            case "account" -> situation.account().in(zone, failures);
            case "consent" -> situation.consent().in(zone, failures);
            case "consumer" -> situation.consumer().in(zone, failures);
            case "history" -> history();
            case "actor" -> situation.actor();
            case "channel" -> situation.channel();
            case "doing" -> situation.actionName();
            case "industry" -> situation.industry();
            case "jurisdiction" -> situation.jurisdiction();
            case "zones" -> zones.stream().map(ZoneId::getId).toList();
            case "now" -> now();
            case "today" -> today().toEpochDay();
            default -> named(name);
        };
    }

    private @Nullable Object named(String name) {
        var list = lists.get(name);
        if (list != null) {
            return list;
        }
        var expression = names.get(name);
        if (expression == null) {
            return null;
        }
        try {
            return expression.value(this);
        } catch (Missing e) {
            throw new Facts.SourceFailed(name + ": " + e.getMessage());
        }
    }
}
