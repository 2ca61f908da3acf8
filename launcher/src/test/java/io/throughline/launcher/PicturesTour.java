package io.throughline.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/// Walks the README's tour on the running product and takes its pictures on the way: `./mvnw -pl
/// launcher -am test -Dtest=PicturesTour -Dsurefire.failIfNoSpecifiedTests=false
/// -Dthroughline.pictures=$PWD/docs/pictures`. The terminal's output goes to `tour.txt` beside
/// them. Chromium comes from `CHROMIUM`, else /usr/bin/chromium.
@EnabledIfSystemProperty(
        named = "throughline.pictures",
        matches = ".+",
        disabledReason = "SKIPPED: pictures are only retaken when asked for, with -Dthroughline.pictures=DIR")
class PicturesTour {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String ACCOUNT = "AC-40000002";
    private static final String PHONE = "12535559362";
    private static final String BORN = "4/6/1988";
    private static final String ZIP = "98401";

    @TempDir
    Path temp = Path.of("");

    private final Path pictures = Path.of(System.getProperty("throughline.pictures", ""));
    private final StringBuilder terminal = new StringBuilder();

    @Test
    void the_tour_of_the_readme_ends_with_a_posted_payment() throws Exception {
        Files.createDirectories(pictures);
        Endpoints free = Endpoints.any();
        Process up = command(
                        "up",
                        "--at",
                        "2026-11-23T18:00Z",
                        "--port",
                        String.valueOf(free.platform()),
                        "--sandbox-port",
                        String.valueOf(free.sandbox()))
                .redirectErrorStream(true)
                .redirectOutput(temp.resolve("up.txt").toFile())
                .start();
        try {
            await("the start", () -> Files.readString(temp.resolve("up.txt")).contains("Ready in"));
            note("up --at 2026-11-23T18:00Z", Files.readString(temp.resolve("up.txt")));
            say("import", "workflows/collections/sample-portfolio.csv");
            say("open", "arrears", "--where", "account.id == \"" + ACCOUNT + "\"");
            String reference = walk(free.sandboxUrl().toString());
            say("case", reference);
            say("status");
            say("reconcile");
            say("audit", "verify");
        } finally {
            up.destroy();
            if (!up.waitFor(60, TimeUnit.SECONDS)) {
                up.destroyForcibly();
            }
        }
        Files.writeString(pictures.resolve("tour.txt"), terminal.toString());
    }

    private String walk(String sandbox) throws Exception {
        Path chromium = Path.of(System.getenv().getOrDefault("CHROMIUM", "/usr/bin/chromium"));
        try (Playwright playwright = Playwright.create(
                        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
                Browser browser = playwright
                        .chromium()
                        .launch(new BrowserType.LaunchOptions()
                                .setExecutablePath(chromium)
                                .setArgs(List.of("--no-sandbox", "--disable-gpu", "--no-first-run")));
                var context = browser.newContext(new Browser.NewContextOptions()
                        .setJavaScriptEnabled(false)
                        .setViewportSize(375, 720))) {
            Page page = context.newPage();
            await("the text message", () -> {
                page.navigate(sandbox + "/phone/" + PHONE);
                return page.locator("a[href*='/l/']").count() > 0;
            });
            picture(page, "1-text");
            page.navigate(page.locator("a[href*='/l/']").first().getAttribute("href"));
            page.getByLabel("Date of birth").fill(BORN);
            page.getByLabel("ZIP code").fill(ZIP);
            picture(page, "2-verify");
            goOn(page);
            page.locator("input[value=pay-now]").check();
            picture(page, "3-options");
            goOn(page);
            picture(page, "4-check");
            goOn(page);
            await("the card page", () -> {
                if (page.locator("[name=cardNumber]").count() == 0) {
                    page.reload();
                }
                return page.locator("[name=cardNumber]").count() > 0;
            });
            page.locator("[name=cardNumber]").fill("4242 4242 4242 4242");
            page.locator("[name=expiry]").fill("12/30");
            page.locator("[name=cvc]").fill("123");
            picture(page, "5-card");
            page.locator("[data-act=pay]").click();
            await("the proof", () -> {
                if (!kind(page).equals("done")) {
                    page.reload();
                }
                return kind(page).equals("done");
            });
            picture(page, "6-proof");
            String reference = page.locator(".ref").first().textContent().strip();
            page.setViewportSize(1100, 420);
            page.navigate(sandbox + "/ledger/accounts/" + ACCOUNT);
            picture(page, "7-ledger");
            return reference;
        }
    }

    private static String kind(Page page) {
        var main = page.locator("main[data-kind]");
        return main.count() == 0 ? "" : main.getAttribute("data-kind");
    }

    private static void goOn(Page page) {
        page.locator("button[data-act=continue]").click();
    }

    private void picture(Page page, String name) throws IOException {
        Path file = pictures.resolve(name + ".png");
        page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
        assertThat(Files.size(file)).as(name).isLessThan(120_000);
    }

    private void say(String... arguments) throws Exception {
        Process process = command(arguments).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        note(String.join(" ", arguments), output);
        assertThat(process.waitFor()).as(output).isZero();
    }

    private ProcessBuilder command(String... arguments) {
        List<String> line = new java.util.ArrayList<>(List.of("./throughline"));
        line.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(line).directory(Home.find().path().toFile());
        builder.environment().put("THROUGHLINE_DATA", temp.resolve("data").toString());
        return builder;
    }

    private void note(String command, String output) {
        String shown = output.replaceAll(Pattern.quote(temp.toString()) + "/?", "");
        terminal.append("$ ./throughline ")
                .append(command)
                .append('\n')
                .append(shown)
                .append('\n');
    }

    private interface Condition {
        boolean holds() throws IOException;
    }

    private static void await(String what, Condition condition) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.holds()) {
            assertThat(System.nanoTime()).as("still waiting for " + what).isLessThan(end);
            Thread.sleep(300);
        }
    }
}
