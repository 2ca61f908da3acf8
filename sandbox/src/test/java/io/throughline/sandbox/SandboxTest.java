package io.throughline.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.sandbox.mailbox.PlatformMailer;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SandboxTest {
    @TempDir
    Path data;

    private final HttpClient browser = HttpClient.newHttpClient();
    private Sandbox sandbox;

    @BeforeEach
    void open() {
        var parsed = SandboxOptions.parse(
                "--data",
                data.toString(),
                "--http-port",
                "0",
                "--processor-port",
                "0",
                "--smpp-port",
                "0",
                "--smtp-port",
                "0",
                "--inbound-smtp",
                "127.0.0.1:1");
        assertThat(parsed).isInstanceOf(SandboxOptions.class);
        sandbox = Sandbox.open((SandboxOptions) parsed);
    }

    @AfterEach
    void close() {
        sandbox.close();
        browser.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return browser.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, String text, String... headers) throws Exception {
        var request = HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("text=" + URLEncoder.encode(text, StandardCharsets.UTF_8)));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return browser.send(request.build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + sandbox.ports().http() + path);
    }

    @Test
    void says_that_it_is_up_and_what_is_here() throws Exception {
        assertThat(get("/healthz").body()).isEqualTo("{\"status\":\"up\"}");
        assertThat(get("/").body()).contains("href=\"/phone\"", "href=\"/mail\"", "href=\"/ledger\"");
        assertThat(get("/sandbox.css").body()).contains("--canvas:#F3F4F1", ".bubbles");
    }

    @Test
    void a_phone_shows_what_was_written_and_nothing_of_it_becomes_markup() throws Exception {
        assertThat(get("/phone").body()).contains("No phone has a message yet.");
        var answer = post("/phone/14155550123", "<script>alert(1)</script> see https://a.example/l/x?a=1&b=2.");
        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location")).contains("/phone/14155550123#reply");

        var page = get("/phone/14155550123");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'")
                .doesNotContain("unsafe");
        assertThat(page.body())
                .contains(
                        "&lt;script&gt;alert(1)&lt;/script&gt;",
                        "<a href=\"https://a.example/l/x?a=1&amp;b=2\">",
                        "waiting for the platform")
                .doesNotContain("<script");
        assertThat(get("/phone?q=5550123").body()).contains("href=\"/phone/14155550123\"");
        assertThat(get("/phone?q=%3Cb%3E999").body()).contains("No phone matches “&lt;b&gt;999”");
    }

    @Test
    void an_empty_reply_is_said_at_the_field_and_keeps_nothing() throws Exception {
        var answer = post("/phone/14155550123", "  ");
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(answer.body()).contains("id=\"reply-problem\"", "aria-describedby=\"reply-problem\"");
        assertThat(get("/phone/14155550123").body()).contains("No messages on this phone.");
        assertThat(get("/phone/no").statusCode()).isEqualTo(404);
    }

    @Test
    void a_page_of_another_site_cannot_press_our_buttons() throws Exception {
        assertThat(post("/phone/14155550123", "STOP", "Sec-Fetch-Site", "cross-site")
                        .statusCode())
                .isEqualTo(403);
        assertThat(post("/phone/14155550123", "STOP", "Sec-Fetch-Site", "same-origin")
                        .statusCode())
                .isEqualTo(303);
    }

    @Test
    void a_mail_is_shown_without_its_scripts_and_can_be_answered() throws Exception {
        assertThat(get("/mail").body()).contains("No mailbox has mail yet.");
        PlatformMailer.send(
                sandbox.ports().smtp(),
                "ann@mail.example",
                "A <b>bold</b> subject",
                "Open https://a.example/l/x",
                "<html><body onload=\"x()\"><script>x()</script><p>Open <a href=\"https://a.example/l/x\">this</a></p>");

        assertThat(get("/mail?q=ann").body()).contains("/mail/ann%40mail.example");
        assertThat(get("/mail/ann%40mail.example").body())
                .contains("/mail/ann%40mail.example/1", "A &lt;b&gt;bold&lt;/b&gt; subject");
        assertThat(get("/mail/ann%40mail.example/1").body())
                .contains("<iframe", "<a href=\"https://a.example/l/x\">", "Answer as the customer");
        var body = get("/mail/ann%40mail.example/1/body");
        assertThat(body.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("sandbox allow-top-navigation-by-user-activation;", "default-src 'none'");
        assertThat(body.body()).contains("target=\"_top\"").doesNotContain("<script");

        assertThat(post("/mail/ann%40mail.example/1", "").statusCode()).isEqualTo(422);
        assertThat(post("/mail/ann%40mail.example/1", "STOP").statusCode()).isEqualTo(303);
        assertThat(get("/mail/ann%40mail.example").body()).contains("Waiting for the platform");
        assertThat(get("/mail/bob%40mail.example/1").statusCode()).isEqualTo(404);
        assertThat(get("/mail/ann%40mail.example/x").statusCode()).isEqualTo(404);
    }
}
