package io.throughline.platform.desk;

import static io.throughline.platform.desk.DeskClient.refused;
import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.engine.By;
import io.throughline.engine.CaseState;
import io.throughline.engine.Input;
import io.throughline.engine.Money;
import io.throughline.platform.cases.Cases;
import io.throughline.platform.payments.PaymentProcessor.Answer;
import io.throughline.platform.payments.ScriptedProcessor;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;

/// Exceptions land with a person and are finished there: by the API, as the console uses it.
@SpringBootTest(classes = DeskHouse.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class DeskStoryTest {
    private static final String PEOPLE = """
            ada: { name: Ada Cole, role: administrator }
            ann: { name: Ann Reyes, role: agent, rights: { resume: any } }
            bea: { name: Bea Ito, role: agent }
            sue: { name: Sue Park, role: supervisor, rights: { settlement: { percent: 80 } } }
            low: { name: Lou Low, role: approver, rights: { settlement: { up-to: 20.00 USD } } }
            """;
    private static final By CUSTOMER = By.customer(By.Channel.WEB);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        DeskHouse.settings(registry);
    }

    @Value("${local.server.port}")
    private int port;

    @Autowired
    private Cases cases;

    @Autowired
    private JdbcClient jdbc;

    @Autowired
    private FloorDoor door;

    @Autowired
    private ItemStore items;

    @Autowired
    private ScriptedProcessor processor;

    private DeskClient ann = new DeskClient(0, "");
    private DeskClient bea = ann;
    private DeskClient sue = ann;

    @BeforeEach
    void people() throws Exception {
        ann = new DeskClient(port, "ann");
        bea = new DeskClient(port, "bea");
        sue = new DeskClient(port, "sue");
        people(PEOPLE);
        for (var who : new DeskClient[] {ann, bea, sue}) {
            who.put("desk/me/presence", Map.of("state", "offline"));
        }
        clear();
    }

    /// What another test left goes back into line, and away.
    private void clear() {
        DeskHouse.NOW.updateAndGet(now -> now.plus(Duration.ofMinutes(3)));
        await(() -> items.live().stream().noneMatch(item -> item.state() == Item.State.AT_WORK) ? true : null);
        items.live().forEach(item -> door.ask(new Order.Drop(item.key(), "another test begins")));
        assertThat(items.live()).isEmpty();
    }

    private void people(String list) throws Exception {
        var answer = DeskClient.HTTP.send(
                new DeskClient(port, "ada")
                        .request("v1/people")
                        .header("Content-Type", "application/yaml")
                        .PUT(BodyPublishers.ofString(list))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

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
        assertThat(window.toString()).doesNotContain("480", "Rosa", "Harbor Bank");
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
        var asked = act(
                ann,
                item,
                "acknowledge",
                "step",
                "words",
                "text",
                words.path("text").asString(""),
                "version",
                words.path("version").asString(""),
                "language",
                words.path("language").asString(""));
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
                .contains("approval-approved", "link-sent", "payment-captured", "case-finished", "took the work");
        var finished = ann.ok(ann.post("desk/items/" + item + "/finish", Map.of(), "end"));
        assertThat(ann.ok(ann.post("desk/items/" + item + "/finish", Map.of(), "end")))
                .isEqualTo(finished);
        assertThat(ann.ok(ann.get("desk/me/inbox")).path("work")).isEmpty();
        assertThat(ann.ok(ann.post("v1/audit/verify", Map.of())).toString()).doesNotContain("\"ok\":false");
    }

    @Test
    void nobody_skips_words_sees_facts_unproven_goes_beyond_a_limit_or_ends_without_proof() throws Exception {
        var id = failedVerification();
        var item = take(ann);
        // another person's work, by a forged path
        refused(bea.get("desk/items/" + item), 403, "work.not-yours");
        refused(
                bea.post("desk/items/" + item + "/acts", Map.of("act", "resume", "step", "words", "reason", "x")),
                403,
                "work.not-yours");
        refused(bea.post("desk/items/" + item + "/finish", Map.of()), 403, "work.not-yours");
        // a supervisor sees no more than the agent
        assertThat(sue.ok(sue.get("desk/items/" + item)).toString()).doesNotContain("480", "Rosa", "Harbor");
        // not past the words, on no way
        refused(
                ann.post("desk/items/" + item + "/acts", Map.of("act", "resume", "step", "offer", "reason", "x")),
                403,
                "departure.skips-words");
        refused(
                ann.post("v1/cases/" + id + "/acts", Map.of("act", "resume", "step", "offer", "reason", "x")),
                403,
                "departure.skips-words");
        // nor past an approval
        refused(
                ann.post("desk/items/" + item + "/acts", Map.of("act", "resume", "step", "pay", "reason", "x")),
                403,
                "departure.skips-approval");
        var many = ann.ok(ann.post(
                "v1/cases:act",
                Map.of(
                        "cases",
                        java.util.List.of(id),
                        "act",
                        Map.of("act", "resume", "step", "options", "reason", "x"))));
        assertThat(many.path("taken").asInt()).isZero();
        // not to its end without proof
        refused(ann.post("desk/items/" + item + "/finish", Map.of()), 409, "work.unfinished");
        refused(
                ann.post("desk/items/" + item + "/acts", Map.of("act", "resume", "step", "done", "reason", "x")),
                422,
                "departure.step");
        // a proof on the page is not a proof in this conversation
        cases.apply(
                id, new Input.IdentityProved(io.throughline.engine.Identity.Level.RIGHT_PARTY, "link+facts"), CUSTOMER);
        act(ann, item, "resume", "step", "words", "reason", "try");
        var window = ann.ok(ann.get("desk/items/" + item));
        assertThat(window.toString()).doesNotContain("480", "Rosa", "Harbor");
        refused(
                ann.post(
                        "desk/items/" + item + "/acts",
                        Map.of(
                                "act",
                                "acknowledge",
                                "step",
                                "words",
                                "text",
                                "us.mini-miranda",
                                "version",
                                "1",
                                "language",
                                "en")),
                422,
                "not-verified");
        // words that were never approved
        ann.ok(ann.post("desk/items/" + item + "/identity", facts("1984-03-09")));
        refused(
                ann.post(
                        "desk/items/" + item + "/acts",
                        Map.of(
                                "act",
                                "acknowledge",
                                "step",
                                "words",
                                "text",
                                "us.mini-miranda",
                                "version",
                                "0",
                                "language",
                                "en")),
                422,
                "not-offered");
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

    // ---- what comes before

    private String failedVerification() {
        int number = NUMBER.incrementAndGet();
        jdbc.sql("""
                insert into records.customer (tenant, id, first_name, last_name, date_of_birth, phone, email, postal_code, language,
                       sms_consent, email_consent)
                values ('main', ?, 'Rosa', 'Delgado', '1984-03-09', ?, 'rosa@example.com', '75024', 'en', true, true)
                """).params("C-" + number, "+1214555%04d".formatted(number)).update();
        var id = cases.open(
                        "settle",
                        Map.of("accountId", "A-" + number, "customerId", "C-" + number),
                        By.SYSTEM,
                        "t-" + number)
                .caseId();
        await(() -> state(id).awaiting() == CaseState.Awaiting.CUSTOMER ? true : null);
        for (int attempt = 0; attempt < 3; attempt++) {
            cases.apply(id, new Input.IdentityFailed("facts"), CUSTOMER);
        }
        assertThat(state(id).status()).isEqualTo(CaseState.Status.EXCEPTION);
        return id;
    }

    private String take(DeskClient who) throws Exception {
        who.ok(who.put("desk/me/presence", Map.of("state", "available")));
        var offer = offer(who);
        return who.ok(who.post("desk/offers/" + offer.path("id").asString("") + "/accept", Map.of()))
                .path("item")
                .path("id")
                .asString("");
    }

    private JsonNode offer(DeskClient who) {
        return await(() -> {
            try {
                var offer = who.ok(who.get("desk/me/inbox")).path("offer");
                return offer.isObject() ? offer : null;
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private JsonNode waiting(DeskClient who) {
        try {
            var all = who.ok(who.get("desk/approvals"));
            return all.isEmpty() ? null : all.path(0);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private String line(String item, String... states) {
        return jdbc.sql("select state from desk.item where id = ? and state = any(?)")
                .params(item, states)
                .query(String.class)
                .optional()
                .orElse(null);
    }

    private void pay(String id) {
        processor.answers.add(new Answer.Open("cs_1", "http://127.0.0.1/c/1"));
        processor.answers.add(
                new Answer.Paid("cs_1", "pi_1", Money.of(new java.math.BigDecimal("300.00"), "USD"), "visa", "4242"));
        var outcome = cases.apply(id, new Input.PayRequested("pay"), CUSTOMER);
        assertThat(outcome).isInstanceOf(Cases.Outcome.Moved.class);
        await(() -> processor.asked.stream().anyMatch(asked -> asked.startsWith("open")) ? true : null);
        await(() -> {
            DeskHouse.NOW.updateAndGet(now -> now.plus(Duration.ofSeconds(5)));
            return processor.asked.contains("read cs_1") ? true : null;
        });
    }

    private static Map<String, String> facts(String born) {
        return Map.of("dateOfBirth", born, "postalCode", "75024");
    }

    private static JsonNode act(DeskClient who, String item, String act, String... fields) throws Exception {
        var body = new java.util.LinkedHashMap<String, String>();
        body.put("act", act);
        for (int i = 0; i < fields.length; i += 2) {
            body.put(fields[i], fields[i + 1]);
        }
        return who.ok(who.post("desk/items/" + item + "/acts", body));
    }

    private CaseState state(String id) {
        return cases.find(id).orElseThrow();
    }

    /// What comes soon; a test that waits longer than this has failed.
    private static <T> T await(Supplier<T> what) {
        for (int look = 0; look < 400; look++) {
            var found = what.get();
            if (found != null) {
                return found;
            }
            LockSupport.parkNanos(Duration.ofMillis(25).toNanos());
        }
        throw new AssertionError("it did not come");
    }
}
