package io.throughline.platform.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import io.throughline.engine.By;
import io.throughline.engine.CaseState;
import io.throughline.engine.Identity;
import io.throughline.engine.Input;
import io.throughline.engine.Money;
import io.throughline.platform.cases.Cases;
import io.throughline.platform.payments.PaymentProcessor.Answer;
import io.throughline.platform.payments.ScriptedProcessor;
import java.math.BigDecimal;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// The desk in a browser, by keyboard alone, on the real platform: from a failed proof of identity to a posted payment.
/// `-Dthroughline.screenshots=DIR` keeps pictures of each page.
@SpringBootTest(
        classes = {DeskHouse.class, ConsoleStoryTest.Console.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
class ConsoleStoryTest {
    private static final Path CHROMIUM =
            Path.of(Objects.requireNonNullElse(System.getenv("CHROMIUM"), "/usr/bin/chromium"));
    private static final By CUSTOMER = By.customer(By.Channel.WEB);
    private static final int STEPS = 60;

    private static @Nullable Playwright playwright;
    private static Browser browser;
    private final List<String> complaints = new ArrayList<>();

    @ComponentScan("io.throughline.platform.console")
    static class Console {}

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
    private ScriptedProcessor processor;

    @BeforeAll
    static void start() {
        Assumptions.assumeTrue(
                ConsoleStoryTest.class.getResource("/console/index.html") != null,
                "SKIPPED: the console was not built (Node.js 20.19 or later is missing); it was not looked at");
        Assumptions.assumeTrue(
                Files.isExecutable(CHROMIUM),
                "SKIPPED: no Chromium at " + CHROMIUM + "; the console was not looked at");
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking")));
    }

    @AfterAll
    static void stop() {
        if (playwright != null) {
            browser.close();
            playwright.close();
        }
    }

    @Test
    void by_keyboard_alone_from_a_failed_proof_to_a_posted_payment() throws Exception {
        people();
        var id = failedVerification();
        var ann = desk("ann", 1440, 900, ColorScheme.LIGHT);
        check(ann, "desk-01-away");
        ann.keyboard().press("Control+k");
        sees(ann, "Find work or a command");
        ann.keyboard().type("available");
        ann.keyboard().press("Enter");
        sees(ann, "Offered to you");
        check(ann, "desk-02-offered");
        ann.keyboard().press("o");
        ann.keyboard().press("Enter");
        sees(ann, "Make sure who it is");
        assertThat(ann.content()).doesNotContain("Rosa", "480.00", "Harbor Bank");
        check(ann, "desk-03-unproven");

        ann.keyboard().press("v");
        ann.keyboard().type("03091984");
        reach(ann, "Postal code");
        ann.keyboard().type("75024");
        ann.keyboard().press("Control+Enter");
        sees(ann, "Rosa Delgado");
        sees(ann, "$480.00");
        check(ann, "desk-04-proven");

        // back on the path, the words, what they can pay
        reach(ann, "Verify");
        ann.keyboard().press("ArrowDown");
        reach(ann, "Why");
        ann.keyboard().type("proven by known facts");
        ann.keyboard().press("Control+Enter");
        sees(ann, "Read this aloud before you go on");
        check(ann, "desk-05-words");
        ann.keyboard().press("d");
        sees(ann, "Was all of it read?");
        ann.keyboard().press("d");
        sees(ann, "Ask what they can pay today");
        reach(ann, "How much of");
        ann.keyboard().type("300.00");
        ann.keyboard().press("Control+Enter");
        sees(ann, "too much to write off");
        check(ann, "desk-06-options");
        reach(ann, "Settle for");
        ann.keyboard().press("Space");
        ann.keyboard().press("Control+Enter");

        // the supervisor, in the same minute
        var sue = desk("sue", 1280, 800, ColorScheme.DARK);
        sue.keyboard().press("3");
        sees(sue, "Settlement, $300.00");
        check(sue, "desk-07-approvals");
        reach(sue, "Approve $300.00");
        sue.keyboard().press("Enter");
        sees(sue, "Nothing waits for a decision");
        sue.keyboard().press("2");
        sees(sue, "Taken up in time");
        check(sue, "desk-08-floor");
        sue.context().close();

        // the customer pays by the link
        sees(ann, "Send the payment link");
        reach(ann, "Send the payment link");
        ann.keyboard().press("Enter");
        sees(ann, "The page moves by itself when they pay");
        check(ann, "desk-09-link");
        pay(id);
        sees(ann, "Finished");
        ann.keyboard().press("w");
        sees(ann, "Ledger post payment");
        check(ann, "desk-10-wrap-up");
        reach(ann, "Finish");
        ann.keyboard().press("Enter");
        sees(ann, "Nothing is open");
        check(ann, "desk-11-done");
        assertThat(complaints).isEmpty();
        var sues = new DeskClient(port, "sue");
        assertThat(sues.ok(sues.post("v1/audit/verify", Map.of()))
                        .path("brokenCount")
                        .asInt(-1))
                .isZero();
        ann.context().close();
    }

    @Test
    void it_is_all_there_on_a_phone() throws Exception {
        people();
        var sue = desk("sue", 390, 844, ColorScheme.LIGHT);
        check(sue, "desk-phone-inbox");
        for (var place : List.of("floor", "approvals", "wall")) {
            sue.navigate("http://127.0.0.1:" + port + "/desk/" + place);
            sue.waitForSelector("h1");
            check(sue, "desk-phone-" + place);
        }
        assertThat(complaints).isEmpty();
        sue.context().close();
    }

    // ---- somebody at a keyboard

    private Page desk(String person, int width, int height, ColorScheme colours) throws Exception {
        var context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setColorScheme(colours)
                .setLocale("en-US")
                .setExtraHTTPHeaders(Map.of(
                        "Authorization",
                        "Bearer "
                                + Files.readString(DeskHouse.data.resolve("keys/api-key"))
                                        .strip(),
                        "X-Throughline-Actor",
                        person)));
        var page = context.newPage();
        page.setDefaultTimeout(20_000);
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        page.navigate("http://127.0.0.1:" + port + "/desk/");
        sees(page, "Offline");
        page.waitForFunction("() => document.querySelector('.foot').textContent.includes('Connected')");
        return page;
    }

    private static void sees(Page page, String words) {
        page.waitForFunction("words => document.body.innerText.includes(words)", words);
    }

    /// Goes on with Tab until what has the focus bears these words.
    private static void reach(Page page, String words) {
        for (int step = 0; step < STEPS; step++) {
            page.keyboard().press("Tab");
            var name = page.evaluate("""
                    () => { const at = document.activeElement;
                            return [at.getAttribute('aria-label'), at.labels?.[0]?.innerText, at.innerText].filter(Boolean).join(' ') }""");
            if (String.valueOf(name).startsWith(words)) {
                return;
            }
        }
        throw new AssertionError("Tab does not lead to \"" + words + "\"");
    }

    private static void check(Page page, String name) {
        var shots = System.getProperty("throughline.screenshots", "");
        if (!shots.isEmpty()) {
            page.screenshot(new ScreenshotOptions().setPath(Path.of(shots).resolve(name + ".png")));
        }
        var found = new AxeBuilder(page).setLegacyMode(true).analyze().getViolations();
        assertThat(found.stream()
                        .map(rule -> rule.getId() + ": " + rule.getNodes())
                        .toList())
                .as(name)
                .isEmpty();
        assertThat(page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))
                .as(name + " scrolls sideways")
                .isEqualTo(false);
    }

    // ---- what comes before

    private void people() throws Exception {
        var answer = DeskClient.HTTP.send(
                new DeskClient(port, "ada")
                        .request("v1/people")
                        .header("Content-Type", "application/yaml")
                        .PUT(BodyPublishers.ofString("""
                                ada: { name: Ada Cole, role: administrator }
                                ann: { name: Ann Reyes, role: agent, rights: { resume: any } }
                                sue: { name: Sue Park, role: supervisor, rights: { settlement: { percent: 80 } } }
                                """))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private String failedVerification() {
        jdbc.sql("""
                insert into records.customer (tenant, id, first_name, last_name, date_of_birth, phone, email, postal_code, language,
                       sms_consent, email_consent)
                values ('main', 'C-1', 'Rosa', 'Delgado', '1984-03-09', '+12145550142', 'rosa@example.com', '75024', 'en', true, true)
                """).update();
        var id = cases.open("settle", Map.of("accountId", "A-1", "customerId", "C-1"), By.SYSTEM, "t-1")
                .caseId();
        until(() -> state(id).awaiting() == CaseState.Awaiting.CUSTOMER);
        for (int attempt = 0; attempt < 3; attempt++) {
            cases.apply(id, new Input.IdentityFailed("facts"), CUSTOMER);
        }
        return id;
    }

    private CaseState state(String id) {
        return cases.find(id).orElseThrow();
    }

    private void pay(String id) {
        processor.answers.add(new Answer.Open("cs_1", "http://127.0.0.1/c/1"));
        processor.answers.add(
                new Answer.Paid("cs_1", "pi_1", Money.of(new BigDecimal("300.00"), "USD"), "visa", "4242"));
        cases.apply(id, new Input.IdentityProved(Identity.Level.RIGHT_PARTY, "link+facts"), CUSTOMER);
        cases.apply(id, new Input.PayRequested("pay"), CUSTOMER);
        until(() -> processor.asked.stream().anyMatch(asked -> asked.startsWith("open")));
        until(() -> {
            DeskHouse.NOW.updateAndGet(now -> now.plus(Duration.ofSeconds(5)));
            return processor.asked.contains("read cs_1");
        });
    }

    private static void until(java.util.function.BooleanSupplier holds) {
        for (int tries = 0; tries < 400 && !holds.getAsBoolean(); tries++) {
            java.util.concurrent.locks.LockSupport.parkNanos(
                    Duration.ofMillis(50).toNanos());
        }
        assertThat(holds.getAsBoolean()).isTrue();
    }
}
