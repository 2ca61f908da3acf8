package io.throughline.platform.cases;

import io.throughline.engine.Money;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// Reads payments out of the cases' facts: a step that was paid has an amount and the processor's receipt.
@Component
class CasePaymentStore implements CasePayments {
    private static final int PAGE = 1_000;
    private static final String BEFORE_ALL = "00000000-0000-0000-0000-000000000000";
    private final JdbcClient jdbc;
    private final String tenant;

    CasePaymentStore(JdbcClient jdbc, @Value("${throughline.tenant}") String tenant) {
        this.jdbc = jdbc;
        this.tenant = tenant;
    }

    private record Found(String caseId, @Nullable CasePayment payment) {}

    @Override
    public void each(Consumer<CasePayment> taker) {
        var page = page(BEFORE_ALL);
        while (!page.isEmpty()) {
            for (var found : page) {
                var payment = found.payment();
                if (payment != null) {
                    taker.accept(payment);
                }
            }
            page = page(page.getLast().caseId());
        }
    }

    private List<Found> page(String after) {
        return jdbc.sql("""
                select page.id, source.key as step, source.value #>> '{amount,minor}' as minor,
                       source.value #>> '{amount,currency}' as currency, source.value ->> 'receipt' as receipt
                  from (select id, state from cases.case_row
                         where tenant = :tenant and id > cast(:after as uuid)
                         order by id limit :page) page
                  left join lateral jsonb_each(page.state::jsonb -> 'facts') as source
                    on jsonb_typeof(source.value) = 'object'
                   and jsonb_exists(source.value, 'receipt')
                   and source.value #> '{amount,minor}' is not null
                 order by page.id
                """)
                .param("tenant", tenant)
                .param("after", after)
                .param("page", PAGE)
                .query((row, number) -> {
                    String id = row.getString("id");
                    String receipt = row.getString("receipt");
                    return new Found(
                            id,
                            receipt == null
                                    ? null
                                    : new CasePayment(
                                            id,
                                            row.getString("step"),
                                            new Money(row.getLong("minor"), row.getString("currency")),
                                            receipt));
                })
                .list();
    }
}
