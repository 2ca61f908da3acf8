package io.throughline.policy.pack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Why not, by which law, and when: what a compliance officer reads.
class ExplanationTest {
    @Test
    void a_denial_by_hours_says_when_it_opens_in_every_zone() {
        var lines = explain(Map.of(
                "at", "2026-06-15T21:00:00-04:00[America/New_York]", "consumer_zip", "90001", "area_code", "212"));

        assertThat(lines)
                .startsWith(
                        "Not before Tue 16 Jun 2026 at 08:00:00 America/Los_Angeles / Tue 16 Jun 2026 at 11:00:00 America/New_York"
                                + " (2026-06-16T15:00:00Z). Hours for contact (TIME_WINDOW_INTERSECT)")
                .contains("[regf.time-window; 12 CFR 1006.6(b)(1)(i), (b)(4); verified]")
                .contains("time zone rules " + Policy.tzdata());
    }

    @Test
    void a_denial_that_time_does_not_end_says_so() {
        assertThat(explain(Map.of("account_flags", "{\"cease\":{\"received\":\"2026-06-01\"}}")))
                .startsWith("No. A written notice to cease (CEASE)")
                .contains("Time alone does not change it.");
    }

    @Test
    void what_else_stands_against_it_is_told_too() {
        assertThat(explain(Map.of(
                        "at", "2026-06-15T22:00:00-04:00[America/New_York]",
                        "account_flags", "{\"cease\":{\"received\":\"2026-06-01\"}}")))
                .contains("Also regf.time-window: Hours for contact");
    }

    @Test
    void a_missing_fact_is_named() {
        assertThat(explain(Map.of("account_flags", "{\"limitation\":\"open\",\"cease\":\"lookup_timeout\"}")))
                .startsWith("No. FACT_MISSING")
                .contains("account.cease");
    }

    @Test
    void an_exception_says_what_it_stood_against() {
        assertThat(explain(Map.of(
                        "at", "2026-06-16T21:45:00-04:00[America/New_York]",
                        "account_flags", "{\"convenient_windows\":[{\"from\":\"21:30\",\"to\":\"23:00\"}]}")))
                .startsWith("Yes, by an exception (EXC_STATED_CONVENIENT)")
                .contains("Not held against it: regf.time-window (TIME_WINDOW)");
    }

    @Test
    void an_obligation_is_told_in_words() {
        assertThat(explain(Map.of(
                        "channel",
                        "sms",
                        "action",
                        "send_message",
                        "action_params",
                        "{\"content\":[\"mini_miranda_subseq\"]}")))
                .startsWith("Yes, once this is done: opt out notice.");
    }

    @Test
    void nothing_against_it_is_said_shortly() {
        assertThat(explain(Map.of())).startsWith("Yes: no rule stands against it.");
    }

    @Test
    void a_row_that_cannot_be_read_is_told_with_its_place() throws IOException {
        var text = CatalogueCasesTest.own().lines().limit(2).reduce("", (all, line) -> all + line + "\n");

        assertThat(CaseTable.read(
                                Packs.shipped(),
                                "x.csv",
                                text.replace("[]", "[{").replace("'", ""),
                                ReplyReader.NONE)
                        .problems())
                .singleElement()
                .asString()
                .startsWith("x.csv:2:12 (contact_history): is not JSON");
        assertThat(CaseTable.read(
                                Packs.shipped(), "x.csv", text.replace("2026-09-09T", "2026-09-39T"), ReplyReader.NONE)
                        .problems())
                .singleElement()
                .asString()
                .startsWith("x.csv:2:8 (at): \"2026-09-39T");
        assertThat(CaseTable.read(Packs.shipped(), "x.csv", "id,rule,jurisdicton\n", ReplyReader.NONE)
                        .problems())
                .contains("x.csv:1: there is no column \"jurisdiction\"; did you mean \"jurisdicton\"?");
    }

    private static String explain(Map<String, String> cells) {
        var all = new java.util.HashMap<>(Map.of(
                "jurisdiction",
                "US",
                "actor",
                "TPC",
                "channel",
                "voice_live",
                "action",
                "place_call",
                "at",
                "2026-06-15T15:00:00-04:00[America/New_York]",
                "consumer_zip",
                "43215",
                "area_code",
                "614"));
        all.putAll(cells);
        var read = CaseTable.one(Packs.shipped(), all, ReplyReader.NONE);
        assertThat(read.problems()).isEmpty();
        var situation = read.cases().getFirst().situation().orElseThrow();
        return String.join(
                "\n", new Explanation(Packs.shipped(), Packs.shipped().decide(situation)).lines());
    }
}
