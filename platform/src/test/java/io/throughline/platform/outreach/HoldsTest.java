package io.throughline.platform.outreach;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.engine.By.Channel;
import io.throughline.platform.cases.EffectHandler.Claim;
import io.throughline.platform.outreach.ConsentEvent.Kind;
import io.throughline.platform.outreach.Contact.Endpoint;
import io.throughline.platform.outreach.NumberRegistry.Answer;
import io.throughline.platform.outreach.NumberRegistry.Entry;
import io.throughline.platform.policies.ShippedLaw;
import io.throughline.platform.records.Portfolio;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What the policy packs hold back does not leave, and why is written down so that it can be counted.
class HoldsTest {
    private final OutreachWorld world = new OutreachWorld();
    private int touches;

    private Claim claim(String message) {
        return world.claim(OutreachWorld.touch("t" + ++touches, 0, message));
    }

    private void held(String message, String reason, String rule, String cite) {
        int before = world.texts.size() + world.mails.size();
        var claim = claim(message);
        assertThat(claim).as("%s is held", message).isNotInstanceOf(Claim.Go.class);
        assertThat(world.texts.size() + world.mails.size()).isEqualTo(before);
        var last = world.decisions.notSent("c1", Instant.EPOCH).getLast();
        assertThat(last.get("reason")).isEqualTo(reason);
        assertThat(last.get("rule")).isEqualTo(rule);
        assertThat(String.valueOf(last.get("cite"))).contains(cite);
        assertThat(String.valueOf(last.get("why"))).contains("[" + rule + "; ").contains(cite);
        assertThat(last.get("packs"))
                .isEqualTo(ShippedLaw.LAWS.law().orElseThrow().version());
        assertThat(world.decisions.countNotSent()).containsKey(reason);
    }

    private void known(String name, Object value) {
        world.facts.add("c1", "A-1", Map.of(name, value), "a letter", world.now, "ana");
    }

    private void report(String channel, String direction, String result, Instant at, String debt) {
        var made = new ContactMadeStore(world.jdbc, "main");
        made.add(
                "c1",
                ContactReport.of(
                        new ContactReport.Body(
                                at,
                                channel,
                                direction,
                                result,
                                List.of(debt),
                                null,
                                null,
                                null,
                                null,
                                null,
                                "desk",
                                "ana"),
                        world.now),
                world.now);
    }

    private void say(Kind kind, @Nullable Medium medium, @Nullable String value) {
        world.stops.record(new ConsentEvent(
                world.now, world.now, kind, "c1", medium, null, null, null, value, "said so", "call", "ana", null));
    }

    @Test
    void outside_the_hours_of_the_person() {
        world.now = Instant.parse("2026-11-21T03:30:00Z");
        held("first", "TIME_WINDOW", "regf.time-window", "12 CFR 1006.6(b)(1)(i)");
        assertThat(world.decisions.notSent("c1", Instant.EPOCH).getLast().get("not_before"))
                .isEqualTo("2026-11-21T13:00:00Z");
    }

    /// On 8 March 2026 clocks go from 02:00 to 03:00, on 1 November from 02:00 to 01:00: eight o'clock stays eight
    /// o'clock.
    @ParameterizedTest
    @CsvSource({"2026-03-08T04:00:00Z,2026-03-08T12:00:00Z", "2026-11-01T03:00:00Z,2026-11-01T13:00:00Z"})
    void until_eight_o_clock_on_the_day_on_which_clocks_change(Instant asked, Instant first) {
        world.now = asked;
        assertThat(claim("first"))
                .isInstanceOfSatisfying(
                        Claim.Later.class, later -> assertThat(later.instant()).isEqualTo(first));
    }

    @Test
    void as_often_as_was_written_unasked_on_a_day_and_in_a_week() {
        assertThat(claim("first")).isInstanceOf(Claim.Go.class);
        held("first", "MESSAGE_A_DAY", "house.frequency", "house");
        for (int day = 1; day <= 2; day++) {
            world.pass(Duration.ofDays(1));
            assertThat(claim("first")).isInstanceOf(Claim.Go.class);
        }
        world.pass(Duration.ofDays(1));
        // New York City counts all channels together and is told first
        held("detail", "NYC_3IN7", "st.nyc.contact", "6 RCNY 5-77");
    }

    @Test
    void what_a_node_has_sent_counts_for_one_whose_clock_is_behind() {
        assertThat(claim("first")).isInstanceOf(Claim.Go.class);
        world.pass(Duration.ofMinutes(-3));
        held("first", "MESSAGE_A_DAY", "house.frequency", "house");
    }

    /// Where no law of the place counts, the house does.
    @Test
    void in_ohio_the_fourth_message_of_a_week_waits_for_the_house() {
        world.customers.put(
                "c1",
                new Portfolio.Customer(
                        "c1", "Ada", "Sample", null, "+16145550142", "c1@mail.example", "43004", "en", true, true));
        for (int day = 0; day < 3; day++) {
            assertThat(claim("first")).isInstanceOf(Claim.Go.class);
            world.pass(Duration.ofDays(1));
        }
        held("first", "MESSAGES_A_WEEK", "house.frequency", "house");
        world.pass(Duration.ofDays(4));
        assertThat(claim("first")).as("the first is a week ago").isInstanceOf(Claim.Go.class);
    }

    /// Regulation F counts calls for each debt: seven about one leave another free.
    @Test
    void seven_calls_in_seven_days_about_one_debt() {
        for (int call = 1; call <= 7; call++) {
            report("voice", "out", "no_answer", world.now.minus(Duration.ofHours(call)), "A-1");
        }
        assertThat(call("A-1").reason()).isEqualTo("FREQ_7IN7");
        assertThat(call("A-2").reason()).isEqualTo("OK");
    }

    @Test
    void seven_days_after_a_conversation_about_the_debt() {
        report("voice", "in", "conversation", world.now.minus(Duration.ofDays(6)), "A-1");
        assertThat(call("A-1").reason()).isEqualTo("FREQ_POST_CONV");
        assertThat(call("A-2").reason()).isEqualTo("OK");
        world.pass(Duration.ofDays(1));
        assertThat(call("A-1").reason()).isEqualTo("OK");
    }

    /// The same facts that a message is asked with, for a call that a person would make.
    private io.throughline.policy.pack.Decision call(String debt) {
        var law = ShippedLaw.LAWS.law().orElseThrow();
        var contact = Contact.claimed(
                "call:" + debt,
                null,
                "c1",
                new Endpoint(Channel.SMS, OutreachWorld.PHONE),
                io.throughline.policy.ContactAction.Purpose.OUTREACH,
                new Contact.About(debt, "debt-collection", List.of("US"), "en", true),
                "first",
                world.now);
        var situation = law.situation(
                world.situations.facts(List.of(contact), world.now).getFirst(), world.now);
        return law.policy().decide(situation.by("voice_live", "place_call"));
    }

    @Test
    void what_was_revoked() {
        say(Kind.STOP, Medium.SMS, null);
        held("first", "MEDIUM_OPT_OUT", "regf.medium-request", "12 CFR 1006.14(h)");
    }

    @Test
    void after_a_notice_to_cease() {
        known("cease", Map.of("received", "2026-11-01"));
        held("first", "CEASE", "regf.cease", "15 USC 1692c(c)");
    }

    @Test
    void while_an_attorney_represents_the_person() {
        known("attorney", Map.of("name", "known"));
        held("first", "ATTORNEY_REP", "regf.attorney", "12 CFR 1006.6(b)(2)");
    }

    @Test
    void in_bankruptcy() {
        known("bankruptcy", Map.of("filed", "2026-10-01"));
        held("detail", "BK_STAY", "bk.stay", "11 USC 362");
    }

    @Test
    void a_number_that_is_somebody_elses() {
        world.registry = new NumberRegistry() {
            @Override
            public Entry reassigned(String e164, LocalDate lastKnown) {
                return new Entry(Answer.YES, LocalDate.of(2026, 11, 19));
            }

            @Override
            public Entry doNotCall(String e164) {
                return new Entry(Answer.NO, LocalDate.of(2026, 11, 19));
            }
        };
        held("first", "REASSIGNED", "tcpa.reassigned", "47 CFR 64.1200(m)");
        assertThat(claim("detail")).as("email is no number").isInstanceOf(Claim.Go.class);
    }

    @Test
    void on_another_channel_than_the_person_prefers() {
        say(Kind.PREFERS_CHANNEL, null, "email");
        held("first", "PREFERRED_CHANNEL", "house.preferred-channel", "house");
        assertThat(claim("detail")).isInstanceOf(Claim.Go.class);
    }

    @Test
    void while_a_fact_is_missing_or_nothing_tells_where_the_person_is() {
        known("deceased", "service_unavailable");
        held("first", "FACT_MISSING", "regf.deceased", "");
        world.customers.put(
                "c1",
                new Portfolio.Customer(
                        "c1", "Ada", "Sample", null, "+18005550142", "c1@mail.example", null, "en", true, true));
        world.facts.add("c1", "A-1", Map.of("deceased", false), "a letter", world.now, "ana");
        held("first", "LOC_UNRESOLVED", "geo.resolve", "12 CFR 1006.6(b)(1)");
    }

    @Test
    void on_every_channel_while_no_pack_is_loaded() {
        world.laws = Optional::empty;
        assertThat(claim("first")).isInstanceOf(Claim.Never.class);
        assertThat(claim("detail")).isInstanceOf(Claim.Never.class);
        assertThat(world.decisions.countNotSent()).containsEntry("ENGINE_UNAVAILABLE", 2L);
        assertThat(world.texts).isEmpty();
        assertThat(world.mails).isEmpty();
    }
}
