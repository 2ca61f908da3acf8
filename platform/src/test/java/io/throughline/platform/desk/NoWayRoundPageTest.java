package io.throughline.platform.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import io.throughline.engine.CaseState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What nobody gets round by the page: it does not offer the way, and what its own requests try is refused.
class NoWayRoundPageTest extends ConsolePages {
    private String id = "";
    private Page page;

    @BeforeEach
    void atWork() throws Exception {
        id = failedVerification();
        var item = take(ann);
        page = desk("ann", 1280, 800, ColorScheme.LIGHT);
        page.navigate("http://127.0.0.1:" + port + "/desk/items/" + item);
        sees(page, "Make sure who it is");
    }

    @AfterEach
    void leave() {
        page.context().close();
    }

    @Test
    void the_required_words_are_not_skipped_by_the_page() {
        prove();
        goOnAt("Words");
        sees(page, "Read this aloud before you go on");
        assertThat(page.getByText("What can they pay now?").count()).isZero();
        assertThat(page.getByLabel("How much of").count()).isZero();
        // pressed before they can have been read: nothing happens
        page.keyboard().press("Control+Enter");
        page.keyboard().press("d");
        sees(page, "Was all of it read?");
        assertThat(state(id).at()).isEqualTo("words");
        assertThat(asPage("acts", "{\"act\":\"answer\",\"step\":\"offer\",\"values\":{\"amount\":\"1.00\"}}"))
                .isEqualTo(409);
        assertThat(state(id).at()).isEqualTo("words");
    }

    @Test
    void the_account_is_not_seen_before_proof_by_the_page() {
        assertThat(page.content()).doesNotContain("480.00", "Rosa", "Harbor");
        for (int panel = 0; panel < 4; panel++) {
            page.keyboard().press("]");
            assertThat(page.content()).doesNotContain("480.00", "Rosa", "Harbor");
        }
        goOnAt("Words");
        until(() -> state(id).at().equals("words"));
        page.waitForFunction("() => document.querySelector('.steps .now').innerText.includes('Words')");
        assertThat(page.content()).doesNotContain("480.00", "Rosa", "Harbor");
    }

    @Test
    void a_limit_is_not_exceeded_by_the_page() {
        prove();
        goOnAt("Words");
        sees(page, "Read this aloud before you go on");
        page.keyboard().press("d");
        sees(page, "Was all of it read?");
        page.keyboard().press("d");
        sees(page, "Ask what they can pay today");
        page.getByLabel("How much of").fill("300.00");
        page.keyboard().press("Control+Enter");
        sees(page, "Settle for");
        page.getByLabel("Settle for").check();
        sees(page, "Ask for approval");
        page.keyboard().press("Control+Enter");
        until(() -> cases.events(id).stream().anyMatch(event -> event.type().equals("approval-requested")));
        assertThat(state(id).at()).isEqualTo("options");
        assertThat(page.getByText("Approve", new Page.GetByTextOptions().setExact(true))
                        .count())
                .isZero();
        assertThat(asPage("acts", "{\"act\":\"approve\",\"step\":\"options\"}")).isEqualTo(403);
        assertThat(state(id).at()).isEqualTo("options");
    }

    @Test
    void nothing_ends_without_proof_by_the_page() {
        sees(page, "Not to be finished yet");
        page.keyboard().press("w");
        sees(page, "None yet");
        var finish = page.locator("dialog button[type=submit]");
        assertThat(finish.getAttribute("aria-disabled")).isEqualTo("true");
        finish.dispatchEvent("click");
        assertThat(asPage("finish", "{}")).isEqualTo(409);
        assertThat(state(id).status()).isEqualTo(CaseState.Status.EXCEPTION);
    }

    private void prove() {
        page.keyboard().press("v");
        page.keyboard().type("03091984");
        page.getByLabel("Postal code").fill("75024");
        page.keyboard().press("Control+Enter");
        sees(page, "Rosa Delgado");
    }

    /// Puts the case back on a step, the only way that the page offers.
    private void goOnAt(String step) {
        assertThat(page.locator("#step input[type=radio]:enabled").count())
                .as("verify and the words are all that is offered")
                .isEqualTo(2);
        page.locator("#step").getByLabel(step).check();
        page.getByLabel("Why").fill("to go on");
        page.keyboard().press("Control+Enter");
    }

    /// What the page's own script could send.
    private int asPage(String what, String body) {
        return (Integer) page.evaluate("""
                ([what, body]) => fetch('/api/desk' + location.pathname.replace('/desk', '') + '/' + what,
                        { method: 'POST', headers: { 'Content-Type': 'application/json' }, body }).then(answer => answer.status)
                """, new Object[] {what, body});
    }
}
