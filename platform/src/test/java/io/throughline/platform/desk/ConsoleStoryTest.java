package io.throughline.platform.desk;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.ColorScheme;
import io.throughline.engine.Identity;
import io.throughline.engine.Input;
import io.throughline.engine.Money;
import io.throughline.platform.payments.PaymentProcessor.Answer;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The desk by keyboard alone: from a failed proof of identity to a posted payment, and on a phone.
class ConsoleStoryTest extends ConsolePages {
    @Test
    void by_keyboard_alone_from_a_failed_proof_to_a_posted_payment() throws Exception {
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
        payByLink(id);
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

    private void payByLink(String id) {
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
}
