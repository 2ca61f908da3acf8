package io.throughline.platform.staff;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// Signing in with a provider of the house: a real one, and a browser's cookies and redirects.
@SpringBootTest(classes = House.class, webEnvironment = SpringBootTest.WebEnvironment.DEFINED_PORT)
class OidcTest {
    private static final int PORT = freePort();
    private static final String US = "http://127.0.0.1:" + PORT;
    private static final Provider PROVIDER = Provider.start(US + "/sign-in/oidc/back");

    @Autowired
    private JdbcClient jdbc;

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        House.settings(registry);
        registry.add("server.port", () -> PORT);
        registry.add("throughline.public-url", () -> US);
        registry.add("throughline.sign-in.local", () -> false);
        registry.add("throughline.sign-in.oidc.issuer", PROVIDER::issuer);
        registry.add("throughline.sign-in.oidc.client-id", () -> "throughline");
        registry.add("throughline.sign-in.oidc.client-secret-file", () -> {
            try {
                return Files.writeString(House.DATA.resolve("oidc-secret"), Provider.SECRET + "\n")
                        .toString();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
    }

    @AfterAll
    static void stop() {
        PROVIDER.close();
    }

    @BeforeEach
    void people() {
        jdbc.sql("""
                insert into staff.person (tenant, id, name, role, rights, skills)
                values ('main', 'ann', 'Ann Reyes', 'agent', '{}', '{}') on conflict do nothing
                """).update();
    }

    @Test
    void who_is_known_to_both_is_let_in_and_goes_where_they_wanted() throws Exception {
        var browser = browser();
        var ask = get(browser, US + "/sign-in?next=/desk/work/7");
        assertThat(ask.body()).contains("Sign in with your company account").doesNotContain("type=\"password\"");
        var back = atProvider(browser, US + "/sign-in/oidc?next=/desk/work/7", "Ann", "ann-at-the-provider");
        assertThat(back.statusCode()).isEqualTo(303);
        assertThat(back.headers().firstValue("Location")).contains("/desk/work/7");
        var me = get(browser, US + "/api/v1/session");
        assertThat(me.statusCode()).isEqualTo(200);
        assertThat(me.body()).contains("\"id\":\"ann\"");
    }

    @Test
    void who_is_not_on_the_list_of_the_house_is_not_let_in() throws Exception {
        var browser = browser();
        var back = atProvider(browser, US + "/sign-in/oidc", "nemo", "nemo-at-the-provider");
        assertThat(back.statusCode()).isEqualTo(403);
        assertThat(back.body()).contains("You are not on the list").contains("nemo");
        assertThat(get(browser, US + "/api/v1/session").statusCode()).isEqualTo(401);
    }

    @Test
    void an_answer_is_good_once_and_for_the_browser_that_asked() throws Exception {
        var browser = browser();
        var callback = callback(browser, US + "/sign-in/oidc", "Ann", "ann-at-the-provider");
        assertThat(get(browser(), callback).statusCode()).isEqualTo(502);
        assertThat(get(browser, callback).statusCode()).isEqualTo(303);
        assertThat(get(browser, callback).statusCode()).isEqualTo(502);
        var forged = callback.replaceAll("code=[^&]+", "code=stolen");
        var other = browser();
        callback(other, US + "/sign-in/oidc", "Ann", "ann-at-the-provider");
        assertThat(get(other, forged).statusCode()).isEqualTo(502);
        assertThat(get(other, US + "/api/v1/session").statusCode()).isEqualTo(401);
    }

    @Test
    void passwords_are_not_taken_where_they_are_switched_off() throws Exception {
        var answer = form(browser(), US + "/sign-in", Map.of("name", "ann", "password", "whatever-it-may-be"));
        assertThat(answer.statusCode()).isEqualTo(403);
    }

    // ---- a browser

    private static HttpClient browser() {
        return HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    }

    private static HttpResponse<String> atProvider(HttpClient browser, String start, String name, String password)
            throws Exception {
        return get(browser, callback(browser, start, name, password));
    }

    /// Goes to the provider, signs in there, and stops before the address it is sent back to.
    private static String callback(HttpClient browser, String start, String name, String password) throws Exception {
        var response = get(browser, start);
        while (response.statusCode() / 100 == 3) {
            var next = response.uri()
                    .resolve(response.headers().firstValue("Location").orElseThrow())
                    .toString();
            if (next.startsWith(US + "/sign-in/oidc/back")) {
                return next;
            }
            response = get(browser, next);
            if (response.statusCode() == 200 && response.body().contains("name=\"_csrf\"")) {
                var csrf =
                        Jsoup.parse(response.body()).select("input[name=_csrf]").attr("value");
                response = form(
                        browser,
                        PROVIDER.issuer() + "/login",
                        Map.of("username", name, "password", password, "_csrf", csrf));
            }
        }
        throw new AssertionError(response.statusCode() + " " + response.body());
    }

    private static HttpResponse<String> get(HttpClient browser, String url) throws Exception {
        return browser.send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Accept", "text/html, */*")
                        .build(),
                BodyHandlers.ofString());
    }

    private static HttpResponse<String> form(HttpClient browser, String url, Map<String, String> fields)
            throws Exception {
        var body = fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return browser.send(
                HttpRequest.newBuilder(URI.create(url))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
