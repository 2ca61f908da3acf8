package io.throughline.platform.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ColorScheme;
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
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.FilterType;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/// The desk in a browser on the real platform: what tests need to sit at it.
/// `-Dthroughline.screenshots=DIR` keeps pictures of each page that is checked.
@SpringBootTest(
        classes = {DeskHouse.class, ConsolePages.Console.class},
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT)
abstract class ConsolePages extends AtTheDesk {
    private static final Path CHROMIUM =
            Path.of(Objects.requireNonNullElse(System.getenv("CHROMIUM"), "/usr/bin/chromium"));
    private static final int STEPS = 60;

    private static @Nullable Playwright playwright;
    static Browser browser;
    final List<String> complaints = new ArrayList<>();

    @ComponentScan({"io.throughline.platform.console", "io.throughline.platform.knowledge"})
    @ComponentScan(
            basePackages = "io.throughline.platform.selfservice",
            useDefaultFilters = false,
            includeFilters = @ComponentScan.Filter(type = FilterType.REGEX, pattern = ".*\\.selfservice\\.Assets"))
    static class Console {}

    @DynamicPropertySource
    static void pages(DynamicPropertyRegistry registry) {
        registry.add("throughline.knowledge.meaning", () -> false);
    }

    @BeforeAll
    static void start() {
        Assumptions.assumeTrue(
                ConsolePages.class.getResource("/console/index.html") != null,
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

    Page desk(String person, int width, int height, ColorScheme colours) throws Exception {
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
        var page = watched(context);
        page.navigate("http://127.0.0.1:" + port + "/desk/");
        page.waitForFunction("() => document.querySelector('.foot')?.textContent.includes('Connected')");
        return page;
    }

    /// A page whose faults are kept.
    Page watched(BrowserContext context) {
        var page = context.newPage();
        page.setDefaultTimeout(20_000);
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        return page;
    }

    static void sees(Page page, String words) {
        page.waitForFunction("words => document.body.innerText.includes(words)", words);
    }

    /// Goes on with Tab until what has the focus bears these words.
    static void reach(Page page, String words) {
        for (int step = 0; step < STEPS; step++) {
            page.keyboard().press("Tab");
            var name = page.evaluate("""
                    () => { const at = document.activeElement;
                            return [at.getAttribute('aria-label'), at.labels?.[0]?.innerText, at.innerText].filter(Boolean)
                                    .join(' ').replace(/\\s+/g, ' ') }""");
            if (String.valueOf(name).startsWith(words)) {
                return;
            }
        }
        throw new AssertionError("Tab does not lead to \"" + words + "\"");
    }

    static void check(Page page, String name) {
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

    static void until(java.util.function.BooleanSupplier holds) {
        for (int tries = 0; tries < 400 && !holds.getAsBoolean(); tries++) {
            java.util.concurrent.locks.LockSupport.parkNanos(
                    Duration.ofMillis(50).toNanos());
        }
        assertThat(holds.getAsBoolean()).isTrue();
    }
}
