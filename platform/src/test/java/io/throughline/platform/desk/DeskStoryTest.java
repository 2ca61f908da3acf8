package io.throughline.platform.desk;

import static io.throughline.platform.desk.DeskClient.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.engine.CaseState;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Exceptions land with a person and are finished there: by the API, as the console uses it.
class DeskStoryTest extends AtTheDesk {
    @Test
    void from_a_failed_proof_to_a_posted_payment() throws Exception {
        var id = failedVerification();
        ann.ok(ann.put("desk/me/presence", Map.of("state", "available")));
        var offer = offer(ann);
        assertThat(offer.path("item").path("intent").asString("")).isEqualTo("cannot-verify");
        var window = ann.ok(ann.post("desk/offers/" + offer.path("id").asString("") + "/accept", Map.of()));
        var item = window.path("item").path("id").asString("");
        assertThat(window.path("mode").asString("")).isEqualTo("work");
        assertThat(window.path("facts").isNull()).isTrue();
        assertThat(window.toString()).doesNotContain("480.00", "Rosa", "Harbor Bank");
        assertThat(window.path("timeline").toString()).contains("identity-failed");

        // who this is
        assertThat(ann.ok(ann.post("desk/items/" + item + "/identity", facts("1999-01-01")))
                        .path("proved")
                        .asBoolean())
                .isFalse();
        var proved = ann.ok(ann.post("desk/items/" + item + "/identity", facts("1984-03-09")));
        assertThat(proved.path("proved").asBoolean()).isTrue();
        assertThat(proved.path("window").path("customer").path("name").asString(""))
                .isEqualTo("Rosa Delgado");
        assertThat(proved.path("window").path("facts").toString()).contains("$480.00", "ledger");
        assertThat(proved.toString()).doesNotContain("1984-03-09", "75024");

        // back on the path, and the words
        var back = act(ann, item, "resume", "step", "words", "reason", "proven by known facts");
        var words = back.path("window").path("guide").path("step");
        assertThat(words.path("kind").asString("")).isEqualTo("disclose");
        refused(
                ann.post(
                        "desk/items/" + item + "/acts", Map.of("act", "choose", "step", "options", "choice", "settle")),
                409,
                "not-at-step");
        var asked = acknowledge(ann, item, words);
        assertThat(asked.path("window").path("guide").path("say").asString("")).contains("$480.00");

        // an offer beyond the agent's right
        var options = ann.ok(ann.post(
                "desk/items/" + item + "/acts",
                Map.of("act", "answer", "step", "offer", "values", Map.of("amount", "300.00"))));
        var choices = options.path("window").path("guide").path("step");
        assertThat(choices.path("options").toString()).contains("\"approval\":\"settlement\"");
        assertThat(choices.path("notAllowed").toString()).contains("too much to write off");
        var chosen = act(ann, item, "choose", "step", "options", "choice", "settle");
        assertThat(chosen.path("happened").toString()).contains("approval-requested");

        // the supervisor, in the same minute
        var approval = await(() -> waiting(sue));
        assertThat(approval.path("requestedBy").asString("")).isEqualTo("ann");
        assertThat(approval.path("carried").toString()).contains("$300.00", "$480.00");
        var decision = approval.path("item").path("id").asString("");
        refused(
                ann.post("desk/items/" + decision + "/acts", Map.of("act", "approve", "step", "options")),
                403,
                "decision.own-request");
        refused(
                new DeskClient(port, "low")
                        .post("desk/items/" + decision + "/acts", Map.of("act", "approve", "step", "options")),
                403,
                "decision.beyond-rights");
        act(sue, decision, "approve", "step", "options", "reason", "fair");
        await(() -> line(decision, "DONE", "WITHDRAWN"));

        // the customer pays by the link
        var waiting = ann.ok(ann.get("desk/items/" + item));
        assertThat(waiting.path("guide").path("step").path("kind").asString("")).isEqualTo("pay");
        DeskHouse.TEXTS.clear();
        var sent = ann.ok(ann.post("desk/items/" + item + "/payment-link", Map.of("channel", "sms"), "link-1"));
        assertThat(sent.path("sent").asBoolean())
                .as(() -> jdbc.sql("select sentence from outreach.decision")
                                .query(String.class)
                                .list() + " " + sent)
                .isTrue();
        ann.ok(ann.post("desk/items/" + item + "/payment-link", Map.of("channel", "sms"), "link-1"));
        assertThat(DeskHouse.TEXTS).hasSize(1).first().asString().contains("http://127.0.0.1/l/");
        pay(id);

        // the end, with its proof
        await(() -> state(id).status() == CaseState.Status.FINISHED ? true : null);
        var wrapUp = ann.ok(ann.get("desk/items/" + item + "/wrap-up"));
        assertThat(wrapUp.path("outcome").asString("")).isEqualTo("paid");
        assertThat(wrapUp.path("proof").toString()).contains("ledger.post-payment", "R-");
        var timeline = ann.ok(ann.get("desk/items/" + item)).path("timeline").toString();
        assertThat(timeline)
                .contains("identity-failed", "identity-proved", "disclosure-acknowledged", "approval-requested")
                .contains(
                        "approval-approved",
                        "message-written",
                        "message-sent",
                        "payment-captured",
                        "case-finished",
                        "took the work");
        var finished = ann.ok(ann.post("desk/items/" + item + "/finish", Map.of(), "end"));
        assertThat(ann.ok(ann.post("desk/items/" + item + "/finish", Map.of(), "end")))
                .isEqualTo(finished);
        assertThat(ann.ok(ann.get("desk/me/inbox")).path("work")).isEmpty();
        assertThat(ann.ok(ann.post("v1/audit/verify", Map.of())).toString()).doesNotContain("\"ok\":false");
    }

    @Test
    void what_a_person_may_is_looked_up_when_they_act_and_their_work_goes_back() throws Exception {
        failedVerification();
        var item = take(ann);
        people(PEOPLE.replace("ann: { name: Ann Reyes, role: agent, rights: { resume: any } }\n", ""));
        refused(ann.get("desk/items/" + item), 403, "actor.unknown");
        await(() -> jdbc.sql("select state from desk.presence where agent = 'ann'")
                        .query(String.class)
                        .single()
                        .equals("OFFLINE")
                ? true
                : null);
    }

    @Test
    void the_stream_goes_on_behind_the_last_event_that_was_read() throws Exception {
        failedVerification();
        ann.ok(ann.put("desk/me/presence", Map.of("state", "available")));
        offer(ann);
        long last = ann.ok(ann.get("desk/me")).path("lastEvent").asLong();
        var answer = DeskClient.HTTP.send(
                ann.request("desk/stream")
                        .header("Last-Event-ID", Long.toString(last - 2))
                        .GET()
                        .build(),
                BodyHandlers.ofLines());
        assertThat(answer.statusCode()).isEqualTo(200);
        try (var lines = answer.body()) {
            var ids = lines.filter(line -> line.startsWith("id:") || line.startsWith("event:"))
                    .limit(2)
                    .toList();
            assertThat(Long.parseLong(ids.getFirst().substring(3).strip())).isGreaterThan(last - 2);
        }
        refused(bea.get("desk/stream?floor=true"), 403, "desk.supervisors");
    }

    @Test
    void a_floor_can_be_looked_at_and_work_be_moved_by_those_who_may() throws Exception {
        failedVerification();
        ann.ok(ann.put("desk/me/presence", Map.of("state", "available")));
        offer(ann);
        var wall = sue.ok(sue.get("desk/wallboard"));
        assertThat(wall.path("totals").path("waiting").asInt()).isPositive();
        assertThat(wall.path("agents").path("signedIn").asInt()).isPositive();
        refused(bea.get("desk/wallboard"), 403, "desk.supervisors");
        assertThat(wall.path("totals").path("oldestSeconds").isNumber()).isTrue();
        DeskHouse.NOW.updateAndGet(now -> now.plus(Duration.ofMinutes(4)));
        var later = sue.ok(sue.get("desk/wallboard")).path("trend");
        assertThat(later).hasSize(21);
        assertThat(later.path(0).path("waiting").asInt(-1)).isZero();
        assertThat(later.path(20).path("waiting").asInt()).isPositive();
        assertThat(later.path(20).path("oldestSeconds").asInt()).isGreaterThan(150);
        assertThat(later.path(20).path("exceptions").asInt()).isPositive();
        var item = sue.ok(sue.get("desk/items")).path(0).path("id").asString("");
        assertThat(sue.ok(sue.get("desk/items/" + item + "/why"))
                        .path("sentence")
                        .asString(""))
                .isNotEmpty();
        var moved =
                sue.ok(sue.post("desk/items/" + item + "/move", Map.of("queue", "collections", "reason", "theirs")));
        assertThat(moved.path("queue").asString("")).isEqualTo("collections");
        refused(
                sue.post("desk/items/" + item + "/move", Map.of("queue", "colections", "reason", "x")),
                404,
                "queue.unknown");
        refused(
                bea.post("desk/items/" + item + "/priority", Map.of("priority", 3, "reason", "x")),
                403,
                "desk.supervisors");
        assertThat(sue.ok(sue.get("desk/items/" + item + "/history")).toString())
                .contains("moved", "collections");
    }

    @Test
    void drafts_are_kept_and_a_newer_one_is_not_lost() throws Exception {
        failedVerification();
        var item = take(ann);
        var path = "desk/items/" + item + "/drafts/reply";
        assertThat(ann.ok(ann.put(path, Map.of("text", "Dear", "revision", 0)))
                        .path("revision")
                        .asInt())
                .isEqualTo(1);
        ann.ok(ann.put(path, Map.of("text", "Dear Rosa", "revision", 1)));
        var late = ann.put(path, Map.of("text", "Hello", "revision", 1));
        refused(late, 409, "draft.newer");
        assertThat(late.body().path("text").asString("")).isEqualTo("Dear Rosa");
        assertThat(ann.ok(ann.get("desk/items/" + item)).path("drafts").toString())
                .contains("Dear Rosa");
    }
}
