package io.throughline.platform.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.throughline.engine.Money;
import io.throughline.platform.cases.CasePayments.CasePayment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class CasePaymentStoreTest {
    private final CaseFixture fixture = new CaseFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    private List<CasePayment> payments(String tenant) {
        var found = new ArrayList<CasePayment>();
        new CasePaymentStore(JdbcClient.create(fixture.source), tenant).each(found::add);
        return found;
    }

    /// The toy keeps a trigger as a fact, as the engine keeps what a step found out.
    private String open(String key, Map<String, Object> fact) {
        return fixture.cases.open("toy", fact, CaseFixture.BY, key).caseId();
    }

    @Test
    void a_fact_with_an_amount_and_a_receipt_is_a_payment_and_no_other_fact_is() {
        var due = new Money(48_000, "USD");
        var paid = open("paid", Map.of("amount", due.toFact(), "receipt", "pi_1"));
        open("unpaid", Map.of("amount", due.toFact()));
        open("written", Map.of("receipt", "L-1"));

        assertThat(payments("main")).containsExactly(new CasePayment(paid, "trigger", due, "pi_1"));
        assertThat(payments("other")).isEmpty();
    }

    @Test
    void a_payment_beyond_pages_of_unpaid_cases_is_found() {
        fixture.cases.openAll(
                "toy",
                IntStream.range(0, 2_100)
                        .mapToObj(n -> new Cases.Trigger(Map.<String, Object>of(), "n" + n))
                        .toList(),
                CaseFixture.BY);
        fixture.now.updateAndGet(now -> now.plusSeconds(1)); // ids are in the order of time
        var last = open("last", Map.of("amount", new Money(1, "USD").toFact(), "receipt", "pi_9"));

        assertThat(payments("main")).containsExactly(new CasePayment(last, "trigger", new Money(1, "USD"), "pi_9"));
    }
}
