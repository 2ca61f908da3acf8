package io.throughline.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.records.Outcome.Performed;
import io.throughline.records.Outcome.Refused;
import io.throughline.workflow.RecordSystemReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordSystemTest {
    private static final String SYSTEM = """
            system: library
            operations:
              find-reader:
                does: identify
                title: Find a reader by card
                parameters: { card: text }
                values: { found: "records.readers.filter(r, records.readers[r].card == request.card)" }
                needs: { not-found: { holds: size(found) == 1, reason: There is no such card } }
                result: found[0]
                identifies: found[0]
              renew:
                does: write
                title: Keep books longer
                parameters: { loans: list, days: whole }
                ask: { because: text }
                load: { reader: { from: readers, key: who.id, missing: There is no such reader } }
                values:
                  fee: sum(request.loans.map(loan, reader.loans[loan].fee)) * request.days
                change:
                  - each: loan
                    of: request.loans
                    when: reader.loans[loan].fee > 0.0
                    change:
                      - { put: "reader.loans[loan].paid", to: "cents(reader.loans[loan].fee * request.days)" }
                  - only: fee > 1.0
                    change:
                      - { append: reader.notes, items: "[request.because]" }
                  - { remove: "reader.loans[request.loans[0]].late" }
                  - { put: reader.fee, to: fee }
                result: reader.fee
            """;
    private static final String POLICY = """
            policy: house-rules
            values: { late: "reader.loans.exists(name, loan, has(loan.late) && loan.late)" }
            rules:
              known:
                clause: Only readers may renew.
                except: [find-reader]
                holds: who.identified
                reason: We do not know you
              theirs:
                clause: Readers renew what they have borrowed.
                for: [renew]
                holds: request.loans.all(loan, loan in reader.loans)
                reason: This is not on your card
              a-month:
                clause: At most 30 days.
                for: [renew]
                holds: request.days <= 30.0
                reason: At most 30 days
              once:
                clause: A loan is renewed once.
                for: [renew]
                holds: "!done.exists(one, one.operation == operation && one.request.loans == request.loans && !one.before.reader.loans[request.loans[0]].free)"
                reason: Renewed already
              not-late:
                clause: Nothing late is renewed for no reason.
                for: [renew]
                holds: "!late || request.because != ''"
                reason: Say why
            """;
    private static final RecordSystem LIBRARY = RecordSystemReader.read(
            Map.of("systems/library.yaml", SYSTEM, "policies/house.yaml", POLICY),
            "systems/library.yaml",
            "policies/house.yaml");
    private static final Records RECORDS = Records.of(Map.of(
            "readers",
            Map.of(
                    "r1",
                    Map.of(
                            "card",
                            "C1",
                            "fee",
                            0,
                            "notes",
                            List.of(),
                            "loans",
                            Map.of(
                                    "atlas", Map.of("fee", 0.1, "late", true, "free", false),
                                    "bible", Map.of("fee", 0, "late", false, "free", true))))));

    private static Outcome call(
            String operation, @Nullable String who, Map<String, Object> request, Call.Done... done) {
        return LIBRARY.perform(new Call(operation, request, who, List.of(done), "2024-05-15T15:00:00"), RECORDS);
    }

    private static Map<String, Object> renew(List<Object> loans, double days, String because) {
        return new HashMap<>(Map.of("loans", loans, "days", days, "because", because));
    }

    private static String refusedBy(Outcome outcome) {
        return outcome instanceof Refused refused ? refused.rule() : "performed";
    }

    @Test
    void a_call_that_meets_every_rule_changes_the_records_in_order() {
        var outcome = call("renew", "r1", renew(List.of("atlas", "bible"), 30, "ill"));
        assertThat(outcome).isInstanceOfSatisfying(Performed.class, performed -> {
            assertThat(performed.result()).isEqualTo((0.1 + 0.0) * 30);
            var reader = List.of("readers", "r1");
            assertThat(performed.records().find(List.of("readers", "r1", "loans", "atlas")))
                    .contains(Map.of("fee", 0.1, "free", false, "paid", 3.0));
            assertThat(performed.records().find(List.of("readers", "r1", "loans", "bible", "paid")))
                    .as("only loans with a fee")
                    .isEmpty();
            assertThat(performed.records().find(List.of("readers", "r1", "notes")))
                    .contains(List.of("ill"));
            assertThat(performed.done().before())
                    .as("what was there before stays known")
                    .containsEntry("reader", RECORDS.find(reader).orElseThrow());
        });
    }

    @Test
    void the_first_rule_that_does_not_hold_refuses_with_its_clause() {
        assertThat(call("renew", null, renew(List.of("atlas"), 99, "")))
                .isEqualTo(new Refused("known", "Only readers may renew.", "We do not know you"));
        assertThat(refusedBy(call("renew", "r1", renew(List.of("novel"), 99, ""))))
                .isEqualTo("theirs");
        assertThat(refusedBy(call("renew", "r1", renew(List.of("atlas"), 31, "ill"))))
                .isEqualTo("a-month");
        assertThat(refusedBy(call("renew", "r1", renew(List.of("atlas"), 3, ""))))
                .isEqualTo("not-late");
    }

    @Test
    void what_was_done_before_in_the_conversation_counts() {
        var request = renew(List.of("atlas"), 3, "ill");
        var before = (Performed) call("renew", "r1", request);
        assertThat(refusedBy(call("renew", "r1", request, before.done()))).isEqualTo("once");
    }

    @Test
    void a_rule_that_cannot_be_decided_refuses() {
        assertThat(call("renew", "r1", renew(List.of("atlas"), 3, "ill"), new Call.Done("renew", Map.of(), Map.of())))
                .isInstanceOfSatisfying(Refused.class, refused -> {
                    assertThat(refused.rule()).isEqualTo("once");
                    assertThat(refused.reason()).contains("not decided");
                });
    }

    @Test
    void a_record_that_is_not_there_and_a_parameter_that_does_not_fit_are_named() {
        assertThat(call("renew", "r9", renew(List.of("atlas"), 3, "ill")))
                .isEqualTo(new Refused("not-found", "", "There is no such reader"));
        assertThat(refusedBy(call("find-reader", null, Map.of("card", "C9")))).isEqualTo("not-found");
        assertThat(refusedBy(call("burn", null, Map.of()))).isEqualTo("unknown-operation");
        assertThat(call("find-reader", null, Map.of("crad", "C1")))
                .isEqualTo(new Refused("request-shape", "", "find-reader needs \"card\""));
        assertThat(call("find-reader", null, Map.of("card", "C1", "crad", "C1")))
                .isEqualTo(new Refused("request-shape", "", "find-reader takes no \"crad\"; did you mean \"card\"?"));
        assertThat(call("renew", "r1", Map.of("loans", "atlas", "days", 3.0, "because", "ill")))
                .isEqualTo(new Refused("request-shape", "", "\"loans\" of renew must be list"));
        assertThat(refusedBy(call("renew", "r1", renew(List.of("atlas"), 2.5, "ill"))))
                .isEqualTo("request-shape");
    }

    @Test
    void finding_somebody_tells_who_it_is() {
        assertThat(call("find-reader", null, Map.of("card", "C1")))
                .isInstanceOfSatisfying(
                        Performed.class, found -> assertThat(found.found()).contains("r1"));
    }
}
