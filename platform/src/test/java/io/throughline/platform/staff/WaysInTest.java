package io.throughline.platform.staff;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.engine.By;
import io.throughline.engine.CaseState;
import io.throughline.engine.Identity;
import io.throughline.engine.Input;
import io.throughline.platform.cases.Cases;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Whatever way an input comes in by, it does not get past the guard: one case, many, an import, an event.
@SpringBootTest(classes = House.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class WaysInTest {
    private static final String PEOPLE = """
            ada: { name: Ada Cole, role: administrator }
            ann: { name: Ann Reyes, role: agent }
            bea: { name: Bea Ito, role: senior-agent }
            sue: { name: Sue Park, role: supervisor, rights: { settlement: { up-to: 50.00 USD } } }
            paul: { name: Paul Lund, role: approver, rights: { settlement: { percent: 20 } } }
            quinn: { name: Quinn Day, role: approver, rights: { settlement: any, close-disputes: any } }
            """;
    private static final By CUSTOMER = By.customer(By.Channel.WEB);
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();
    private static final AtomicInteger NUMBER = new AtomicInteger();

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        House.settings(registry);
    }

    @Value("${local.server.port}")
    private int port;

    @Autowired
    private Cases cases;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void people() throws Exception {
        assertThat(put(PEOPLE, "ada").statusCode()).isEqualTo(200);
    }

    // ---- a key of the caller's

    @Test
    void what_is_asked_twice_under_one_key_is_done_once_and_answered_the_same() throws Exception {
        var id = atOptions("50.00");
        var correct = "{\"act\":\"correct\",\"fact\":\"details.amount\",\"value\":\"40.00 USD\",\"reason\":\"typo\"}";
        var before = types(id);
        var first = json(send(acts(id, "sue", correct).header(ActStore.HEADER, "key-1")), 200);
        var again = json(send(acts(id, "sue", correct).header(ActStore.HEADER, "key-1")), 200);
        assertThat(again).isEqualTo(first);
        assertThat(types(id)).hasSize(before.size() + 1);

        assertProblem(
                send(acts(id, "sue", correct.replace("typo", "again")).header(ActStore.HEADER, "key-1")),
                409,
                "act.key-reused");
        assertProblem(
                send(acts(atOptions("50.00"), "sue", correct).header(ActStore.HEADER, "key-1")), 409, "act.key-reused");
        assertThat(types(id)).hasSize(before.size() + 1);
        json(send(acts(id, "sue", correct).header(ActStore.HEADER, "key-2")), 200);
        assertThat(types(id)).hasSize(before.size() + 2);
        assertProblem(send(acts(id, "sue", correct).header(ActStore.HEADER, "a b")), 422, "act.key");
    }

    @Test
    void a_refusal_under_a_key_is_not_kept_for_it_changed_nothing() throws Exception {
        var id = atOptions("50.00");
        var settle = "{\"act\":\"override\",\"step\":\"options\",\"reason\":\"asked again\"}";
        var refused = send(acts(id, "ann", settle).header(ActStore.HEADER, "key-3"));
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(jdbc.sql("select count(*) from staff.act_once where key = 'key-3'")
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void a_request_for_many_under_a_key_is_done_once_for_each() throws Exception {
        var ids = List.of(atOptions("50.00"), atOptions("50.00"));
        var correct = "{\"act\":\"correct\",\"fact\":\"details.amount\",\"value\":\"40.00 USD\",\"reason\":\"typo\"}";
        var body = "{\"cases\":[\"" + String.join("\",\"", ids) + "\"],\"act\":" + correct + "}";
        var before = types(ids.getFirst()).size();
        var first = json(send(many(body).header(ActStore.HEADER, "key-4")), 200);
        assertThat(first.path("taken").asInt()).isEqualTo(2);
        assertThat(json(send(many(body).header(ActStore.HEADER, "key-4")), 200)).isEqualTo(first);
        assertThat(types(ids.getFirst())).hasSize(before + 1);
        assertProblem(
                send(many(body.replace("typo", "again")).header(ActStore.HEADER, "key-4")), 409, "act.key-reused");
    }

    private HttpRequest.Builder many(String body) throws IOException {
        return as("sue", authorised("/api/v1/cases:act"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    // ---- one case

    @Test
    void a_choice_beyond_ones_right_becomes_an_approval_with_context_time_and_escalation() throws Exception {
        var id = atOptions("120.00");
        var done = json(act(id, "ann", "choose", "step", "options", "choice", "settle"), 200);
        assertThat(done.path("happened").toString()).contains("approval-requested");
        var work = done.path("work");
        assertThat(work.path("kind").asString("")).isEqualTo("approval");
        assertThat(work.path("queue").asString("")).isEqualTo("approvals");
        assertThat(work.path("requestedBy").asString("")).isEqualTo("ann");
        assertThat(work.path("dueBy").asString(""))
                .isEqualTo(House.NOW.get().plus(Duration.ofDays(1)).toString());
        assertThat(state(id).task().context().toString()).contains("$480.00").contains("$120.00");

        pass(id, Duration.ofDays(1));
        assertThat(state(id).task().queue()).isEqualTo("leads");
        assertThat(state(id).task().escalated()).isTrue();
        pass(id, Duration.ofHours(4));
        assertThat(state(id).at()).isEqualTo("options");
        assertThat(types(id)).contains("approval-requested", "work-escalated", "approval-expired");
        assertProblem(act(id, "ann", "choose", "step", "options", "choice", "settle"), 422, "not-verified");
        cases.apply(id, new Input.IdentityProved(Identity.Level.RIGHT_PARTY, "code"), By.SYSTEM);
        assertProblem(act(id, "ann", "choose", "step", "options", "choice", "settle"), 422, "not-offered");
    }

    @Test
    void within_ones_right_no_approval_is_needed() throws Exception {
        var id = atOptions("50.00");
        var done = json(act(id, "sue", "choose", "step", "options", "choice", "settle"), 200);
        assertThat(done.path("happened").toString()).doesNotContain("approval");
        assertThat(done.path("step").asString("")).isEqualTo("note-corrected");
    }

    @Test
    void nobody_decides_their_own_request_or_in_a_case_they_worked_on_or_beyond_their_right() throws Exception {
        var own = atOptions("120.00");
        json(act(own, "sue", "choose", "step", "options", "choice", "settle"), 200);
        assertProblem(act(own, "sue", "approve", "step", "options"), 403, "decision.own-request");
        assertProblem(act(own, "ann", "approve", "step", "options"), 403, "decision.beyond-rights");
        assertProblem(act(own, "paul", "approve", "step", "options"), 403, "decision.beyond-rights");
        assertProblem(act(own, "quinn", "refuse", "step", "options", "reason", " "), 422, "decision.reason");
        json(act(own, "quinn", "approve", "step", "options", "reason", "agreed"), 200);
        assertThat(types(own)).contains("approval-approved");

        var worked = atOptions("120.00");
        json(put(PEOPLE.replace("agent }\nbea", "agent, rights: { settlement: any } }\nbea"), "ada"), 200);
        json(act(worked, "sue", "correct", "fact", "details.amount", "value", "130.00 USD", "reason", "typo"), 200);
        cases.apply(worked, new Input.Chosen("options", "settle"), CUSTOMER);
        assertThat(state(worked).task().requestedBy()).isEqualTo("customer");
        assertProblem(act(worked, "sue", "approve", "step", "options"), 403, "decision.own-request");
        json(act(worked, "ann", "approve", "step", "options"), 200);
    }

    static Stream<Arguments> departures() {
        return Stream.of(
                Arguments.of("override", new String[] {"step", "details"}),
                Arguments.of("correct", new String[] {"fact", "details.amount", "value", "90.00 USD"}),
                Arguments.of("reassign", new String[] {"queue", "leads"}),
                Arguments.of("resume", new String[] {"step", "options"}),
                Arguments.of("reopen", new String[] {"step", "welcome"}));
    }

    @ParameterizedTest
    @MethodSource("departures")
    void leaving_the_path_needs_the_right_and_a_reason_and_is_recorded_as_that(String act, String[] fields)
            throws Exception {
        var id = standingFor(act);
        assertProblem(act(id, "ann", act, with(fields, "reason", "they asked")), 403, "departure.right");
        assertProblem(act(id, "quinn", act, with(fields, "reason", "they asked")), 403, "departure.right");
        assertProblem(act(id, "sue", act, with(fields, "reason", " ")), 422, "departure.reason");
        assertProblem(act(id, "sue", act, fields), 422, "act.field");
        int before = types(id).size();
        json(act(id, "sue", act, with(fields, "reason", "they asked")), 200);
        var recorded = cases.events(id).get(before);
        assertThat(recorded.details())
                .containsEntry("departure", act)
                .containsEntry("staff", "sue")
                .containsEntry("reason", "they asked");
        assertThat(recorded.by().id()).isEqualTo("sue");
    }

    @Test
    void rights_are_looked_up_here_and_who_is_not_known_may_nothing() throws Exception {
        var id = atOptions("120.00");
        int before = types(id).size();
        assertProblem(act(id, null, "choose", "step", "options", "choice", "review"), 403, "actor.missing");
        assertProblem(act(id, "mallory", "choose", "step", "options", "choice", "review"), 403, "actor.unknown");
        assertProblem(act(id, "customer", "choose", "step", "options", "choice", "review"), 403, "actor.unknown");
        assertProblem(
                act(id, "ann", "override", "step", "details", "reason", "x", "rights", "override"), 422, "act.field");
        // whose right is taken away has none at the next act
        json(act(id, "sue", "override", "step", "options", "reason", "they asked"), 200);
        json(put(PEOPLE.replace("role: supervisor", "role: agent"), "ada"), 200);
        assertProblem(act(id, "sue", "override", "step", "details", "reason", "again"), 403, "departure.right");
        assertThat(types(id)).hasSizeGreaterThan(before).doesNotContain("chosen");
    }

    @Test
    void what_is_no_act_or_no_answer_says_what_is_wrong() throws Exception {
        var id = atOptions("120.00");
        assertThat(assertProblem(act(id, "ann", "chose", "step", "options"), 422, "act.unknown")
                        .path("detail")
                        .asString(""))
                .contains("did you mean \"choose\"?");
        assertProblem(act(id, "ann", "choose", "step", "options"), 422, "act.field");
        assertProblem(act(id, "ann", "choose", "step", "options", "choice", "gold"), 422, "not-offered");
        var moved = assertProblem(act(id, "ann", "continue", "step", "words"), 409, "not-at-step");
        assertThat(moved.path("step").asString("")).isEqualTo("options");
        assertProblem(act("TL-0000-0000", "ann", "hand-over"), 404, "case.unknown");
        json(act(id, "ann", "choose", "step", "options", "choice", "review"), 200);
        var wrong = assertProblem(
                send(acts(id, "ann", "{\"act\":\"answer\",\"step\":\"call-notes\",\"values\":{}}")), 422, "ask.fields");
        assertThat(wrong.path("fields").propertyNames()).containsExactly("heard");
        json(
                send(acts(id, "ann", "{\"act\":\"answer\",\"step\":\"call-notes\",\"values\":{\"heard\":\"a lot\"}}")),
                200);
        assertThat(state(id).at()).isEqualTo("look");
    }

    // ---- many cases

    @Test
    void the_same_for_many_is_checked_for_each_by_itself() throws Exception {
        var within = atOptions("40.00");
        var beyond = atOptions("120.00");
        var elsewhere = opened();
        var answer = json(
                many(
                        "sue",
                        "{\"act\":\"choose\",\"step\":\"options\",\"choice\":\"settle\"}",
                        within,
                        beyond,
                        elsewhere,
                        "TL-none",
                        within),
                200);
        assertThat(answer.path("taken").asInt()).isEqualTo(2);
        assertThat(answer.path("refused").asInt()).isEqualTo(2);
        assertThat(column(answer, "id")).containsExactly(within, beyond, elsewhere, "TL-none");
        assertThat(column(answer, "rule")).containsExactly("", "", "not-at-step", "case.unknown");
        assertThat(state(within).at()).isIn("note-corrected", "done-corrected");
        assertThat(state(beyond).task().kind()).isEqualTo(CaseState.Task.Kind.APPROVAL);

        var other = atOptions("120.00");
        json(act(other, "ann", "choose", "step", "options", "choice", "settle"), 200);
        var approve = "{\"act\":\"approve\",\"step\":\"options\"}";
        assertThat(column(json(many("sue", approve, beyond, other), 200), "rule"))
                .containsExactly("decision.own-request", "decision.beyond-rights");
        assertThat(column(json(many("quinn", approve, beyond, other), 200), "ok"))
                .containsExactly("true", "true");
    }

    @Test
    void many_at_once_leave_the_path_no_more_than_one_does() throws Exception {
        var one = atOptions("120.00");
        var two = atOptions("120.00");
        var move = "{\"act\":\"override\",\"step\":\"details\",\"reason\":\"%s\"}";
        assertThat(column(json(many("ann", move.formatted("tidy up"), one, two), 200), "rule"))
                .containsExactly("departure.right", "departure.right");
        assertThat(column(json(many("sue", move.formatted(" "), one, two), 200), "rule"))
                .containsExactly("departure.reason", "departure.reason");
        assertProblem(many(null, move.formatted("x"), one), 403, "actor.missing");
        assertProblem(many("sue", move.formatted("x")), 422, "acts.cases");
        assertProblem(many("sue", "{\"act\":\"override\"}", one), 422, "act.field");
        assertThat(types(one)).doesNotContain("overridden");
        json(many("sue", move.formatted("tidy up"), one, two), 200);
        assertThat(types(one)).contains("overridden");
        assertThat(types(two)).contains("overridden");
    }

    // ---- an event, an import

    @Test
    void an_event_opens_a_case_and_moves_none() throws Exception {
        var id = atOptions("120.00");
        json(act(id, "ann", "choose", "step", "options", "choice", "settle"), 200);
        var account = String.valueOf(state(id).facts().get("trigger").get("accountId"));
        var before = state(id);
        for (var type : List.of("approve", "decided", "overridden", "case.override", "approval-approved")) {
            var event = """
                    {"specversion":"1.0","id":"x-%s","source":"/ops/quinn","type":"%s","data":{"accountId":"%s",
                     "act":"approve","step":"options","case":"%s","reason":"by event"}}
                    """.formatted(type, type, account, id);
            assertProblem(event(event), 400, "event.invalid");
        }
        // even the right type opens another case, with nothing in it that the event claims to be decided or proven
        var told = json(event("""
                {"specversion":"1.0","id":"own-%s","source":"/ops/quinn","type":"account.disputed","throughlineactor":"quinn",
                 "data":{"accountId":"%s","act":"approve","step":"options","identity":{"level":"right-party"},
                 "details":{"amount":{"minor":1,"currency":"USD"}},"rights":["settlement"]}}
                """.formatted(account, account)), 202);
        var fresh = state(told.path("caseId").asString(""));
        assertThat(fresh.id()).isNotEqualTo(id);
        assertThat(fresh.facts().get("trigger").keySet()).containsExactlyInAnyOrder("accountId", "customerId");
        assertThat(fresh.identity()).isEqualTo(Identity.UNKNOWN);
        assertThat(state(id)).isEqualTo(before);
    }

    @Test
    void an_import_changes_no_case() throws Exception {
        var id = atOptions("120.00");
        json(act(id, "ann", "choose", "step", "options", "choice", "settle"), 200);
        var account = String.valueOf(state(id).facts().get("trigger").get("accountId"));
        var before = state(id);
        importAccount(account, "1.00");
        json(
                send(authorised("/api/v1/cases:open")
                        .header("Content-Type", "application/json")
                        .header(People.HEADER, "quinn")
                        .POST(BodyPublishers.ofString("{\"workflow\":\"dispute\",\"where\":\"account.id == '" + account
                                + "'\",\"act\":\"approve\",\"step\":\"options\"}"))),
                200);
        assertThat(state(id)).isEqualTo(before);
    }

    // ---- people

    @Test
    void only_an_administrator_says_who_is_who_and_not_of_themselves() throws Exception {
        assertProblem(put(PEOPLE.replace("role: agent", "role: supervisor"), "sue"), 403, "people.administrator-only");
        assertProblem(put(PEOPLE.replace("role: agent", "role: supervisor"), "eve"), 403, "people.administrator-only");
        assertProblem(put(PEOPLE, null), 403, "actor.missing");
        assertProblem(
                put(PEOPLE.replace("administrator }", "administrator, rights: { settlement: any } }"), "ada"),
                403,
                "people.own-rights");
        assertProblem(put(PEOPLE.replace("role: administrator", "role: agent"), "ada"), 422, "people.no-administrator");
        var kept = json(
                put(
                        PEOPLE.replace(
                                "bea: { name: Bea Ito, role: senior-agent }",
                                "cy: { role: agent, rights: { setlement: any } }"),
                        "ada"),
                200);
        assertThat(kept.path("added").asInt()).isEqualTo(1);
        assertThat(kept.path("removed").asInt()).isEqualTo(1);
        assertThat(kept.path("changed").asInt()).isZero();
        assertThat(kept.path("warnings").toString()).contains("did you mean \\\"settlement\\\"?");
        assertThat(jdbc.sql("select actor || ' ' || person from staff.change order by number desc limit 2")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder("ada cy", "ada bea");
        var people = json(send(authorised("/api/v1/people").GET()), 200);
        assertThat(people.valueStream().map(one -> one.path("id").asString("")))
                .containsExactly("ada", "ann", "cy", "paul", "quinn", "sue");
        assertThat(people.path(5).path("rights").propertyNames())
                .containsExactly(
                        "break-glass",
                        "campaign",
                        "correct",
                        "decide-replies",
                        "override",
                        "reassign",
                        "reopen",
                        "resume",
                        "settlement");
    }

    @Test
    void a_list_that_cannot_be_used_is_refused_with_its_lines() throws Exception {
        var wrong = """
                ada: { role: administrator }
                Bob: { role: agent }
                cy: { role: supervisr }
                dee: { role: approver, rights: { settlement: { up-to: $5 } } }
                eli: { role: approver, rights: { settlement: { percent: 101 } } }
                fay: { role: approver, rights: { settlement: lots } }
                gus: { role: agent, right: x }
                customer: { role: agent }
                """;
        var problem = assertProblem(put(wrong, "ada"), 422, "people.invalid");
        assertThat(problem.path("findings")
                        .valueStream()
                        .map(one -> one.path("line").asInt()))
                .containsExactly(2, 3, 4, 5, 6, 7, 8);
        assertThat(problem.toString()).contains("did you mean \\\"supervisor\\\"?");
    }

    @Test
    void the_api_describes_the_ways_in() throws Exception {
        var api = json(send(authorised("/api/v1/openapi").GET()), 200);
        assertThat(api.path("paths").propertyNames())
                .contains("/api/v1/cases/{idOrReference}/acts", "/api/v1/cases:act", "/api/v1/people");
        assertThat(api.at("/components/schemas/Act/properties/act/enum")
                        .valueStream()
                        .map(verb -> verb.asString("")))
                .containsExactlyElementsOf(Verb.words());
        assertThat(api.at("/paths/~1api~1v1~1cases:act/post/parameters").toString())
                .contains(People.HEADER);
    }

    // ---- cases to act on

    private String opened() throws Exception {
        var account = "W-" + NUMBER.incrementAndGet();
        importAccount(account, "480.00");
        var told = json(event("""
                {"specversion":"1.0","id":"1","source":"/%s","type":"account.disputed","data":{"accountId":"%s"}}
                """.formatted(account, account)), 202);
        var id = told.path("caseId").asString("");
        await(() -> state(id).at().equals("welcome") && state(id).awaiting() == CaseState.Awaiting.CUSTOMER);
        return id;
    }

    private String atOptions(String amount) throws Exception {
        var id = opened();
        customer(id, new Input.Answered("welcome", Map.of("topic", "charge"), Map.of()));
        cases.apply(id, new Input.IdentityProved(Identity.Level.RIGHT_PARTY, "code"), By.SYSTEM);
        customer(id, new Input.Acknowledged("words", "house.recording", "1", "en"));
        customer(
                id,
                new Input.Answered("details", Map.of("amount", amount, "day", "11/20/2026", "why", "paid"), Map.of()));
        assertThat(state(id).at()).isEqualTo("options");
        return id;
    }

    /// Where the departure can be made.
    private String standingFor(String act) throws Exception {
        var id = atOptions("40.00");
        switch (act) {
            case "reassign" -> {
                customer(id, new Input.Chosen("options", "review"));
                json(
                        send(acts(
                                id,
                                "bea",
                                "{\"act\":\"answer\",\"step\":\"call-notes\",\"values\":{\"heard\":\"x\"}}")),
                        200);
            }
            case "resume" -> customer(id, new Input.PersonWanted());
            case "reopen" -> {
                json(act(id, "sue", "choose", "step", "options", "choice", "settle"), 200);
                await(() -> state(id).status() == CaseState.Status.FINISHED);
            }
            default -> {
                // stands where it is
            }
        }
        return id;
    }

    private void customer(String id, Input input) {
        assertThat(cases.apply(id, input, CUSTOMER)).isInstanceOf(Cases.Outcome.Moved.class);
    }

    private void pass(String id, Duration time) {
        House.NOW.updateAndGet(now -> now.plus(time));
        cases.apply(id, new Input.TimerDue(), By.SYSTEM);
    }

    private CaseState state(String id) {
        return cases.find(id).orElseThrow();
    }

    private List<String> types(String id) {
        return cases.events(id).stream().map(Cases.Recorded::type).toList();
    }

    private void importAccount(String account, String balance) throws Exception {
        var csv = "account_id,customer_id,first_name,last_name,currency,balance,due_date\n" + account + ",C-" + account
                + ",Ana,Reyes,USD," + balance + ",2026-09-01\n";
        json(
                send(authorised("/api/v1/portfolio")
                        .header("Content-Type", "text/csv")
                        .POST(BodyPublishers.ofString(csv))),
                200);
    }

    // ---- the wire

    private HttpResponse<String> event(String body) throws Exception {
        return send(authorised("/api/v1/events")
                .header("Content-Type", "application/cloudevents+json")
                .header(People.HEADER, "quinn")
                .POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> act(
            String id, @org.jspecify.annotations.Nullable String actor, String act, String... fields) throws Exception {
        var body = JSON.createObjectNode().put("act", act);
        for (int i = 0; i < fields.length; i += 2) {
            body.put(fields[i], fields[i + 1]);
        }
        return send(acts(id, actor, body.toString()));
    }

    private HttpRequest.Builder acts(String id, @org.jspecify.annotations.Nullable String actor, String body)
            throws IOException {
        return as(actor, authorised("/api/v1/cases/" + id + "/acts"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
    }

    private HttpResponse<String> many(@org.jspecify.annotations.Nullable String actor, String act, String... ids)
            throws Exception {
        var list = Stream.of(ids).map(id -> "\"" + id + "\"").collect(Collectors.joining(","));
        return send(as(actor, authorised("/api/v1/cases:act"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{\"cases\":[" + list + "],\"act\":" + act + "}")));
    }

    private HttpResponse<String> put(String people, @org.jspecify.annotations.Nullable String actor) throws Exception {
        return send(as(actor, authorised("/api/v1/people"))
                .header("Content-Type", "application/yaml")
                .PUT(BodyPublishers.ofString(people)));
    }

    private static HttpRequest.Builder as(
            @org.jspecify.annotations.Nullable String actor, HttpRequest.Builder request) {
        return actor == null ? request : request.header(People.HEADER, actor);
    }

    private HttpRequest.Builder authorised(String path) throws IOException {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header(
                        "Authorization",
                        "Bearer "
                                + Files.readString(House.DATA.resolve("keys/api-key"))
                                        .strip());
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.timeout(Duration.ofMinutes(1)).build(), BodyHandlers.ofString());
    }

    private static JsonNode json(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        return JSON.readTree(answer.body());
    }

    private static JsonNode assertProblem(HttpResponse<String> answer, int status, String code) {
        var problem = json(answer, status);
        assertThat(answer.headers().firstValue("content-type")).contains("application/problem+json");
        assertThat(problem.path("code").asString("")).isEqualTo(code);
        assertThat(problem.path("detail").asString("")).isNotBlank();
        return problem;
    }

    private static List<String> column(JsonNode answer, String name) {
        return answer.path("cases")
                .valueStream()
                .map(one -> one.path(name).asString(""))
                .toList();
    }

    private static String[] with(String[] fields, String... more) {
        return Stream.concat(Stream.of(fields), Stream.of(more)).toArray(String[]::new);
    }

    private static void await(java.util.function.BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 600 && !condition.getAsBoolean(); i++) {
            Thread.sleep(50);
        }
        assertThat(condition.getAsBoolean()).isTrue();
    }
}
