package io.throughline.platform.desk;

import static io.throughline.platform.desk.DeskClient.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.engine.By;
import io.throughline.platform.cases.Cases;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What people of the house write to a customer by hand, and supervisors who step into their conversations.
class SteppingInTest extends AtTheDesk {
    @Test
    void the_evidence_has_who_wrote_to_where_the_hash_of_the_words_and_what_policy_said() throws Exception {
        var id = failedVerification();
        var item = take(ann);
        DeskHouse.TEXTS.clear();
        ann.ok(write(ann, item, "We have your form.", "w-1"));
        ann.ok(write(ann, item, "We have your form.", "w-1"));
        assertThat(DeskHouse.TEXTS).hasSize(1);
        var written = only(id, "message-written");
        assertThat(written.by().id()).isEqualTo("ann");
        assertThat(written.by().actor()).isEqualTo(By.Actor.AGENT);
        assertThat(written.details())
                .containsEntry("channel", "SMS")
                .containsEntry("words", sha256(DeskHouse.TEXTS.getFirst()));
        assertThat(String.valueOf(written.details().get("ending"))).hasSize(4);
        assertThat(written.details().toString()).doesNotContain("form");
        var sent = only(id, "message-sent");
        assertThat(sent.number()).isEqualTo(written.number() + 1);
        assertThat(sent.details())
                .containsEntry("decision", "allow")
                .containsEntry("message", written.details().get("message"));
        assertThat(String.valueOf(sent.details().get("packs"))).isNotEmpty();
    }

    @Test
    void what_policy_forbids_is_told_with_its_rule_in_words_and_is_evidence() throws Exception {
        var id = failedVerification();
        var item = take(ann);
        says(id, "STOP");
        DeskHouse.TEXTS.clear();
        var answer = ann.ok(write(ann, item, "Hello?", "w-2"));
        assertThat(answer.path("sent").asBoolean()).isFalse();
        assertThat(answer.path("rule").asString("")).isEqualTo("OPTED_OUT");
        assertThat(answer.path("detail").asString("")).hasSizeGreaterThan(10);
        assertThat(DeskHouse.TEXTS).isEmpty();
        var refused = only(id, "message-not-sent");
        assertThat(refused.details()).containsEntry("decision", "deny").containsEntry("rule", "OPTED_OUT");
        assertThat(answer.path("window").path("timeline").toString()).contains("It was not sent: ", "OPTED_OUT");
    }

    @Test
    void what_the_customer_writes_is_in_the_window_with_what_was_understood_and_word_for_word_once_proven()
            throws Exception {
        var id = failedVerification();
        var item = take(ann);
        ann.ok(write(ann, item, "Please answer here.", "w-3"));
        says(id, "My lawyer is Kim Moss, talk to her");
        var before = ann.ok(ann.get("desk/items/" + item));
        var wrote = entry(before, "customer-wrote");
        assertThat(wrote.path("text").asString("")).contains("SMS", "attorney");
        assertThat(before.path("timeline").toString()).doesNotContain("Kim Moss");
        // the brief is there before anybody is proven, and holds no amount and nobody's name or words
        assertThat(before.path("customer").path("proven").asBoolean(true)).isFalse();
        assertThat(before.path("wants").path("tried").toString())
                .contains("1 message written by hand went out.", "3 tries to prove who it is failed.")
                .contains("The customer wrote once.")
                .doesNotContain("$", "Kim Moss", "lawyer");
        ann.ok(ann.post("desk/items/" + item + "/identity", facts("1984-03-09")));
        var after = ann.ok(ann.get("desk/items/" + item));
        assertThat(entry(after, "customer-wrote").path("words").asString("")).contains("Kim Moss");
        assertThat(entry(after, "message-written").path("words").asString("")).contains("Please answer here.");
        assertThat(after.path("wants").path("tried").toString())
                .contains("The customer wrote once.", "3 tries to prove who it is failed.", "Worked on by ann.");
        // whoever has it at work is told, and reads the window again
        await(() -> jdbc.sql("select agent from desk.event where type = 'customer-wrote' and item = ?")
                .param(item)
                .query(String.class)
                .optional()
                .orElse(null));
    }

    @Test
    void a_supervisor_joins_a_conversation_writes_in_it_within_policy_and_leaves() throws Exception {
        var id = failedVerification();
        var item = take(ann);
        refused(write(sue, item, "This is Sue.", "s-0"), 403, "work.not-yours");
        refused(bea.post("desk/items/" + item + "/join", Map.of("reason", "curious")), 403, "desk.supervisors");
        refused(sue.post("desk/items/" + item + "/join", Map.of("reason", " ")), 422, "desk.field");
        var joined = sue.ok(sue.post("desk/items/" + item + "/join", Map.of("reason", "they sound upset")));
        assertThat(joined.path("mode").asString("")).isEqualTo("join");
        assertThat(joined.path("actions").toString()).isEqualTo("[\"reply\",\"leave\",\"take-over\"]");
        assertThat(joined.toString()).doesNotContain("Rosa", "480.00");
        assertThat(ann.ok(ann.get("desk/items/" + item))
                        .path("joined")
                        .path(0)
                        .path("person")
                        .asString(""))
                .isEqualTo("sue");
        DeskHouse.TEXTS.clear();
        assertThat(sue.ok(write(sue, item, "This is Sue.", "s-1")).path("sent").asBoolean())
                .isTrue();
        assertThat(DeskHouse.TEXTS).hasSize(1);
        // to join is not to decide, nor to send money's link
        refused(
                sue.post("desk/items/" + item + "/acts", Map.of("act", "resume", "step", "words", "reason", "x")),
                403,
                "work.not-yours");
        refused(sue.post("desk/items/" + item + "/payment-link", Map.of("channel", "sms")), 403, "work.not-yours");
        sue.ok(sue.post("desk/items/" + item + "/leave", Map.of()));
        refused(write(sue, item, "One more thing.", "s-2"), 403, "work.not-yours");
        assertThat(types(id))
                .containsSubsequence("supervisor-joined", "message-written", "message-sent", "supervisor-left");
        assertThat(only(id, "message-written").by().id()).isEqualTo("sue");
        assertThat(only(id, "supervisor-joined").details())
                .containsEntry("holder", "ann")
                .containsEntry("reason", "they sound upset");
        assertThat(ann.ok(ann.get("desk/items/" + item)).path("timeline").toString())
                .contains("sue joined the conversation of ann: they sound upset.");
    }

    @Test
    void a_supervisor_takes_the_work_over_with_a_reason_and_the_conversation_goes_on() throws Exception {
        var id = failedVerification();
        var item = take(ann);
        ann.ok(ann.post("desk/items/" + item + "/identity", facts("1984-03-09")));
        refused(bea.post("desk/items/" + item + "/take-over", Map.of("reason", "mine")), 403, "desk.supervisors");
        refused(sue.post("desk/items/" + item + "/take-over", Map.of("reason", "a threat")), 409, "take-over.offline");
        sue.ok(sue.put("desk/me/presence", Map.of("state", "away", "reason", "meeting")));
        var window = sue.ok(sue.post("desk/items/" + item + "/take-over", Map.of("reason", "a threat"), "t-1"));
        assertThat(window.path("mode").asString("")).isEqualTo("work");
        assertThat(window.path("customer").path("name").asString("")).isEqualTo("Rosa Delgado");
        sue.ok(sue.post("desk/items/" + item + "/take-over", Map.of("reason", "a threat"), "t-1"));
        refused(ann.get("desk/items/" + item), 403, "work.not-yours");
        refused(write(ann, item, "Still here", "w-9"), 403, "work.not-yours");
        act(sue, item, "resume", "step", "words", "reason", "I go on");
        var taken = only(id, "work-taken-over");
        assertThat(taken.by().id()).isEqualTo("sue");
        assertThat(taken.details()).containsEntry("holder", "ann").containsEntry("reason", "a threat");
        assertThat(sue.ok(sue.get("desk/items/" + item + "/history")).toString())
                .contains("taken-over");
        refused(
                sue.post("desk/items/" + item + "/take-over", Map.of("reason", "again")),
                409,
                "step-in.no-conversation");
    }

    private static DeskClient.Got write(DeskClient who, String item, String text, String key) throws Exception {
        return who.post("desk/items/" + item + "/reply", Map.of("channel", "sms", "text", text), key);
    }

    /// The customer of the case that was opened last writes.
    private void says(String id, String words) {
        var phone = jdbc.sql("select phone from records.customer where id = ?")
                .param(String.valueOf(state(id).fact("trigger.customerId").orElseThrow()))
                .query(String.class)
                .single();
        inbound.smsReceived(phone, "+15550100100", words, DeskHouse.NOW.get());
    }

    private static JsonNode entry(JsonNode window, String type) {
        for (var entry : window.path("timeline")) {
            if (entry.path("type").asString("").equals(type)) {
                return entry;
            }
        }
        throw new AssertionError("no " + type + " in " + window.path("timeline"));
    }

    private Cases.Recorded only(String id, String type) {
        var all = cases.events(id).stream()
                .filter(event -> event.type().equals(type))
                .toList();
        assertThat(all).as(type).hasSize(1);
        return all.getFirst();
    }

    private List<String> types(String id) {
        return cases.events(id).stream().map(Cases.Recorded::type).toList();
    }

    private static String sha256(String words) throws Exception {
        return java.util.HexFormat.of()
                .formatHex(java.security.MessageDigest.getInstance("SHA-256")
                        .digest(words.getBytes(java.nio.charset.StandardCharsets.UTF_8)));
    }
}
