package io.throughline.platform.staff;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// People choose a password by a link, sign in, may what their role and rights say, and are out when they are off the
/// list.
@SpringBootTest(classes = House.class, webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class SignInTest {
    private static final String PEOPLE = """
            ada: { name: Ada Cole, role: administrator }
            ann: { name: Ann Reyes, role: agent }
            bea: { name: Bea Ito, role: senior-agent }
            dee: { name: Dee Sol, role: designer }
            kim: { name: Kim Oda, role: quality }
            max: { name: Max Ray, role: auditor }
            quinn: { name: Quinn Day, role: approver }
            sue: { name: Sue Park, role: supervisor }
            """;
    private static final String GOOD = "otter-lamp-quiet-9-ferry";
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();
    private static final Instant START = House.NOW.get();

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        House.settings(registry);
    }

    @Value("${local.server.port}")
    private int port;

    @Autowired
    private JdbcClient jdbc;

    @BeforeEach
    void people() throws Exception {
        assertThat(put(PEOPLE).statusCode()).isEqualTo(200);
    }

    @AfterEach
    void nobodyIsLocked() {
        House.NOW.set(START);
        jdbc.sql("delete from staff.failed_try").update();
        jdbc.sql(
                        "update staff.broken_glass set began_at = began_at - interval '1 day', ends_at = began_at - interval '23.5 hours'")
                .update();
    }

    @Test
    void a_link_lets_somebody_choose_a_password_once() throws Exception {
        var link = invite("ann");
        assertThat(get(link).body()).contains("Choose a password").contains("ann");
        var weak = form(link, Map.of("password", "passwordpassword"));
        assertThat(weak.statusCode()).isEqualTo(422);
        assertThat(weak.body()).contains("too easy to guess");
        assertThat(form(link, Map.of("password", "short")).body()).contains("at least 12");
        var done = form(link, Map.of("password", GOOD));
        assertThat(done.statusCode()).isEqualTo(303);
        assertThat(done.headers().firstValue("Location")).contains("/desk/");
        assertThat(done.headers().firstValue("Set-Cookie").orElseThrow())
                .startsWith("tl-desk=")
                .contains("HttpOnly")
                .contains("SameSite=Lax");
        assertThat(form(link, Map.of("password", GOOD)).statusCode()).isEqualTo(410);
        assertThat(me(cookie(done)).path("id").asString("")).isEqualTo("ann");
        assertThat(jdbc.sql("select hash from staff.password where person = 'ann'")
                        .query(String.class)
                        .single())
                .startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
    }

    @Test
    void a_later_link_ends_the_earlier_one_and_all_end_after_a_day() throws Exception {
        var first = invite("bea");
        var second = invite("bea");
        assertThat(get(first).statusCode()).isEqualTo(410);
        House.NOW.set(START.plus(Duration.ofHours(25)));
        assertThat(get(second).statusCode()).isEqualTo(410);
    }

    @Test
    void only_an_administrator_invites() throws Exception {
        var refused = send(keyed("/api/v1/people/ann/invitation").header(Actors.HEADER, "sue"), "POST", "");
        assertThat(refused.statusCode()).isEqualTo(403);
        var unknown = send(keyed("/api/v1/people/nemo/invitation").header(Actors.HEADER, "ada"), "POST", "");
        assertThat(unknown.statusCode()).isEqualTo(404);
    }

    @Test
    void wrong_name_and_wrong_password_look_the_same_and_five_make_one_wait() throws Exception {
        session("bea");
        var wrong = signIn("bea", "not the one", "/desk/");
        var nobody = signIn("nemo", "not the one", "/desk/");
        assertThat(wrong.statusCode()).isEqualTo(422).isEqualTo(nobody.statusCode());
        assertThat(wrong.body().replace("\"bea\"", "\"nemo\"")).isEqualTo(nobody.body());
        for (int i = 0; i < 4; i++) {
            signIn("bea", "not the one", "/desk/");
        }
        assertThat(signIn("bea", GOOD, "/desk/").statusCode()).isEqualTo(429);
        House.NOW.set(START.plus(Duration.ofMinutes(16)));
        assertThat(signIn("bea", GOOD, "/desk/").statusCode()).isEqualTo(303);
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example/", "/\\evil.example", "https://evil.example/", "javascript:alert(1)"})
    void nobody_is_sent_to_another_site_after_signing_in(String next) throws Exception {
        session("bea");
        assertThat(signIn("bea", GOOD, next).headers().firstValue("Location")).contains("/desk/");
        assertThat(signIn("bea", GOOD, "/desk/work/7?tab=notes").headers().firstValue("Location"))
                .contains("/desk/work/7?tab=notes");
    }

    @Test
    void a_session_ends_when_idle_at_the_end_of_a_shift_and_by_signing_out() throws Exception {
        var idle = session("ann");
        House.NOW.set(START.plus(Duration.ofMinutes(29)));
        assertThat(status("GET", "/api/v1/session", idle)).isEqualTo(200);
        House.NOW.set(START.plus(Duration.ofMinutes(60)));
        assertThat(status("GET", "/api/v1/session", idle)).isEqualTo(401);

        House.NOW.set(START);
        var shift = session("ann");
        for (int minutes = 0; minutes < 12 * 60; minutes += 20) {
            House.NOW.set(START.plus(Duration.ofMinutes(minutes)));
            assertThat(status("GET", "/api/v1/session", shift))
                    .as("after %s minutes", minutes)
                    .isEqualTo(200);
        }
        House.NOW.set(START.plus(Duration.ofHours(12)));
        assertThat(status("GET", "/api/v1/session", shift)).isEqualTo(401);

        House.NOW.set(START);
        var out = session("ann");
        assertThat(status("DELETE", "/api/v1/session", out)).isEqualTo(204);
        assertThat(status("GET", "/api/v1/session", out)).isEqualTo(401);
    }

    @Test
    void who_is_taken_off_the_list_is_out_with_the_next_request() throws Exception {
        var ann = session("ann");
        assertThat(put(PEOPLE.replace("ann: { name: Ann Reyes, role: agent }\n", ""))
                        .statusCode())
                .isEqualTo(200);
        assertThat(status("GET", "/api/v1/session", ann)).isEqualTo(401);
    }

    @Test
    void an_administrator_signs_somebody_out_everywhere() throws Exception {
        var one = session("ann");
        var two = cookie(signIn("ann", GOOD, "/desk/"));
        var ended = send(keyed("/api/v1/people/ann/sessions").header(Actors.HEADER, "ada"), "DELETE", "");
        assertThat(JSON.readTree(ended.body()).path("sessions").asInt()).isEqualTo(2);
        assertThat(status("GET", "/api/v1/session", one)).isEqualTo(401);
        assertThat(status("GET", "/api/v1/session", two)).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({
        "ann, GET, /api/v1/cases, 403",
        "ann, GET, /api/v1/people, 403",
        "ann, POST, /api/v1/cases:act, 403",
        "ann, PUT, /api/v1/people, 403",
        "ann, POST, /api/v1/portfolio, 403",
        "bea, GET, /api/v1/cases, 403",
        "kim, GET, /api/v1/cases, 200",
        "kim, POST, /api/v1/cases:act, 403",
        "dee, GET, /api/v1/versions, 200",
        "dee, GET, /api/v1/cases, 403",
        "sue, GET, /api/v1/cases, 200",
        "sue, PUT, /api/v1/people, 403",
        "sue, POST, /api/v1/audit/verify, 403",
        "max, GET, /api/v1/people, 200",
        "max, POST, /api/v1/cases:act, 403",
        "ada, GET, /api/v1/people, 200",
        "ada, GET, /api/v1/cases, 403",
        "quinn, GET, /api/v1/cases, 403",
        "quinn, GET, /api/v1/versions, 200",
        "ada, GET, /api/v1/nothing-like-that, 403"
    })
    void a_role_opens_its_doors_and_no_other(String who, String method, String path, int status) throws Exception {
        assertThat(status(method, path, session(who))).isEqualTo(status);
    }

    @Test
    void nobody_who_signed_in_acts_as_somebody_else() throws Exception {
        var answer = send(
                request("/api/v1/break-glass")
                        .header("Cookie", session("sue"))
                        .header("Sec-Fetch-Site", "same-origin")
                        .header(Actors.HEADER, "ada"),
                "POST",
                "{\"reason\": \"the ledger posts twice\"}");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("actor.other");
    }

    @Test
    void another_site_cannot_use_the_cookie() throws Exception {
        var sue = session("sue");
        for (var from : Map.of("Sec-Fetch-Site", "cross-site", "Origin", "https://evil.example")
                .entrySet()) {
            var answer = send(
                    request("/api/v1/break-glass").header("Cookie", sue).header(from.getKey(), from.getValue()),
                    "POST",
                    "{\"reason\": \"the ledger posts twice\"}");
            assertThat(answer.statusCode()).isEqualTo(403);
            assertThat(answer.body()).contains("access.elsewhere");
        }
    }

    @Test
    void emergency_rights_have_a_reason_an_end_and_another_persons_review() throws Exception {
        var bea = session("bea");
        assertThat(emergency(bea, "{\"reason\": \"the ledger posts twice\"}").statusCode())
                .isEqualTo(403);
        var ada = session("ada");
        assertThat(status("GET", "/api/v1/cases", ada)).isEqualTo(403);
        assertThat(emergency(ada, "{\"reason\": \"help\"}").body()).contains("glass.reason");
        assertThat(emergency(ada, "{\"reason\": \"the ledger posts twice\", \"minutes\": 61}")
                        .body())
                .contains("glass.minutes");
        var taken = emergency(ada, "{\"reason\": \"the ledger posts twice\", \"minutes\": 30}");
        assertThat(taken.statusCode()).isEqualTo(201);
        var number = JSON.readTree(taken.body()).path("number").asLong();
        assertThat(status("GET", "/api/v1/cases", ada)).isEqualTo(200);
        assertThat(me(ada).path("rights").toString()).contains("override");
        House.NOW.set(START.plus(Duration.ofMinutes(29)));
        assertThat(status("GET", "/api/v1/cases", ada)).isEqualTo(200);
        House.NOW.set(START.plus(Duration.ofMinutes(31)));
        ada = cookie(signIn("ada", GOOD, "/desk/"));
        assertThat(status("GET", "/api/v1/cases", ada)).isEqualTo(403);

        assertThat(review(ada, number).statusCode()).isEqualTo(403);
        var max = session("max");
        assertThat(review(max, number).statusCode()).isEqualTo(200);
        assertThat(review(max, number).statusCode()).isEqualTo(409);
    }

    // ---- the person at the browser

    private HttpResponse<String> emergency(String cookie, String body) throws Exception {
        return send(
                request("/api/v1/break-glass").header("Cookie", cookie).header("Sec-Fetch-Site", "same-origin"),
                "POST",
                body);
    }

    private HttpResponse<String> review(String cookie, long number) throws Exception {
        return send(
                request("/api/v1/break-glass/" + number + "/review")
                        .header("Cookie", cookie)
                        .header("Sec-Fetch-Site", "same-origin"),
                "POST",
                "{\"finding\": \"two postings were taken back\"}");
    }

    private String session(String who) throws Exception {
        return cookie(form(invite(who), Map.of("password", GOOD)));
    }

    private JsonNode me(String cookie) throws Exception {
        return JSON.readTree(send(request("/api/v1/session").header("Cookie", cookie), "GET", "")
                .body());
    }

    private int status(String method, String path, String cookie) throws Exception {
        return send(request(path).header("Cookie", cookie).header("Sec-Fetch-Site", "same-origin"), method, "{}")
                .statusCode();
    }

    private static String cookie(HttpResponse<String> response) {
        return response.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    }

    private HttpResponse<String> signIn(String name, String password, String next) throws Exception {
        return form(place("/sign-in"), Map.of("name", name, "password", password, "next", next));
    }

    private String invite(String person) throws Exception {
        var answer = send(keyed("/api/v1/people/" + person + "/invitation").header(Actors.HEADER, "ada"), "POST", "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        var link = JSON.readTree(answer.body()).path("link").asString("");
        return place(URI.create(link).getPath());
    }

    private HttpResponse<String> form(String url, Map<String, String> fields) throws Exception {
        var body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Sec-Fetch-Site", "same-origin")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String url) throws Exception {
        return HTTP.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> put(String people) throws Exception {
        return send(keyed("/api/v1/people").header(Actors.HEADER, "ada"), "PUT", people, "application/yaml");
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String method, String body) throws Exception {
        return send(request, method, body, "application/json");
    }

    private HttpResponse<String> send(HttpRequest.Builder request, String method, String body, String type)
            throws Exception {
        return HTTP.send(
                request.header("Content-Type", type)
                        .method(method, BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpRequest.Builder keyed(String path) throws IOException {
        var key =
                Files.readString(House.DATA.resolve("keys").resolve("api-key")).strip();
        return request(path).header("Authorization", "Bearer " + key);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(place(path)));
    }

    private String place(String path) {
        return "http://127.0.0.1:" + port + path;
    }
}
