package io.throughline.platform.outreach;

import io.throughline.engine.By.Channel;
import io.throughline.platform.outreach.Contact.State;
import io.throughline.platform.outreach.OutreachTables.ContactRow;
import io.throughline.platform.outreach.OutreachTables.InboundRow;
import io.throughline.policy.ContactAction.Purpose;
import io.throughline.policy.ContactFacts.Earlier;
import io.throughline.policy.ContactLaw;
import io.throughline.simulation.Gate;
import io.throughline.simulation.Key;
import io.throughline.simulation.MemoryDatabase;
import io.throughline.simulation.Planted;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Contacts with people, in memory: what [ContactMadeStore] does in SQL. Nothing is reported by other systems here.
final class MemoryHistory implements ContactHistory {
    private static final Set<String> COUNTED = Set.of(Purpose.OUTREACH.name(), Purpose.RECEIPT.name());
    private final MemoryDatabase database;
    private final OutreachTables tables;
    private final Gate gate;
    private final String tenant;
    private final Set<Planted> planted;

    MemoryHistory(MemoryDatabase database, OutreachTables tables, Gate gate, String tenant, Set<Planted> planted) {
        this.database = database;
        this.tables = tables;
        this.gate = gate;
        this.tenant = tenant;
        this.planted = planted;
    }

    @Override
    public Map<String, List<Past>> of(Collection<String> people, Instant since) {
        return gate.statement("contact.history", database, () -> {
            var past = new HashMap<String, List<Past>>();
            tables.contacts.between(new Key(tenant, ""), new Key(tenant, "\uffff")).values().stream()
                    .filter(row -> people.contains(String.valueOf(row.customerId()))
                            && counts(row)
                            && !at(row).isBefore(since))
                    .forEach(row -> past.computeIfAbsent(
                                    Objects.requireNonNull(row.customerId()), _ -> new ArrayList<>())
                            .add(new Past(row.id(), earlier(row))));
            tables.inbound.between(new Key(tenant, ""), new Key(tenant, "\uffff")).values().stream()
                    .filter(row -> people.contains(String.valueOf(row.customerId()))
                            && !row.at().isBefore(since))
                    .forEach(row -> past.computeIfAbsent(
                                    Objects.requireNonNull(row.customerId()), _ -> new ArrayList<>())
                            .add(new Past("answer", came(row))));
            return past;
        });
    }

    private boolean counts(ContactRow row) {
        return COUNTED.contains(row.purpose())
                && !row.state().equals(State.REFUSED.name())
                && (!planted.contains(Planted.CAP_FORGETS_UNCONFIRMED)
                        || row.state().equals(State.DELIVERED.name()));
    }

    private static Earlier earlier(ContactRow row) {
        var result = row.state().equals(State.DELIVERED.name())
                ? "delivered"
                : row.state().equals(State.UNDELIVERABLE.name()) ? "undeliverable" : "sent";
        return new Earlier(
                at(row),
                Channel.valueOf(row.channel()).word(),
                "out",
                result,
                row.account(),
                null,
                null,
                true,
                ContactLaw.purposeInHistory(Purpose.valueOf(row.purpose())),
                row.subject());
    }

    private static Earlier came(InboundRow row) {
        var about = row.about();
        return Earlier.came(Channel.valueOf(row.channel()), row.at(), about == null ? null : about.account());
    }

    private static Instant at(ContactRow row) {
        return Objects.requireNonNullElse(row.submittedAt(), row.claimedAt());
    }
}
