package io.throughline.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What is told at the end: nothing may pass for a kept promise that was not looked at.
class ReportTest {
    private static final String RESOLUTION = """
            {"cases":10,"outcomes":{"paid":6,"promised":1},"waiting":{"promise":1},"exceptions":{"dispute":2},
             "completion":0.7,"medianSecondsToResolution":93600.0,"writebackSuccess":1.0,"deflection":0.9}
            """;
    private static final String MONEY =
            "{\"captured\":123450,\"posted\":123450,\"onCases\":123450,\"currency\":\"USD\",\"differences\":[]}";
    private static final String CROWD =
            "{\"violations\":{\"outsideWindow\":0,\"afterOptOut\":0,\"beforeVerification\":0,\"duplicateContacts\":0,\"duplicateCharges\":0}}";
    private static final String AUDIT = "{\"events\":120,\"cases\":10,\"checkpoints\":3,\"broken\":[]}";

    private final Terminal plain =
            Terminal.of(new PrintStream(PrintStream.nullOutputStream()), System.err, Map.of(), "never");

    @Test
    void a_run_in_which_everything_held_says_so_with_the_fields_that_are_contract() {
        DemoReport report = report(RESOLUTION, MONEY, CROWD, AUDIT);
        assertThat(report.broken()).isEmpty();
        assertThat(String.join("\n", report.lines(plain)))
                .contains("70.0 % of 10 cases")
                .contains("1 d 2 h in the middle")
                .contains("1,234.50 USD")
                .contains("All three agree to the cent.")
                .contains("The evidence is whole: 120 events of 10 cases, 3 checkpoints")
                .contains("Every promise held.");
        JsonNode json = report.toJson(new DataFolder(Path.of("d")));
        for (String field : java.util.List.of(
                "cases", "outcomes", "exceptions", "reconciliation", "violations", "audit", "seconds")) {
            assertThat(json.has(field)).as(field).isTrue();
        }
        assertThat(json.path("reconciliation").path("onCases").longValue()).isEqualTo(123450);
        assertThat(json.path("reconciliation").path("differences").longValue()).isZero();
        assertThat(json.path("violations").path("afterOptOut").longValue()).isZero();
        assertThat(json.path("audit").path("broken").longValue()).isZero();
        assertThat(json.path("seconds").doubleValue()).isEqualTo(12.3);
    }

    @Test
    void every_broken_promise_is_named() {
        assertThat(report(RESOLUTION.replace("\"promise\":1", "\"promise\":0"), MONEY, CROWD, AUDIT)
                        .broken())
                .containsExactly("1 cases are in no known state");
        assertThat(report(RESOLUTION, MONEY.replace("\"posted\":123450", "\"posted\":123449"), CROWD, AUDIT)
                        .broken())
                .containsExactly("processor, ledger and cases do not agree");
        assertThat(report(
                                RESOLUTION,
                                MONEY.replace("[]", "[{\"case\":\"TL-1\",\"what\":\"not posted\"}]"),
                                CROWD,
                                AUDIT)
                        .broken())
                .containsExactly("processor, ledger and cases do not agree");
        assertThat(report(RESOLUTION, MONEY, CROWD.replace("\"afterOptOut\":0", "\"afterOptOut\":2"), AUDIT)
                        .broken())
                .containsExactly("2 contacts after an opt-out");
        assertThat(report(RESOLUTION, MONEY, CROWD, AUDIT.replace("[]", "[{\"case\":\"TL-1\",\"event\":4}]"))
                        .broken())
                .containsExactly("the evidence is broken in 1 places");
        assertThat(report(
                                RESOLUTION
                                        .replace("\"cases\":10", "\"cases\":9")
                                        .replace("\"paid\":6", "\"paid\":5"),
                                MONEY,
                                CROWD,
                                AUDIT)
                        .broken())
                .containsExactly("10 customers, but 9 cases");
    }

    @Test
    void an_answer_that_says_nothing_is_not_a_kept_promise() {
        assertThat(report("{}", "{}", "{}", "{}").broken()).hasSize(9);
    }

    @Test
    void breaks_beyond_the_listed_ones_count_too() {
        assertThat(AuditReport.of(Json.parse("{\"events\":5,\"brokenCount\":1500,\"broken\":[{\"what\":\"x\"}]}"))
                        .broken())
                .isEqualTo(1500);
    }

    @Test
    void a_break_in_the_evidence_is_told_in_words() {
        AuditReport report = AuditReport.of(Json.parse(
                "{\"events\":5,\"broken\":[{\"case\":\"TL-7\",\"event\":4,\"what\":\"its hash does not match\"}]}"));
        assertThat(report.isWhole()).isFalse();
        assertThat(String.join("\n", report.lines(plain)))
                .contains("in 1 place")
                .contains("case TL-7, event 4, what its hash does not match");
    }

    @Test
    void the_kills_of_a_seed_are_always_the_same_and_all_of_them_come() {
        KillPlan plan = new KillPlan(7, 3);
        assertThat(plan.isDue(0.97, false)).isTrue();
        assertThat(new KillPlan(7, 3).next()).isEqualTo(plan.next());
        plan.next();
        assertThat(plan.isDue(-1, false)).isFalse();
        assertThat(plan.isDue(-1, true)).as("the work ended before its moment").isTrue();
        plan.next();
        assertThat(plan.isDue(1, true)).isFalse();
        assertThat(plan.done()).isEqualTo(3);
    }

    @Test
    void a_case_reads_as_a_page() {
        JsonNode it = Json.parse("""
                {"reference":"TL-7K2M","id":"0199","workflow":"arrears","version":"3","state":"finished","step":"receipt","outcome":"paid",
                 "opened":"2026-11-23T15:00:00Z","customer":{"id":"C-1","language":"en"},
                 "timeline":[
                  {"at":"2026-11-23T15:00:01Z","type":"CaseOpened","actor":"system","hash":"00112233445566778899"},
                  {"at":"2026-11-24T16:20:00Z","type":"CodeChecked","actor":"customer","channel":"web","step":"verify",
                   "details":{"level":"two","method":"code"},"hash":"aabbccddeeff00112233"}],
                 "evidence":{"events":2,"verified":true}}
                """);
        String page = String.join("\n", new CasePage(plain).lines(it));
        assertThat(page)
                .startsWith("TL-7K2M  finished\n")
                .contains("Workflow     arrears version 3")
                .contains("Outcome      paid")
                .contains("Mon 23 Nov 2026")
                .contains("16:20:00  Code checked  by customer, via web, at verify")
                .contains("Level: two, Method: code  #aabbccddeeff")
                .contains("Verified     true");
        assertThat(new CasePage(plain).lines(Json.object()))
                .as("an empty answer is no crash")
                .isNotEmpty();
    }

    private static DemoReport report(String resolution, String money, String crowd, String audit) {
        Demo.Result result = new Demo.Result(
                10,
                0,
                Resolution.of(Json.parse(resolution)),
                Reconciliation.of(Json.parse(money)),
                AuditReport.of(Json.parse(audit)),
                Json.parse(crowd),
                Duration.ofDays(20));
        return new DemoReport(result, 10, 7, false, Duration.ofMillis(12_340));
    }
}
