package io.throughline.sandbox.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.sandbox.portfolio.Customer;
import io.throughline.sandbox.portfolio.PortfolioReader;
import io.throughline.sandbox.portfolio.PortfolioWriter;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class CrowdTest {
    /// Between 08:00 and 21:00 everywhere from New York to Adak and Honolulu.
    private static final Instant DAYTIME = Instant.parse("2026-11-23T20:00:00Z");

    private static final Instant NIGHT = Instant.parse("2026-11-23T09:00:00Z");

    @Test
    void with_a_decent_platform_everyone_comes_to_an_end_and_nothing_is_held_against_it() throws Exception {
        Report report = run(new World(), Persona.defaultWeights(), 150, 3, true);
        assertThat(report.examples()).isEmpty();
        assertThat(report.violations()).isEqualTo(new Report.Violations(0, 0, 0, 0, 0));
        assertThat(report.faults()).isZero();
        assertThat(report.people()).isEqualTo(150);
        assertThat(report.outcomes())
                .containsKeys(
                        "paid",
                        "promise-made",
                        "plan-agreed",
                        "gave-up",
                        "ignored",
                        "not-me",
                        "locked",
                        "scanned",
                        "stopped-by-text")
                .doesNotContainKeys("fault", "under-way", "strange-page", "no-way-on", "no-code", "unreachable");
        assertThat(report.looked().touches()).isGreaterThan(145);
        assertThat(report.looked().pages()).isGreaterThan(500);
        assertThat(report.looked().charges()).isEqualTo(report.outcomes().get("paid"));
        assertThat(report.looked().stops()).isPositive();
    }

    @Test
    void the_same_seed_gives_the_same_outcomes_however_many_act_at_once() throws Exception {
        Report one = run(new World(1), Persona.defaultWeights(), 60, 5, true);
        Report many = run(new World(16), Persona.defaultWeights(), 60, 5, true);
        assertThat(one.outcomes()).isEqualTo(many.outcomes());
        assertThat(one.looked()).isEqualTo(many.looked());
    }

    @Test
    void every_way_of_paying_charges_once() throws Exception {
        for (Persona persona : List.of(
                Persona.PAYS,
                Persona.PAYS_AFTER_DECLINE,
                Persona.PAYS_WITH_CHALLENGE,
                Persona.FAILS_CHALLENGE_THEN_PAYS,
                Persona.CHARGED_AND_TIMED_OUT,
                Persona.DOUBLE_CLICKS,
                Persona.TWO_TABS,
                Persona.GOES_BACK_AND_RELOADS,
                Persona.MISTYPES_ONCE,
                Persona.OPENS_OLD_LINK)) {
            Report report = run(new World(), Map.of(persona, 1), 6, 11, true);
            assertThat(report.outcomes()).as(persona.name()).isEqualTo(Map.of("paid", 6));
            assertThat(report.looked().charges()).as(persona.name()).isEqualTo(6);
        }
    }

    @Test
    void a_platform_that_fails_now_and_then_is_asked_again_until_everyone_has_paid() throws Exception {
        Report report = run(new World(FakePlatform.Fault.FAILS_NOW_AND_THEN), Map.of(Persona.PAYS, 1), 12, 3, true);
        assertThat(report.outcomes()).isEqualTo(Map.of("paid", 12));
        assertThat(report.looked().charges()).isEqualTo(12);
    }

    @Test
    void a_dead_platform_is_reloaded_until_it_lives_and_nobody_takes_silence_for_done() throws Exception {
        World world = new World();
        List<Customer> customers = customers(6);
        Crowd crowd = world.crowd(Map.of(Persona.PAYS, 1));
        crowd.start(customers, 3);
        world.clock.leapTo(DAYTIME);
        customers.forEach(world.platform::add);
        customers.forEach(world.platform::outreach);
        int port = world.platform.die();
        Instant twoDaysOn = DAYTIME.plus(Duration.ofHours(49));
        // everybody's first wait is over, and everybody has met a refused connection more than once
        for (int look = 0; look < 20_000 && world.clock.instant().isBefore(twoDaysOn); look++) {
            if (crowd.pulse().active() == 0) {
                world.clock.leapTo(world.clock.instant().plus(Duration.ofMinutes(60)));
            }
            Thread.sleep(1);
        }
        assertThat(crowd.report().outcomes()).isEqualTo(Map.of("under-way", 6));
        assertThat(crowd.pulse().done()).isFalse();
        world.platform.rise(port);
        world.untilDone(crowd);
        assertThat(crowd.report().outcomes()).isEqualTo(Map.of("paid", 6));
        assertThat(crowd.report().looked().charges()).isEqualTo(6);
        world.close(crowd);
    }

    @Test
    void a_fact_told_before_verification_is_counted_for_scanners_and_wrong_persons_too() throws Exception {
        for (Persona persona : List.of(Persona.PAYS, Persona.WRONG_PERSON, Persona.LINK_SCANNER)) {
            Report report =
                    run(new World(FakePlatform.Fault.TELLS_BEFORE_VERIFICATION), Map.of(persona, 1), 3, 3, true);
            assertThat(report.violations().beforeVerification())
                    .as(persona.name())
                    .isGreaterThanOrEqualTo(3);
            assertThat(report.examples()).allSatisfy(e -> assertThat(e).startsWith("beforeVerification: customer C-"));
        }
    }

    @Test
    void letting_in_someone_who_mistyped_is_telling_before_verification() throws Exception {
        Report report =
                run(new World(FakePlatform.Fault.LETS_WRONG_ANSWERS_IN), Map.of(Persona.MISTYPES_ONCE, 1), 8, 3, true);
        // those who slip at the code are let in by a wrong code; those who slip at the facts still type the right code
        assertThat(report.violations().beforeVerification()).isPositive();
    }

    @Test
    void a_message_that_names_a_fact_before_verification_is_counted() throws Exception {
        World world = new World();
        Report report = run(
                world,
                Map.of(Persona.IGNORES, 1),
                2,
                3,
                true,
                customer -> world.outside.send(
                        customer.phone(), "You owe " + customer.balance() + ", see " + world.platform.link(customer)));
        assertThat(report.violations().beforeVerification()).isEqualTo(2);
    }

    @Test
    void outreach_at_night_is_counted_and_a_code_asked_for_at_night_is_not() throws Exception {
        Report report = run(new World(), Map.of(Persona.PAYS, 1), 10, 3, false);
        assertThat(report.violations().outsideWindow()).isEqualTo(10);
        assertThat(report.examples())
                .allSatisfy(e ->
                        assertThat(e).startsWith("outsideWindow: customer C-").doesNotContain("+1"));
    }

    @Test
    void a_message_after_stop_is_counted_but_one_confirmation_is_not() throws Exception {
        for (Persona persona : List.of(Persona.STOPS_BY_TEXT, Persona.STOPS_BY_MAIL)) {
            World world = new World();
            List<Customer> customers = customers(4);
            Crowd crowd = world.crowd(Map.of(persona, 1));
            crowd.start(customers, 3);
            world.clock.leapTo(DAYTIME);
            customers.forEach(world.platform::add);
            customers.forEach(world.platform::outreach);
            customers.forEach(world.platform::outreachByMail);
            world.untilDone(crowd);
            assertThat(crowd.report().violations().afterOptOut()).isZero();
            assertThat(crowd.report().looked().stops()).isEqualTo(4);
            world.clock.leapTo(DAYTIME.plus(Duration.ofDays(4)));
            if (persona == Persona.STOPS_BY_TEXT) {
                customers.forEach(world.platform::outreach);
            } else {
                customers.forEach(world.platform::outreachByMail);
            }
            assertThat(crowd.report().violations().afterOptOut()).isEqualTo(4);
            world.close(crowd);
        }
    }

    @Test
    void the_same_words_twice_and_a_fourth_touch_are_counted() throws Exception {
        World world = new World();
        Report twice = run(world, Map.of(Persona.IGNORES, 1), 3, 3, true, customer -> {
            world.platform.outreach(customer);
            world.platform.outreach(customer);
        });
        assertThat(twice.violations().duplicateContacts()).isEqualTo(3);
        World other = new World();
        Report four = run(other, Map.of(Persona.IGNORES, 1), 3, 3, true, customer -> {
            for (int touch = 1; touch <= 4; touch++) {
                other.outside.send(customer.phone(), "Message " + touch + ": " + other.platform.link(customer));
            }
        });
        assertThat(four.violations().duplicateContacts()).isEqualTo(3);
    }

    @Test
    void a_second_charge_for_an_account_is_counted() throws Exception {
        World world = new World();
        world.processor.chargesTwice = true;
        Report report = run(world, Map.of(Persona.PAYS, 1), 3, 3, true);
        assertThat(report.violations().duplicateCharges()).isEqualTo(3);
    }

    @Test
    void nobody_in_two_tabs_makes_a_choice_twice() throws Exception {
        World world = new World();
        run(world, Map.of(Persona.TWO_TABS, 1), 4, 3, true);
        assertThat(customers(4))
                .allSatisfy(c -> assertThat(world.platform.timesChosen(c)).isEqualTo(1));
    }

    // ----

    private Report run(World world, Map<Persona, Integer> weights, int people, long seed, boolean byDay)
            throws Exception {
        return run(world, weights, people, seed, byDay, world.platform::outreach);
    }

    private Report run(
            World world,
            Map<Persona, Integer> weights,
            int people,
            long seed,
            boolean byDay,
            Consumer<Customer> contact)
            throws Exception {
        List<Customer> customers = customers(people);
        Crowd crowd = world.crowd(weights);
        assertThat(crowd.start(customers, seed)).isTrue();
        assertThat(crowd.start(customers, seed)).isFalse();
        world.clock.leapTo(byDay ? DAYTIME : NIGHT);
        customers.forEach(world.platform::add);
        customers.forEach(contact);
        world.untilDone(crowd);
        Report report = crowd.report();
        world.close(crowd);
        return report;
    }

    private static List<Customer> customers(int number) throws IOException {
        StringWriter csv = new StringWriter();
        PortfolioWriter.write(number, 7, LocalDate.of(2026, 11, 22), csv);
        return PortfolioReader.read(new StringReader(csv.toString())).stream()
                .map(CrowdTest::reachable)
                .toList();
    }

    /// The fake carrier delivers to everybody; only a missing address would leave a mail persona without its
    /// cue.
    private static Customer reachable(Customer c) {
        String email = c.email().isEmpty() ? "nobody." + c.customerId() + "@example.com" : c.email();
        return new Customer(
                c.customerId(),
                c.accountId(),
                c.firstName(),
                c.lastName(),
                c.dateOfBirth(),
                c.phone(),
                email,
                c.postalCode(),
                c.language(),
                c.smsConsent(),
                c.emailConsent(),
                c.creditor(),
                c.originalCreditor(),
                c.currency(),
                c.balance(),
                c.dueDate(),
                c.brokenPromises(),
                c.product());
    }

    private static final class World {
        final LeapingClock clock = new LeapingClock(Instant.parse("2026-11-22T12:00:00Z"));
        final FakeOutside outside = new FakeOutside(clock);
        final FakeProcessor processor = new FakeProcessor(outside);
        final FakePlatform platform;
        private final int concurrency;

        World(FakePlatform.Fault... faults) {
            this(8, faults);
        }

        World(int concurrency, FakePlatform.Fault... faults) {
            this.concurrency = concurrency;
            this.platform = new FakePlatform(outside, processor, faults);
        }

        Crowd crowd(Map<Persona, Integer> weights) {
            CrowdSettings settings = new CrowdSettings(
                    weights, concurrency, Duration.ofMillis(2), Duration.ofSeconds(20), Duration.ofMillis(1));
            Crowd crowd = new Crowd(outside, outside, outside, clock, wall -> Thread.sleep(1), settings);
            outside.onText = crowd::texted;
            outside.onMail = crowd::mailed;
            return crowd;
        }

        /// The clock leaps to the next planned act whenever nobody is acting, as the launcher's does.
        void untilDone(Crowd crowd) throws InterruptedException {
            for (int look = 0; look < 120_000; look++) {
                Crowd.Pulse pulse = crowd.pulse();
                if (pulse.done()) {
                    return;
                }
                if (pulse.active() == 0) {
                    pulse.nextAt().ifPresent(clock::leapTo);
                }
                Thread.sleep(1);
            }
            throw new AssertionError("the crowd did not come to rest: " + crowd.pulse());
        }

        void close(Crowd crowd) {
            crowd.close();
            platform.close();
            processor.close();
        }
    }
}
