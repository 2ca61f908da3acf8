package io.throughline.rehearsal.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.throughline.engine.By.Channel;
import io.throughline.rehearsal.Shipped;
import io.throughline.workflow.Definition;
import io.throughline.workflow.InvalidDefinition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadersTest {
    private final Definition arrears = Shipped.workflow("collections/arrears.yaml");
    private final Definition call = Shipped.workflow("rehearsals/text-to-call.yaml");

    private Behaviour behaviour(String text) {
        return BehaviourReader.read("b.yaml", text, List.of(arrears, call));
    }

    private FloorPlan lines(String text) {
        return FloorReader.read("l.yaml", text, List.of(arrears), 1_000);
    }

    @Test
    void the_shipped_files_are_read() {
        var behaviour = Shipped.behaviour(call, arrears);
        assertThat(behaviour.start()).isEqualTo(Instant.parse("2026-11-23T15:00:00Z"));
        assertThat(behaviour.reads().get(Channel.SMS)).isEqualTo(new Behaviour.Read(0.92, new Time(75 * 60_000, 2)));
        assertThat(behaviour.manner("options", "choose").shares().of()).containsEntry("plan", 0.38);
        assertThat(behaviour.manner("pay", "pay").leaves()).isEqualTo(0.06);
        assertThat(behaviour.facts()).containsEntry("account.balance", new Made.About(320_00, 0.9));
        var plan = Shipped.lines(4_000, call, arrears);
        assertThat(plan.calls()).isEqualTo("collections");
        assertThat(plan.line("collections").staff().most()).isEqualTo(17);
        assertThat(plan.line("collections").patience()).isEqualTo(new Time(180_000, 1));
        assertThat(plan.presumed()).isEmpty();
    }

    @Test
    void without_a_file_every_kind_that_people_answer_has_a_manner_and_every_queue_has_people() {
        for (var definition : List.of(arrears, Shipped.workflow("banking/card-dispute.yaml"))) {
            var plan = FloorReader.defaults(List.of(definition), 10_000);
            definition
                    .queues()
                    .forEach(
                            queue -> assertThat(plan.line(queue).staff().most()).isPositive());
            assertThat(plan.line(plan.calls()).staff().most()).isEqualTo(20);
            definition.steps().values().stream()
                    .filter(io.throughline.workflow.Step::isForCustomer)
                    .forEach(step -> assertThat(BehaviourReader.defaults().manner(step.name(), step.kindName()))
                            .isNotNull());
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            people: { responds: 140% }                          | b.yaml:1:21 | "responds" must be a share such as 40% or 0.4
            people: { respond: 40% }                            | b.yaml:1:11 | did you mean "responds"?
            peeple: {}                                          | b.yaml:1:1  | did you mean "people"?
            steps: { option: { leaves: 1% } }                   | b.yaml:1:10 | did you mean "options"?
            steps: { post-payment: { leaves: 1% } }             | b.yaml:1:10 | nobody is asked anything at write "post-payment"
            steps: { options: { choices: { pay-nou: 1% } } }    | b.yaml:1:32 | did you mean "pay-now"?
            steps: { options: { right: 90% } }                  | b.yaml:1:21 | "right" is not known in step "options"
            steps: { pay: { ends: { refused: 10% } } }          | b.yaml:1:25 | "refused" is not among the ends of step "pay"
            steps: { verify: { leaves: 80%, calls: 30% } }      | b.yaml:1:28 | together are more than everybody
            kinds: { chose: { leaves: 1% } }                    | b.yaml:1:10 | did you mean "choose"?
            kinds: { pay: { takes: 2 minutes } }                | b.yaml:1:24 | must be a time such as 45s, 30m, 4h or 2d
            kinds: { pay: { takes: { mean: 90s, spread: 20 } } } | b.yaml:1:45 | "spread" must be a number from 0 to 10
            facts: { account.balanse: 100.00 }                  | b.yaml:1:10 | did you mean "account.balance"?
            facts: { account.balance: lots }                    | b.yaml:1:27 | must be an amount such as 480.00
            facts: { account.daysPastDue: { from: 9, to: 3 } }  | b.yaml:1:31 | is above its "to"
            facts: { account.dueDate: { from: -9d, to: soon } } | b.yaml:1:44 | days from the start such as -30d
            launch: { at: tomorrow }                            | b.yaml:1:15 | must be a local time such as 2026-11-23T09:00
            launch: { over: 2h, hours: { "09-12": 1 } }         | b.yaml:1:11 | keep one of them
            launch: { hours: { "18-09": 1 } }                   | b.yaml:1:20 | must be hours of the day such as "09-17"
            people: { zones: { Mars/Base: 100% } }              | b.yaml:1:20 | is no time zone
            people: [reads]                                     | b.yaml:1:9  | must be a mapping of names to values
            people: { reads: { sms: { share: x } } }            | b.yaml:1:34 | "share" must be a share
            """)
    void a_slip_in_a_behaviour_file_is_told_with_its_place_and_what_to_write(String text, String place, String words) {
        assertThatThrownBy(() -> behaviour(text))
                .isInstanceOf(InvalidDefinition.class)
                .hasMessageContaining(place + " ")
                .hasMessageContaining(words);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            lines: { colections: { people: 3 } }                 | l.yaml:1:10 | did you mean "collections"?
            lines: { collections: { people: many } }             | l.yaml:1:33 | "people" must be a number from 0
            lines: { collections: { people: { "9 to 5": 3 } } }  | l.yaml:1:35 | must be hours of the day such as "09-17"
            lines: { collections: { peeple: 3 } }                | l.yaml:1:25 | did you mean "people"?
            lines: { collections: { days: monday } }             | l.yaml:1:31 | must be days such as mon-fri
            lines: { collections: { handle: long } }             | l.yaml:1:33 | must be a time such as 45s
            target: { answered: most }                           | l.yaml:1:21 | "answered" must be a share
            zone: Chicago                                        | l.yaml:1:7  | is no time zone
            { calls: phons, lines: { phones: { people: 2 } } }   | l.yaml:1:10 | did you mean "phones"?
            """)
    void a_slip_in_a_lines_file_too(String text, String place, String words) {
        assertThatThrownBy(() -> lines(text))
                .isInstanceOf(InvalidDefinition.class)
                .hasMessageContaining(place + " ")
                .hasMessageContaining(words);
    }

    @Test
    void everything_wrong_is_told_at_once() {
        assertThatThrownBy(() -> behaviour("people: { responds: 3, stops: x }\nsteps: { pey: {} }"))
                .satisfies(e -> assertThat(((InvalidDefinition) e).findings()).hasSize(3));
        assertThatThrownBy(() -> behaviour("people: [")).hasMessageContaining("this is not valid YAML");
        assertThatThrownBy(() -> behaviour("")).hasMessageContaining("the file is empty");
    }

    @Test
    void dice_do_not_depend_on_the_order_of_the_rolls_and_are_even() {
        var dice = new Dice(1, 2);
        long about = Dice.about("something");
        double first = dice.roll(about, 0);
        dice.roll(about, 1);
        assertThat(dice.roll(about, 0)).isEqualTo(first);
        assertThat(new Dice(1, 3).roll(about, 0)).isNotEqualTo(first);
        assertThat(new Dice(2, 2).roll(about, 0)).isNotEqualTo(first);
        int[] tenths = new int[10];
        for (int person = 0; person < 100_000; person++) {
            tenths[(int) (new Dice(77, person).roll(about, 0) * 10)]++;
        }
        assertThat(tenths).satisfies(counts -> {
            for (int count : counts) {
                assertThat(count).isBetween(9_600, 10_400);
            }
        });
    }

    @Test
    void times_have_the_mean_and_the_spread_that_were_asked_for() {
        for (var time : List.of(new Time(60_000, 1), new Time(60_000, 0.4), new Time(60_000, 2), new Time(60_000, 0))) {
            double sum = 0;
            double squares = 0;
            int people = 200_000;
            for (int person = 0; person < people; person++) {
                double taken = new Dice(5, person).takes(time, 99, 0);
                sum += taken;
                squares += taken * taken;
            }
            double mean = sum / people;
            assertThat(mean).isBetween(58_800.0, 61_200.0);
            assertThat(Math.sqrt(squares / people - mean * mean) / mean)
                    .isBetween(0.92 * time.spread() - 1e-9, 1.08 * time.spread() + 1e-9);
        }
    }

    @Test
    void attention_is_spent_where_there_is_some() {
        double[] weights = new double[24];
        weights[9] = 1;
        weights[18] = 2;
        var hours = new Hours(weights);
        var zone = java.time.ZoneId.of("America/Chicago");
        long night = Instant.parse("2026-11-23T08:00:00Z").toEpochMilli(); // 02:00
        assertThat(spent(hours, night, Duration.ofMinutes(30), zone)).isEqualTo("2026-11-23T09:30");
        assertThat(spent(hours, night, Duration.ofMinutes(90), zone)).isEqualTo("2026-11-23T18:15");
        assertThat(spent(hours, night, Duration.ofMinutes(270), zone)).isEqualTo("2026-11-24T18:15");
    }

    private static String spent(Hours hours, long from, Duration time, java.time.ZoneId zone) {
        return Instant.ofEpochMilli(hours.spent(from, time.toMillis(), zone))
                .atZone(zone)
                .toLocalDateTime()
                .toString();
    }

    @Test
    void cases_are_opened_when_the_launch_says() {
        var behaviour = behaviour("launch: { at: 2026-11-23, days: 2, hours: { \"09-10\": 3, \"14-15\": 1 } }");
        int[] byHour = new int[48];
        for (int person = 0; person < 8_000; person++) {
            long since =
                    behaviour.opened(new Dice(1, person)) - behaviour.start().toEpochMilli();
            byHour[(int) Duration.ofMillis(since).toHours()]++;
        }
        assertThat(byHour[9] + byHour[33]).isBetween(5_800, 6_200);
        assertThat(byHour[14] + byHour[38]).isBetween(1_800, 2_200);
        assertThat(byHour[9] + byHour[14]).isBetween(3_800, 4_200);
        assertThat(behaviour.start()).isEqualTo(Instant.parse("2026-11-23T06:00:00Z"));
    }
}
