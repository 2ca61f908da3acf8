package io.throughline.sandbox.crowd;

import io.throughline.sandbox.portfolio.Customer;
import io.throughline.sandbox.portfolio.Dice;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A crowd of seeded simulated customers. They learn of a message when it arrives ([#texted], [#mailed]),
/// wait as people do, and then act through the wires only: the link, the forms, the processor's page, a
/// reply.
///
/// Who they are and when they act comes from the seed and their own id, never from the order of events.
public final class Crowd implements AutoCloseable {
    /// `nextAt` is the virtual instant of the next planned act. `done`: started, nobody is acting or means
    /// to.
    public record Pulse(int active, Optional<Instant> nextAt, boolean done) {}

    private static final Duration OLD = Duration.ofDays(35);
    private static final int MOST_STOPS = 50;

    /// The people of one start, fixed from then on.
    private record People(List<Person> all, Map<String, Person> byNumber, Map<String, Person> byAddress) {}

    private final Wires wires;
    private final Deliveries deliveries;
    private final Charges charges;
    private final InstantSource clock;
    private final Pause pause;
    private final CrowdSettings settings;
    private final Planner planner;
    private final AtomicReference<@Nullable People> people = new AtomicReference<>();
    private final AtomicInteger faults = new AtomicInteger();
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .build();

    public Crowd(
            Wires wires,
            Deliveries deliveries,
            Charges charges,
            InstantSource clock,
            Pause pause,
            CrowdSettings settings) {
        this.wires = wires;
        this.deliveries = deliveries;
        this.charges = charges;
        this.clock = clock;
        this.pause = pause;
        this.settings = settings;
        this.planner = new Planner(clock, pause, settings.tick(), settings.concurrency(), (_, fault) -> {
            faults.incrementAndGet();
            System.getLogger(Crowd.class.getName())
                    .log(System.Logger.Level.ERROR, "an act of the crowd failed: {0}", fault.getClass());
        });
    }

    /// Brings the customers to life. False when a crowd is alive already.
    public boolean start(List<Customer> customers, long seed) {
        List<Person> all = new ArrayList<>();
        Map<String, Person> byNumber = new HashMap<>();
        Map<String, Person> byAddress = new HashMap<>();
        for (Customer customer : customers) {
            Person person = new Person(customer, Persona.of(settings.weights(), seed, customer.customerId()), seed);
            all.add(person);
            byNumber.put(customer.phone(), person);
            if (!customer.email().isEmpty()) {
                byAddress.put(customer.email(), person);
            }
        }
        if (!people.compareAndSet(null, new People(List.copyOf(all), Map.copyOf(byNumber), Map.copyOf(byAddress)))) {
            return false;
        }
        planner.start();
        return true;
    }

    /// A text has reached a handset. Returns at once.
    public void texted(Sms sms) {
        People known = people.get();
        Person person = known == null ? null : known.byNumber().get(sms.number());
        if (person != null) {
            reads(person, sms.text(), sms.deliveredAt());
            Messages.link(sms.text()).ifPresent(link -> react(person, link, null));
        }
    }

    /// A mail has reached a mailbox. Returns at once.
    public void mailed(Mail mail) {
        People known = people.get();
        Person person = known == null ? null : known.byAddress().get(mail.address());
        if (person != null) {
            reads(person, mail.text(), mail.deliveredAt());
            Messages.link(mail.text())
                    .or(() -> Messages.link(mail.html()))
                    .ifPresent(link -> react(person, link, mail));
        }
    }

    /// Whoever waits for a code takes up the phone when it comes.
    private void reads(Person person, String text, Instant at) {
        person.reads(text, at);
        if (Messages.code(text).isPresent()) {
            person.takesUp().ifPresent(planner::hasten);
        }
    }

    public Pulse pulse() {
        Planner.Pulse pulse = planner.pulse();
        return new Pulse(pulse.active(), pulse.nextAt(), people.get() != null && pulse.idle());
    }

    /// What the crowd met, judged by the logs of carrier, mailbox and processor and by what people saw.
    public Report report() {
        People known = people.get();
        return new Oracle(deliveries, charges).judge(known == null ? List.of() : known.all(), faults.get());
    }

    private void react(Person person, URI link, @Nullable Mail mail) {
        boolean stops = (person.persona() == Persona.STOPS_BY_TEXT && mail == null)
                || (person.persona() == Persona.STOPS_BY_MAIL && mail != null);
        boolean waitsForTheOther =
                !stops && (person.persona() == Persona.STOPS_BY_TEXT || person.persona() == Persona.STOPS_BY_MAIL);
        if (waitsForTheOther || !person.hasNews(link)) {
            return;
        }
        Instant at = clock.instant().plus(firstWait(person));
        switch (person.persona()) {
            case IGNORES -> person.ends("ignored");
            case STOPS_BY_TEXT -> plan(person, at, () -> stopByText(person));
            case STOPS_BY_MAIL -> plan(person, at, () -> stopByMail(person, Objects.requireNonNull(mail), 1));
            case LINK_SCANNER -> plan(person, clock.instant().plusSeconds(2), () -> scan(person, link));
            case OPENS_OLD_LINK -> plan(person, clock.instant().plus(OLD), () -> visit(person, link));
            default -> plan(person, at, () -> visit(person, person.link()));
        }
    }

    /// Half within the hour, a third within half a day, the rest within two days.
    private static Duration firstWait(Person person) {
        Dice dice = person.dice("first-wait");
        int kind = dice.below(100);
        int minutes = kind < 50 ? dice.between(2, 60) : kind < 82 ? dice.between(60, 720) : dice.between(720, 2_880);
        return Duration.ofMinutes(minutes).plusSeconds(dice.below(60));
    }

    /// An act that breaks must not leave its person busy for ever.
    private Planner.Planned plan(Person person, Instant at, Planner.Act act) {
        return planner.plan(at, () -> {
            boolean whole = false;
            try {
                act.run();
                whole = true;
            } finally {
                if (!whole) {
                    person.ends("fault");
                }
            }
        });
    }

    private void visit(Person person, URI start) throws InterruptedException {
        Browser browser = person.browser;
        if (browser == null || (start.equals(person.link()) && person.brokeOff && person.changesDevice())) {
            browser = browser(person);
            person.browser = browser;
        }
        Visit visit = new Visit(person, browser, clock, pause, settings);
        switch (visit.from(start)) {
            case Visit.Ending.Over(String outcome) -> person.ends(outcome);
            case Visit.Ending.Later(Duration wait, URI resume) ->
                plan(person, clock.instant().plus(wait), () -> visit(person, resume));
            case Visit.Ending.AwaitsCode(Duration atMost, Instant since, URI resume) -> {
                person.putsAway(plan(person, clock.instant().plus(atMost), () -> visit(person, resume)));
                if (person.newestCode(since).isPresent()) {
                    // it came while the phone was being put away
                    person.takesUp().ifPresent(planner::hasten);
                }
            }
        }
    }

    private Browser browser(Person person) {
        return new Browser(http, settings.requestTimeout(), (browser, page) -> witness(person, browser, page));
    }

    private void witness(Person person, Browser browser, Page page) {
        Testimony testimony = person.testimony();
        testimony.looked();
        if (browser.identity().isProven()) {
            testimony.proved(clock.instant());
            return;
        }
        person.facts()
                .in(page.body() + "\n" + page.words() + "\n" + page.at())
                .ifPresent(fact -> testimony.told(new Testimony.EarlyFact(fact, page.kind(), clock.instant())));
    }

    /// A machine of the mail or phone company that looks behind links before the person does: only ever GETs.
    private void scan(Person person, URI link) throws InterruptedException {
        Set<URI> found = new LinkedHashSet<>();
        for (int time = 0; time < 3; time++) {
            if (browser(person).get(link) instanceof Browser.Answer.Shown(Page page)) {
                found.addAll(page.links());
            }
        }
        Browser browser = browser(person);
        browser.get(link);
        for (URI address : found) {
            browser.get(address);
        }
        person.ends("scanned");
    }

    private void stopByText(Person person) {
        String number = person.customer().phone();
        String words = person.dice("stop").oneOf(List.of("STOP", "STOP", "Stop", "stop", "UNSUBSCRIBE"));
        Instant sent = clock.instant();
        stopped(person, number, sent, wires.text(number, words), "stopped-by-text");
    }

    private void stopByMail(Person person, Mail mail, int attempt) throws InterruptedException {
        Instant sent = clock.instant();
        Optional<Reply> reply = Unsubscribe.from(mail, person.dice("unsubscribe"), wires, browser(person), clock);
        if (reply.isPresent()) {
            stopped(person, person.customer().email(), sent, reply.orElseThrow(), "stopped-by-mail");
            return;
        }
        pause.pass(settings.outagePause());
        if (attempt >= MOST_STOPS) {
            person.ends("unreachable");
        } else {
            plan(person, clock.instant().plus(Duration.ofMinutes(3)), () -> stopByMail(person, mail, attempt + 1));
        }
    }

    private static void stopped(Person person, String endpoint, Instant sent, Reply reply, String outcome) {
        person.testimony().stopped(endpoint, new Testimony.Stop(sent, reply));
        person.ends(outcome);
    }

    @Override
    public void close() {
        planner.close();
        http.close();
    }
}
