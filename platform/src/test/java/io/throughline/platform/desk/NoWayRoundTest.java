package io.throughline.platform.desk;

import static io.throughline.platform.desk.DeskClient.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.engine.CaseState;
import io.throughline.engine.Identity;
import io.throughline.engine.Input;
import io.throughline.platform.access.Door;
import io.throughline.platform.staff.Colleagues;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/// What nobody gets round: required words, the account before proof, a limit, the end without proof
/// – by the desk's API, by forged requests and in bulk. By the page: `NoWayRoundPageTest`.
class NoWayRoundTest extends AtTheDesk {
    @Autowired
    private Colleagues colleagues;

    // ---- required words

    @Test
    void the_required_words_are_not_skipped_by_the_api() throws Exception {
        failedVerification();
        var item = take(ann);
        proven(item);
        refused(resume(ann, item, "offer"), 403, "departure.skips-words");
        act(ann, item, "resume", "step", "words", "reason", "proven");
        refused(
                ann.post(
                        "desk/items/" + item + "/acts",
                        Map.of("act", "answer", "step", "offer", "values", Map.of("amount", "1.00"))),
                409,
                "not-at-step");
        refused(acknowledge(ann, item, "0"), 422, "not-offered");
        assertThat(ann.ok(ann.get("desk/items/" + item))
                        .path("caseFile")
                        .path("step")
                        .asString(""))
                .isEqualTo("words");
    }

    @Test
    void the_required_words_are_not_skipped_by_a_forged_request() throws Exception {
        var id = failedVerification();
        var item = take(ann);
        proven(item);
        refused(past(ann, id, "resume", "offer"), 403, "departure.skips-words");
        refused(past(ann, id, "override", "offer"), 403, "departure.right");
        act(ann, item, "resume", "step", "words", "reason", "proven");
        refused(acknowledge(bea, item, "1"), 403, "work.not-yours");
    }

    @Test
    void the_required_words_are_not_skipped_in_bulk() throws Exception {
        var id = failedVerification();
        proven(take(ann));
        assertThat(takenInBulk(ann, id, Map.of("act", "resume", "step", "offer", "reason", "x")))
                .isZero();
        assertThat(takenInBulk(ann, id, Map.of("act", "resume", "step", "options", "reason", "x")))
                .isZero();
        assertThat(state(id).status()).isEqualTo(CaseState.Status.EXCEPTION);
    }

    // ---- the account

    @Test
    void the_account_is_not_seen_before_proof_by_the_api() throws Exception {
        failedVerification();
        ann.ok(ann.put("desk/me/presence", Map.of("state", "available")));
        var offer = offer(ann);
        var offered = offer.path("item").path("id").asString("");
        nothingOfTheAccount(offer.toString());
        nothingOfTheAccount(ann.ok(ann.get("desk/items/" + offered)).toString());
        var item = ann.ok(ann.post("desk/offers/" + offer.path("id").asString("") + "/accept", Map.of()))
                .path("item")
                .path("id")
                .asString("");
        for (var path : List.of("", "/why", "/history", "/wrap-up")) {
            nothingOfTheAccount(ann.ok(ann.get("desk/items/" + item + path)).toString());
        }
        act(ann, item, "resume", "step", "words", "reason", "try");
        nothingOfTheAccount(ann.ok(ann.get("desk/items/" + item)).toString());
        refused(acknowledge(ann, item, "1"), 422, "not-verified");
    }

    @Test
    void the_account_is_not_seen_before_proof_by_a_forged_request() throws Exception {
        var id = failedVerification();
        var item = take(ann);
        refused(bea.get("desk/items/" + item), 403, "work.not-yours");
        refused(bea.get("desk/items/" + item + "/wrap-up"), 403, "work.not-yours");
        nothingOfTheAccount(sue.ok(sue.get("desk/items/" + item)).toString());
        nothingOfTheAccount(sue.ok(sue.post("desk/items/" + item + "/join", Map.of("reason", "x")))
                .toString());
        // a proof on the customer's page is none in this conversation
        cases.apply(id, new Input.IdentityProved(Identity.Level.RIGHT_PARTY, "link+facts"), CUSTOMER);
        act(ann, item, "resume", "step", "words", "reason", "try");
        nothingOfTheAccount(ann.ok(ann.get("desk/items/" + item)).toString());
        // a session of theirs does not open the case as it is kept
        assertThat(colleagues.find("ann").orElseThrow().doors()).doesNotContain(Door.CASES);
    }

    @Test
    void the_account_is_not_seen_before_proof_in_bulk() throws Exception {
        failedVerification();
        take(ann);
        for (var path : List.of("desk/items", "desk/approvals", "desk/wallboard", "desk/agents", "desk/me/inbox")) {
            nothingOfTheAccount(sue.ok(sue.get(path)).toString());
        }
        nothingOfTheAccount(ann.ok(ann.get("desk/items")).toString());
        nothingOfTheAccount(ann.ok(ann.get("desk/me/inbox")).toString());
    }

    // ---- limits

    @Test
    void a_limit_is_not_exceeded_by_the_api() throws Exception {
        var id = failedVerification();
        var item = asked(id);
        assertThat(state(id).at()).isEqualTo("options");
        refused(
                ann.post("desk/items/" + item + "/acts", Map.of("act", "approve", "step", "options")),
                403,
                "decision.own-request");
        refused(resume(ann, item, "pay"), 409, "resume.not-with-a-person");
        assertThat(state(id).at()).isEqualTo("options");
    }

    @Test
    void a_limit_is_not_exceeded_by_a_forged_request() throws Exception {
        var id = failedVerification();
        asked(id);
        refused(ann.post("v1/cases/" + id + "/acts", approve()), 403, "decision.own-request");
        refused(bea.post("v1/cases/" + id + "/acts", approve()), 403, "decision.beyond-rights");
        refused(low().post("v1/cases/" + id + "/acts", approve()), 403, "decision.beyond-rights");
        var approval = await(() -> waiting(sue)).path("item").path("id").asString("");
        refused(low().post("desk/items/" + approval + "/acts", approve()), 403, "decision.beyond-rights");
        assertThat(state(id).at()).isEqualTo("options");
    }

    @Test
    void a_limit_is_not_exceeded_in_bulk() throws Exception {
        var id = failedVerification();
        asked(id);
        assertThat(takenInBulk(ann, id, approve())).isZero();
        assertThat(takenInBulk(low(), id, approve())).isZero();
        assertThat(takenInBulk(ann, id, Map.of("act", "override", "step", "pay", "reason", "x")))
                .isZero();
        assertThat(state(id).at()).isEqualTo("options");
    }

    // ---- the end

    @Test
    void nothing_ends_without_proof_by_the_api() throws Exception {
        var id = failedVerification();
        var item = take(ann);
        refused(ann.post("desk/items/" + item + "/finish", Map.of()), 409, "work.unfinished");
        refused(resume(ann, item, "done"), 422, "departure.step");
        assertThat(state(id).outcome()).isNull();
    }

    @Test
    void nothing_ends_without_proof_by_a_forged_request() throws Exception {
        var id = failedVerification();
        var item = take(ann);
        refused(bea.post("desk/items/" + item + "/finish", Map.of()), 403, "work.not-yours");
        refused(sue.post("desk/items/" + item + "/finish", Map.of()), 403, "work.not-yours");
        refused(past(ann, id, "resume", "done"), 422, "departure.step");
        refused(past(sue, id, "override", "done"), 409, "override.not-open");
        assertThat(state(id).outcome()).isNull();
    }

    @Test
    void nothing_ends_without_proof_in_bulk() throws Exception {
        var id = failedVerification();
        take(ann);
        assertThat(takenInBulk(ann, id, Map.of("act", "resume", "step", "done", "reason", "x")))
                .isZero();
        assertThat(takenInBulk(sue, id, Map.of("act", "override", "step", "done", "reason", "x")))
                .isZero();
        assertThat(state(id).outcome()).isNull();
    }

    // ---- ways

    private static void nothingOfTheAccount(String answer) {
        assertThat(answer).doesNotContain("480.00", "Rosa", "Delgado", "Harbor");
    }

    private void proven(String item) throws Exception {
        ann.ok(ann.post("desk/items/" + item + "/identity", facts("1984-03-09")));
    }

    /// Ann has brought the case to a settlement beyond her right and asked for it.
    private String asked(String id) throws Exception {
        var item = take(ann);
        proven(item);
        act(ann, item, "resume", "step", "words", "reason", "proven");
        ann.ok(acknowledge(ann, item, "1"));
        ann.ok(ann.post(
                "desk/items/" + item + "/acts",
                Map.of("act", "answer", "step", "offer", "values", Map.of("amount", "300.00"))));
        act(ann, item, "choose", "step", "options", "choice", "settle");
        assertThat(cases.events(id)).anyMatch(event -> event.type().equals("approval-requested"));
        return item;
    }

    private static Map<String, String> approve() {
        return Map.of("act", "approve", "step", "options", "reason", "fine");
    }

    private DeskClient low() {
        return new DeskClient(port, "low");
    }

    private static DeskClient.Got resume(DeskClient who, String item, String step) throws Exception {
        return who.post("desk/items/" + item + "/acts", Map.of("act", "resume", "step", step, "reason", "x"));
    }

    private static DeskClient.Got past(DeskClient who, String id, String act, String step) throws Exception {
        return who.post("v1/cases/" + id + "/acts", Map.of("act", act, "step", step, "reason", "x"));
    }

    private static DeskClient.Got acknowledge(DeskClient who, String item, String version) throws Exception {
        return who.post(
                "desk/items/" + item + "/acts",
                Map.of(
                        "act",
                        "acknowledge",
                        "step",
                        "words",
                        "text",
                        "us.mini-miranda",
                        "version",
                        version,
                        "language",
                        "en"));
    }

    private static int takenInBulk(DeskClient who, String id, Map<String, String> act) throws Exception {
        return who.ok(who.post("v1/cases:act", Map.of("cases", List.of(id), "act", act)))
                .path("taken")
                .asInt(-1);
    }
}
