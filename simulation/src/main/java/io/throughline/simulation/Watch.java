package io.throughline.simulation;

import io.throughline.engine.Event;
import io.throughline.platform.cases.Cases;
import io.throughline.platform.outreach.OutreachTables.ConsentRow;
import io.throughline.platform.outreach.OutreachTables.ContactRow;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What a town's outside has seen of us: acknowledgements that must hold (I2), messages that must have been allowed
/// (I3), and that nothing of another tenant came its way (I7).
final class Watch {
    private static final Duration SKEW = Duration.ofSeconds(90);
    private static final Pattern TYPE = Pattern.compile("\\[\"([a-z-]+)\"");
    private static final LocalTime OPENS = LocalTime.of(8, 0);
    private static final LocalTime CLOSES = LocalTime.of(21, 0);
    private static final Set<String> FINAL = Set.of("DELIVERED", "UNDELIVERABLE", "REFUSED");

    private final World world;
    private final Town town;
    private final Map<String, String> opened = new TreeMap<>();
    private final Map<String, Map<String, Integer>> acknowledged = new TreeMap<>();
    private final Set<String> webhooks = new HashSet<>();
    private final Set<String> stoppedAddresses = new HashSet<>();
    private final Set<String> stoppedPeople = new HashSet<>();
    private final Map<String, Set<String>> resumed = new HashMap<>();
    private final Set<String> messages = new HashSet<>();

    Watch(World world, Town town) {
        this.world = world;
        this.town = town;
    }

    // ---- acknowledged

    void opened(String onceKey, String caseId) {
        var before = opened.putIfAbsent(onceKey, caseId);
        if (before != null && !before.equals(caseId)) {
            violated(2, "trigger " + onceKey + " opened case " + before + " and case " + caseId);
        }
    }

    void acknowledged(Cases.Outcome outcome) {
        if (outcome instanceof Cases.Outcome.Moved(var state, var events)) {
            var counts = acknowledged.computeIfAbsent(state.id(), _ -> new TreeMap<>());
            for (Event event : events) {
                counts.merge(event.type(), 1, Integer::sum);
            }
        }
    }

    void webhookTaken(String body) {
        webhooks.add("stripe " + body.split(" ", 2)[0]);
    }

    /// @param answer what a forged webhook was answered with
    void forged(Optional<Boolean> answer) {
        if (answer.isPresent()) {
            violated(8, "a webhook that the processor did not sign was taken");
        }
    }

    /// Whether all that was acknowledged is still there.
    void run() {
        var tables = world.caseTables();
        opened.forEach((onceKey, caseId) -> {
            if (tables.cases.get(key(caseId)) == null) {
                violated(2, "case " + caseId + " was acknowledged as opened and is not there");
            }
        });
        for (var webhook : webhooks) {
            if (world.paymentTables().webhooks.get(key(webhook)) == null) {
                violated(2, "webhook " + webhook + " was acknowledged and is not kept");
            }
        }
        acknowledged.forEach(this::hold);
    }

    private void hold(String caseId, Map<String, Integer> counts) {
        var found = new HashMap<String, Integer>();
        world.caseTables()
                .events
                .between(key(caseId), new Key(town.name(), caseId, Integer.MAX_VALUE))
                .values()
                .forEach(event -> typesOf(event.body()).forEach(type -> found.merge(type, 1, Integer::sum)));
        counts.forEach((type, count) -> {
            if (found.getOrDefault(type, 0) < count) {
                violated(
                        2,
                        "case " + caseId + " has " + found.getOrDefault(type, 0) + " of " + count
                                + " acknowledged events \"" + type + "\"");
            }
        });
    }

    /// Types of the events that a link of evidence tells.
    static List<String> typesOf(String body) {
        return TYPE.matcher(body).results().map(found -> found.group(1)).toList();
    }

    // ---- sent

    void sent(Carrier.Sent message) {
        var reference = message.reference() + " " + message.address() + " " + (message.byText() ? "" : "mail");
        if (message.text().contains("/l/")
                        && !messages.add(reference + message.text().hashCode())
                || contacts(message) > 0 && submissions(message) > contacts(message)) {
            violated(3, "a message to an address went out twice: contact " + message.reference());
        }
        if (town.people().at(message.address()).isEmpty()) {
            violated(7, "a message went to an address that nobody of this tenant has");
        }
        var link = message.text().indexOf("/l/");
        if (link >= 0 && town.link(message.text().substring(link + 3, link + 35)) == null) {
            violated(7, "a message carries a link of another tenant");
        }
    }

    /// How many contacts of ours may go under this reference.
    private long contacts(Carrier.Sent message) {
        return world.outreachTables().contacts.between(key(""), key("\uffff")).values().stream()
                .filter(row -> row.address().equals(message.address())
                        && (message.byText()
                                ? row.channel().equals("SMS")
                                        && row.reference() == Integer.parseInt(message.reference())
                                : row.id().equals(message.reference())))
                .count();
    }

    private long submissions(Carrier.Sent message) {
        return town.carrier().sent().stream()
                .filter(one -> one.address().equals(message.address())
                        && one.byText() == message.byText()
                        && one.reference().equals(message.reference()))
                .count();
    }

    void committed(List<MemoryDatabase.Written> rows) {
        var tables = world.outreachTables();
        for (var row : rows) {
            if (!(row.key() instanceof Key key) || !key.tenant().equals(town.name())) {
                continue;
            }
            if (row.table() == tables.consents && row.after() instanceof ConsentRow consent) {
                consented(consent);
            } else if (row.table() == tables.contacts && row.after() instanceof ContactRow after) {
                contact(row.before() instanceof ContactRow before ? before.state() : "", after);
            }
        }
    }

    private void consented(ConsentRow row) {
        var address = row.address();
        var person = row.customerId();
        switch (row.kind()) {
            case "STOP", "STOP_ALL", "NOT_MEANT" -> {
                if (address != null) {
                    stoppedAddresses.add(address);
                }
                if (person != null && !row.kind().equals("STOP")) {
                    stoppedPeople.add(person);
                    resumed.remove(person);
                }
            }
            case "START" -> {
                stoppedAddresses.remove(address);
                stoppedPeople.forEach(one ->
                        resumed.computeIfAbsent(one, _ -> new HashSet<>()).add(String.valueOf(address)));
            }
            default -> {
                // says nothing about whether
            }
        }
    }

    private void contact(String before, ContactRow after) {
        if (after.caseId() != null && world.caseTables().cases.get(key(after.caseId())) == null) {
            violated(7, "contact " + after.id() + " is of a case that is not this tenant's: " + after.caseId());
        }
        if (FINAL.contains(before) && !after.state().equals(before)) {
            violated(6, "contact " + after.id() + " was " + before + " and is " + after.state());
        }
        if (after.state().equals("CLAIMED")
                && before.isEmpty()
                && world.faults().happens(Fault.STOP_DURING_DISPATCH)) {
            world.spawn(
                    "stop",
                    () -> new Customer(world, town)
                            .says(
                                    new Carrier.Sent(
                                            world.now(),
                                            after.channel().equals("SMS"),
                                            after.address(),
                                            after.id(),
                                            ""),
                                    "STOP"));
        }
        if (after.state().equals("SUBMITTING") && before.equals("CLAIMED")) {
            allowed(after);
        }
    }

    // ---- the rules of contact, told again in other words

    private void allowed(ContactRow row) {
        boolean outreach = row.purpose().equals("OUTREACH");
        if (!outreach && !row.purpose().equals("RECEIPT")) {
            return;
        }
        var address = row.channel() + " " + row.address();
        if (stoppedAddresses.contains(address)) {
            violated(3, "contact " + row.id() + " leaves after this address has said stop");
        }
        var person = town.people().person(Objects.requireNonNullElse(row.customerId(), ""));
        if (person.isEmpty()) {
            violated(3, "contact " + row.id() + " leaves for nobody who is known");
            return;
        }
        if (stoppedPeople.contains(person.get().id())
                && !resumed.getOrDefault(person.get().id(), Set.of()).contains(address)) {
            violated(3, "contact " + row.id() + " leaves after this person has stopped everything");
        }
        var customer = person.get().customer();
        if (!(row.channel().equals("SMS") ? customer.smsConsent() : customer.emailConsent())) {
            violated(3, "contact " + row.id() + " leaves without consent");
        }
        for (var zone : person.get().zones()) {
            inTheWindow(row, zone);
            if (outreach) {
                underTheCap(row, zone);
            }
        }
    }

    private void inTheWindow(ContactRow row, ZoneId zone) {
        var early = world.now().minus(SKEW).atZone(zone).toLocalTime();
        var late = world.now().plus(SKEW).atZone(zone).toLocalTime();
        if (late.isBefore(OPENS) || !early.isBefore(CLOSES)) {
            violated(3, "contact " + row.id() + " leaves at " + early + " in " + zone);
        }
    }

    private void underTheCap(ContactRow row, ZoneId zone) {
        var today = Objects.requireNonNull(row.submittedAt()).atZone(zone).toLocalDate();
        int sameDay = 0;
        int week = 0;
        for (var other :
                world.outreachTables().contacts.between(key(""), key("\uffff")).values()) {
            var at = other.submittedAt();
            if (at == null
                    || !other.purpose().equals("OUTREACH")
                    || other.state().equals("REFUSED")
                    || other.id().equals(row.id())
                    || !Objects.equals(other.customerId(), row.customerId())) {
                continue;
            }
            var day = at.atZone(zone).toLocalDate();
            sameDay += day.equals(today) && other.channel().equals(row.channel()) ? 1 : 0;
            week += day.isAfter(today.minusDays(7)) ? 1 : 0;
        }
        if (sameDay >= 1 || week >= 3) {
            violated(
                    3,
                    "contact " + row.id() + " leaves beyond the cap: " + sameDay + " that day, " + week
                            + " in seven days, in " + zone);
        }
    }

    private void violated(int invariant, String what) {
        world.violated(invariant, town, what);
    }

    private Key key(String name) {
        return new Key(town.name(), name);
    }
}
