package io.throughline.sandbox.crowd;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.sandbox.portfolio.Customer;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The small judgements the oracle and the witness are made of.
class JudgementTest {
    private static final Customer MOVED = customer("+19075550101", "10001");

    @Test
    void the_hours_are_those_that_suit_every_zone_a_person_may_be_in() {
        assertThat(ContactHours.zones(MOVED, Instant.parse("2026-01-15T18:30:00Z")))
                .contains(ZoneId.of("America/New_York"), ZoneId.of("America/Anchorage"));
        assertThat(ContactHours.violated(MOVED, Instant.parse("2026-01-15T18:30:00Z")))
                .isEmpty();
        assertThat(ContactHours.violated(MOVED, Instant.parse("2026-01-15T14:00:00Z")))
                .isPresent();
        assertThat(ContactHours.violated(MOVED, Instant.parse("2026-01-16T02:30:00Z")))
                .isPresent();
    }

    @Test
    void an_area_code_of_several_zones_is_narrowed_by_an_address_in_one_of_them() {
        Instant justAfterEightInBoise = Instant.parse("2026-01-15T15:05:00Z"); // 07:05 in the north of Idaho
        assertThat(ContactHours.violated(customer("+12085550101", "83704"), justAfterEightInBoise))
                .isEmpty();
        assertThat(ContactHours.violated(customer("+12085550101", ""), justAfterEightInBoise))
                .isPresent();
        assertThat(ContactHours.violated(customer("+12085550101", "10001"), justAfterEightInBoise))
                .as("an address that fits none of them explains nothing")
                .isPresent();
    }

    @Test
    void eight_is_inside_and_nine_in_the_evening_is_not_and_summer_time_counts() {
        Customer arizona = customer("+16025550101", "85001");
        assertThat(ContactHours.violated(arizona, Instant.parse("2026-07-15T15:00:00Z")))
                .isEmpty();
        assertThat(ContactHours.violated(arizona, Instant.parse("2026-07-15T14:59:59Z")))
                .isPresent();
        assertThat(ContactHours.violated(arizona, Instant.parse("2026-07-16T03:59:59Z")))
                .isEmpty();
        assertThat(ContactHours.violated(arizona, Instant.parse("2026-07-16T04:00:00Z")))
                .isPresent();
        Customer denver = customer("+13035550101", "80202");
        assertThat(ContactHours.violated(denver, Instant.parse("2026-07-15T14:00:00Z")))
                .isEmpty();
        assertThat(ContactHours.violated(denver, Instant.parse("2026-01-15T14:00:00Z")))
                .isPresent();
    }

    @Test
    void postal_codes_know_their_zones() {
        Map<String, String> expected = Map.of(
                "10001", "[America/New_York]",
                "60601", "[America/Chicago]",
                "80202", "[America/Denver]",
                "85001", "[America/Phoenix]",
                "90001", "[America/Los_Angeles]",
                "99501", "[America/Anchorage]",
                "99546", "[America/Adak]",
                "96801", "[Pacific/Honolulu]",
                "57701", "[America/Denver]",
                "32501", "[America/Chicago]");
        expected.forEach(
                (zip, zones) -> assertThat(ZipZones.of(zip).toString()).as(zip).isEqualTo(zones));
        assertThat(ZipZones.of("97910")).hasSize(2);
        assertThat(ZipZones.of("nonsense")).isEmpty();
    }

    @Test
    void a_fact_is_found_however_it_is_written_and_only_whole() {
        PersonalFacts facts = new PersonalFacts(MOVED);
        assertThat(facts.in("You owe $1,284.60 in all")).contains("balance");
        assertThat(facts.in("1284.60")).contains("balance");
        assertThat(facts.in("Dear Ms O'Neil,")).contains("lastName");
        assertThat(facts.in("ref AC-40000009.")).contains("account");
        assertThat(facts.in("from Kestrel Outfitters")).contains("creditor");
        assertThat(facts.in("sold to Meridian Receivables")).contains("creditor");
        assertThat(facts.in("11284.60 or 1284.605, O'Neilson, a message is waiting"))
                .isEmpty();
    }

    @Test
    void a_link_and_a_code_are_told_apart() {
        assertThat(Messages.link("Open http://127.0.0.1:8080/l/ab.c-D_9. Reply STOP to end"))
                .contains(URI.create("http://127.0.0.1:8080/l/ab.c-D_9"));
        assertThat(Messages.code("Your code is 123456.")).contains("123456");
        assertThat(Messages.code("Your code is 123 456")).contains("123456");
        assertThat(Messages.code("Call 555 0100 or 1-800-555-0100")).isEmpty();
        assertThat(Messages.code("Pay http://127.0.0.1:8080/l/123456")).isEmpty();
    }

    @Test
    void only_being_let_on_after_right_answers_is_proof() {
        Identity identity = new Identity();
        identity.shown("choose");
        assertThat(identity.isProven()).isFalse();
        identity.answering(true);
        identity.shown("code");
        identity.shown("disclose");
        assertThat(identity.isProven()).isFalse();
        identity.answering(false);
        identity.shown("disclose");
        assertThat(identity.isProven()).isFalse();
        identity.answering(true);
        identity.shown("");
        assertThat(identity.isProven()).isFalse();
        identity.shown("disclose");
        assertThat(identity.isProven()).isTrue();
    }

    @Test
    void a_persona_hangs_on_seed_and_id_alone_and_every_one_occurs() {
        Map<Persona, Integer> weights = Persona.defaultWeights();
        assertThat(weights.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(100);
        Set<Persona> met = new HashSet<>();
        for (int i = 0; i < 2_000; i++) {
            met.add(Persona.of(weights, 7, "C-" + i));
        }
        assertThat(met).containsExactlyInAnyOrder(Persona.values());
        assertThat(Persona.of(weights, 7, "C-17")).isEqualTo(Persona.of(weights, 7, "C-17"));
    }

    private static Customer customer(String phone, String zip) {
        return new Customer(
                "C-9",
                "AC-40000009",
                "Ana",
                "O'Neil",
                LocalDate.of(1980, 1, 1),
                phone,
                "",
                zip,
                "en",
                true,
                false,
                "Meridian Receivables",
                "Kestrel Outfitters",
                "USD",
                new BigDecimal("1284.60"),
                LocalDate.of(2026, 9, 1),
                0,
                "store-card");
    }
}
