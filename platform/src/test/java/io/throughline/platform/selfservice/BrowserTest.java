package io.throughline.platform.selfservice;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ForcedColors;
import io.throughline.engine.By.Channel;
import io.throughline.platform.identity.LinkStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The pages in a real browser: journeys without script, every page under axe, narrow and wide, light and dark.
class BrowserTest {
    private static final Path CHROMIUM = Path.of(System.getenv().getOrDefault("CHROMIUM", "/usr/bin/chromium"));
    private static final List<Look> LOOKS = List.of(
            new Look(320, ColorScheme.LIGHT),
            new Look(320, ColorScheme.DARK),
            new Look(1280, ColorScheme.LIGHT),
            new Look(1280, ColorScheme.DARK));
    private static Playwright playwright;
    private static Browser browser;

    private final World world = PagesApp.Running.WORLD;
    private final String url = PagesApp.Running.URL;

    /// The system's Chromium; without one Playwright fetches its own, unless it was told not to.
    @BeforeAll
    static void start() {
        boolean hasOne = Files.isExecutable(CHROMIUM);
        boolean mayFetch = System.getenv("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD") == null;
        Assumptions.assumeTrue(
                hasOne || mayFetch,
                "SKIPPED: no Chromium at " + CHROMIUM + " and none may be fetched; the customer's pages were not"
                        + " looked at in a browser. apt-get install chromium brings it, or set CHROMIUM to one");
        playwright = Playwright.create(new Playwright.CreateOptions()
                .setEnv(hasOne ? Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1") : Map.of()));
        var options = new BrowserType.LaunchOptions()
                .setArgs(List.of(
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-quic",
                        "--no-first-run",
                        "--disable-background-networking",
                        "--disable-component-update",
                        "--disable-sync"));
        if (hasOne) {
            options.setExecutablePath(CHROMIUM);
        }
        browser = playwright.chromium().launch(options);
    }

    @AfterAll
    static void stop() {
        if (playwright != null) {
            browser.close();
            playwright.close();
        }
    }

    @BeforeEach
    void quiet() {
        world.cardPage = null;
        world.ledgerAnswers = true;
        world.codesAllowed = true;
        world.fault = null;
    }

    private String open() {
        return world.openCase(LocalDate.of(1985, 3, 27), "75024", "+15550142");
    }

    private String link(String caseId, Channel channel) {
        return PagesApp.Running.CONTEXT
                .getBean(LinkStore.class)
                .create(caseId, World.customerOf(caseId), "contact-1", channel);
    }

    @Test
    void a_promise_is_made_without_script_from_the_message_to_the_proof() {
        try (var context = browser.newContext(
                new Browser.NewContextOptions().setJavaScriptEnabled(false).setViewportSize(320, 640))) {
            var page = context.newPage();
            page.navigate(link(open(), Channel.SMS));
            page.getByLabel("Date of birth").fill("3/27/1985");
            page.getByLabel("ZIP code").fill("75024");
            page.getByText("Continue").click();
            page.getByText("Pay on a date").click();
            page.getByText("Continue").click();
            // a click does not wait for the page it leads to: going back before it is there would race with it
            page.waitForSelector("main[data-kind=arrange]");
            page.goBack();
            page.waitForSelector("main[data-kind=choose]");
            page.goForward();
            page.waitForSelector("main[data-kind=arrange]");
            page.locator("label.choice").first().click();
            page.locator("button[data-act=continue]").click();
            page.waitForSelector("main[data-kind=done]");
            assertThat(page.title()).startsWith("Your promise is recorded");
            page.goBack();
            page.reload();
            page.waitForSelector("main[data-kind=done]");
            assertThat(page.locator("main").getAttribute("data-kind")).isEqualTo("done");
        }
    }

    @Test
    void the_browser_lets_the_agreement_go_to_the_processors_origin() {
        try (var context = browser.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(false))) {
            var page = context.newPage();
            var id = open();
            prove(page, link(id, Channel.SMS));
            page.getByText("Pay $480.00 now").click();
            page.locator("button[data-act=continue]").click();
            page.waitForSelector("main[data-kind=pay]");
            world.cardPage = PagesApp.CARD_PAGE_ORIGIN + "/c/pay/cs_9";
            page.locator("button[data-act=continue]").click();
            page.waitForURL(world.cardPage);
            assertThat(page.locator("h1").textContent()).isEqualTo("Card page");
            world.paid(id);
            page.getByText("pay").click();
            page.waitForSelector("main[data-kind=done]");
            assertThat(page.title()).startsWith("Your payment is posted");
        }
    }

    /// One walk through all the pages; each is looked at in every look before the walk goes on.
    @Test
    void axe_finds_nothing_on_any_page_and_nothing_scrolls_sideways() {
        try (var context = browser.newContext()) {
            var page = context.newPage();
            var id = open();
            page.navigate(link(id, Channel.SMS));
            checkInAllLooks(page, "1-facts");
            page.locator("button[data-act=continue]").click();
            checkInAllLooks(page, "2-facts-error");
            page.locator("button[data-act=send-code]").click();
            checkInAllLooks(page, "3-code");
            page.navigate(url + "/r/not-me");
            checkInAllLooks(page, "4-not-me");
            page.navigate(url + "/r/?by=facts");
            page.getByLabel("Date of birth").fill("3/27/1985");
            page.getByLabel("ZIP code").fill("75024");
            page.locator("button[data-act=continue]").click();
            checkInAllLooks(page, "5-choose");
            page.locator("button[data-act=continue]").click();
            checkInAllLooks(page, "6-choose-error");
            page.getByText("Pay in instalments").click();
            page.locator("button[data-act=continue]").click();
            checkInAllLooks(page, "7-plan");
            page.locator("button[data-act=continue]").click();
            checkInAllLooks(page, "8-plan-error");
            page.navigate(url + "/r/option/promise");
            checkInAllLooks(page, "9-promise");
            page.navigate(url + "/r/option/pay-now");
            checkInAllLooks(page, "10-pay");
            page.locator("button[data-act=continue]").click();
            checkInAllLooks(page, "11-opening");
            page.navigate(url + "/r/paid");
            checkInAllLooks(page, "12-checking");
            world.cardPage = PagesApp.CARD_PAGE_ORIGIN + "/c";
            page.navigate(url + "/r/");
            checkInAllLooks(page, "13-card-open");
            world.cardPage = null;
            world.declined(id, "insufficient funds");
            page.navigate(url + "/r/");
            checkInAllLooks(page, "14-declined");
            world.paid(id);
            page.navigate(url + "/r/");
            checkInAllLooks(page, "15-done");
            page.navigate(link(id, Channel.EMAIL));
            checkInAllLooks(page, "16-done-neutral");
            prove(page, link(open(), Channel.SMS));
            page.locator("button[data-act=talk]").click();
            checkInAllLooks(page, "17-person");
            page.navigate(url + "/l/unknown");
            checkInAllLooks(page, "18-expired");
            page.navigate(url + "/r/stopped");
            checkInAllLooks(page, "19-stopped");
            page.navigate(link(world.openCase(null, null, "+15550142"), Channel.SMS));
            checkInAllLooks(page, "20-offer");
        }
    }

    private com.microsoft.playwright.Page atQuestions(com.microsoft.playwright.BrowserContext context) {
        var id = world.openQuestions(LocalDate.of(1985, 3, 27), "75024", "+15550142");
        var page = context.newPage();
        prove(page, link(id, Channel.SMS));
        page.waitForSelector("main[data-kind=ask]");
        return page;
    }

    @Test
    void axe_finds_nothing_on_the_questions_whether_right_or_wrong() {
        try (var context = browser.newContext()) {
            var page = atQuestions(context);
            checkInAllLooks(page, "22-ask");
            page.getByLabel("How much is wrong?").fill("500");
            page.locator("button[data-act=continue]").click();
            page.waitForSelector(".err");
            checkInAllLooks(page, "23-ask-error");
        }
    }

    @Test
    void questions_are_answered_without_script_and_a_wrong_file_costs_nothing_of_what_was_typed() {
        try (var context = browser.newContext(
                new Browser.NewContextOptions().setJavaScriptEnabled(false).setViewportSize(320, 640))) {
            var page = atQuestions(context);
            page.getByLabel("How much is wrong?").fill("120.00");
            page.getByLabel("When was it?").fill("31/31/2026");
            page.getByLabel("Anything else?").fill("two\nlines");
            page.getByText("I do not know it").click();
            page.getByLabel("A receipt")
                    .setInputFiles(new com.microsoft.playwright.options.FilePayload(
                            "receipt.pdf",
                            "application/pdf",
                            "<html>not a receipt</html>".getBytes(StandardCharsets.UTF_8)));
            page.locator("button[data-act=continue]").click();
            page.waitForSelector("#q-proof-error");
            assertThat(page.title()).startsWith("Error: ");
            assertThat(page.locator("#q-day-error").textContent()).isNotBlank();
            assertThat(page.locator("#q-proof-error").textContent()).contains("PDF");
            assertThat(page.locator("#q-amount").inputValue()).isEqualTo("120.00");
            assertThat(page.locator("#q-day").inputValue()).isEqualTo("31/31/2026");
            assertThat(page.locator("#q-note").inputValue()).isEqualTo("two\nlines");
            assertThat(page.getByLabel("I do not know it").isChecked()).isTrue();
            // the way from the summary to the field needs no script
            page.locator(".err a[href='#q-proof']").click();
            assertThat(page.url()).endsWith("#q-proof");
            page.getByLabel("When was it?").fill("11/20/2026");
            page.getByLabel("A receipt")
                    .setInputFiles(new com.microsoft.playwright.options.FilePayload(
                            "receipt.pdf", "application/pdf", "%PDF-1.7 a receipt".getBytes(StandardCharsets.UTF_8)));
            page.locator("button[data-act=continue]").click();
            page.waitForSelector("main:not([data-kind=ask])");
            assertThat(page.locator("h1").textContent()).isNotBlank();
        }
    }

    @Test
    void controls_keep_their_edges_in_forced_colours() {
        try (var context = browser.newContext(
                new Browser.NewContextOptions().setViewportSize(320, 800).setForcedColors(ForcedColors.ACTIVE))) {
            var page = context.newPage();
            prove(page, link(open(), Channel.SMS));
            var width = page.locator("button.btn").evaluate("b => getComputedStyle(b).borderTopWidth");
            assertThat(width).isEqualTo("2px");
            check(page, "21-forced");
        }
    }

    private static void prove(com.microsoft.playwright.Page page, String link) {
        page.navigate(link);
        page.getByLabel("Date of birth").fill("3/27/1985");
        page.getByLabel("ZIP code").fill("75024");
        page.locator("button[data-act=continue]").click();
    }

    private record Look(int width, ColorScheme scheme) {
        void of(com.microsoft.playwright.Page page) {
            page.setViewportSize(width, 800);
            page.emulateMedia(new com.microsoft.playwright.Page.EmulateMediaOptions().setColorScheme(scheme));
        }

        @Override
        public String toString() {
            return width + "-" + scheme;
        }
    }

    private static void checkInAllLooks(com.microsoft.playwright.Page page, String name) {
        page.evaluate("stop()"); // a page that waits asks again after seconds; not while it is looked at
        for (var look : LOOKS) {
            look.of(page);
            check(page, name + "-" + look);
        }
    }

    private static void check(com.microsoft.playwright.Page page, String name) {
        var shots = System.getProperty("throughline.screenshots", "");
        if (!shots.isEmpty()) {
            page.screenshot(new ScreenshotOptions()
                    .setFullPage(true)
                    .setPath(Path.of(shots).resolve(name + ".png")));
        }
        // the pages have no frames, for which axe would open a window of its own each time
        var found = new AxeBuilder(page).setLegacyMode(true).analyze().getViolations();
        assertThat(found.stream()
                        .map(rule -> rule.getId() + ": " + rule.getNodes())
                        .toList())
                .as(name)
                .isEmpty();
        var wide = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth");
        assertThat(wide).as(name + " scrolls sideways").isEqualTo(false);
    }
}
