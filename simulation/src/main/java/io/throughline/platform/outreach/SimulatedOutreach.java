package io.throughline.platform.outreach;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.throughline.platform.cases.Cases;
import io.throughline.platform.cases.EffectHandler;
import io.throughline.platform.cases.Workflows;
import io.throughline.platform.channels.EmailGateway;
import io.throughline.platform.channels.Inbound;
import io.throughline.platform.channels.SmsGateway;
import io.throughline.platform.policies.Laws;
import io.throughline.platform.records.Portfolio;
import io.throughline.policy.ContactFacts;
import io.throughline.policy.place.Location;
import io.throughline.policy.place.Places;
import io.throughline.simulation.Gate;
import io.throughline.simulation.MemoryDatabase;
import io.throughline.simulation.Planted;
import io.throughline.understanding.Message;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.transaction.support.TransactionTemplate;

/// Outreach in one simulated process: the product's own classes over tables in memory.
public final class SimulatedOutreach {
    /// The product's own, which takes long for a simulation; the crowd says the same few things again and again.
    private static final ReadReplies READING = new ReadReplies() {
        private final Map<List<Object>, Reading> known = new ConcurrentHashMap<>();

        @Override
        Reading read(Message.Channel channel, String text) {
            return known.computeIfAbsent(List.of(channel, text), _ -> super.read(channel, text));
        }
    };
    private static final LocalDate WINTER = LocalDate.of(2027, 1, 15);

    private final SendContact sending;
    private final ReceiveMessages receiving;
    private final StopContacts stops;

    /// What it stands on.
    public record Surroundings(
            MemoryDatabase database,
            OutreachTables tables,
            Gate gate,
            TransactionTemplate transactions,
            String tenant,
            Workflows workflows,
            Laws laws,
            Cases cases,
            Portfolio portfolio,
            SmsGateway sms,
            EmailGateway email,
            ContactLinks links,
            InstantSource clock,
            Set<Planted> planted) {}

    public SimulatedOutreach(Surroundings around) {
        var database = around.database();
        var contacts = new MemoryContacts(database, around.tables(), around.gate(), around.tenant(), around.planted());
        var consents = new MemoryConsents(database, around.tables(), around.gate(), around.tenant(), around.planted());
        var inbound = new MemoryInbound(database, around.tables(), around.gate(), around.tenant());
        var settings = new OutreachSettings(
                Duration.ofSeconds(30),
                Duration.ofMinutes(15),
                Duration.ofDays(3),
                Duration.ofHours(24),
                Duration.ofMinutes(5),
                Duration.ofMinutes(10),
                1, // nobody waits for others here: the scheduler alone decides who goes on
                "Throughline",
                "");
        var suppressions = new Suppressions(new NobodyListed(), inbound, absent());
        var history = new MemoryHistory(database, around.tables(), around.gate(), around.tenant(), around.planted());
        var situations = around.planted().contains(Planted.SUMMER_TIME_FORGOTTEN)
                ? new WinterSituations(consents, history, suppressions, around.portfolio())
                : new SituationOf(consents, history, suppressions, around.portfolio(), List.of("US"));
        // what was decided is not looked at here: what left is
        Decisions unkept = (_, _, _) -> {};
        var permits = new ContactPermits(around.laws(), situations, consents, suppressions, unkept);
        var gateways = new Gateways(provided(around.sms()), provided(around.email()), new CompositeMeterRegistry());
        var languages = new PreferredLanguages(consents, around.portfolio(), around.clock());
        var caseContacts = new CaseContacts(
                around.workflows(), around.portfolio(), languages, provided(around.links()), around.laws());
        var transactions = around.transactions();
        var clock = around.clock();
        var book = new MemoryReplies(database, around.tables(), around.gate(), around.tenant());
        var asking = new AskContacts(permits, new ReplyHolds(book), List.of());
        sending = new SendContact(
                caseContacts,
                asking,
                new LeaveContacts(caseContacts, asking, contacts, transactions, clock, settings),
                contacts,
                gateways,
                clock,
                settings);
        stops = new StopContacts(consents, contacts, around.portfolio(), transactions, clock);
        var answers = new AnswerReply(
                stops,
                consents,
                contacts,
                caseContacts,
                new SendNotice(permits, contacts, gateways, transactions, clock),
                gateways,
                languages,
                provided(around.cases()),
                transactions,
                clock,
                settings);
        var replies = new HearReplies(
                READING,
                new HeedReply(consents, stops, book),
                book,
                inbound,
                consents,
                stops,
                contacts,
                answers,
                new EndTold(book, consents, stops, contacts, clock),
                around.portfolio(),
                clock,
                settings);
        receiving = new ReceiveMessages(
                replies, consents, contacts, contacts, gateways, provided(around.cases()), transactions);
    }

    public EffectHandler<?> sending() {
        return sending;
    }

    public Inbound inbound() {
        return receiving;
    }

    public OptOuts optOuts() {
        return stops;
    }

    private static <T> ObjectProvider<T> provided(T object) {
        return new ObjectProvider<>() {
            @Override
            public T getObject() {
                return object;
            }

            @Override
            public Stream<T> stream() {
                return Stream.of(object);
            }
        };
    }

    private static <T> ObjectProvider<T> absent() {
        return new ObjectProvider<>() {
            @Override
            public Stream<T> stream() {
                return Stream.empty();
            }
        };
    }

    /// No list is kept here.
    private static final class NobodyListed implements DoNotContact {
        @Override
        public void share() {}

        @Override
        public Suppressions.Listed listed(List<String> people, List<String> addresses) {
            return new Suppressions.Listed(Set.of(), Set.of());
        }

        @Override
        public List<String> listing(@Nullable String person, Contact.Endpoint endpoint) {
            return List.of();
        }
    }

    /// One of the planted mistakes: every clock stands as in winter.
    private static final class WinterSituations extends SituationOf {
        WinterSituations(Consents consents, ContactHistory history, Suppressions suppressions, Portfolio portfolio) {
            super(consents, history, suppressions, portfolio, List.of("US"));
        }

        @Override
        List<ContactFacts> facts(List<Contact> contacts, Instant at) {
            return super.facts(contacts, at).stream()
                    .map(facts -> inWinter(facts, at))
                    .toList();
        }

        private static ContactFacts inWinter(ContactFacts facts, Instant at) {
            var place = facts.place();
            return new Location(null, "US", place.zip(), List.of(place.number()))
                    .zones(Places.tables()).stream()
                            .findFirst()
                            .map(zone ->
                                    facts.knowing("current_location", Map.of("zone", winter(zone), "said", today(at))))
                            .orElse(facts);
        }

        private static String winter(ZoneId zone) {
            return WINTER.atStartOfDay(zone).getOffset().getId();
        }

        private static LocalDate today(Instant at) {
            return LocalDate.ofInstant(at, ZoneOffset.UTC);
        }
    }
}
