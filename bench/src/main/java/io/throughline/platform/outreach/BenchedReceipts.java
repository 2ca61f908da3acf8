package io.throughline.platform.outreach;

import io.throughline.platform.channels.Inbound.SmsReceipt;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// The product's own intake of delivery receipts over a given database, and messages for them to be about.
public final class BenchedReceipts {
    private static final String TENANT = "bench";
    private final JdbcClient jdbc;
    private final TakeReceipts receipts;

    public BenchedReceipts(DataSource source) {
        jdbc = JdbcClient.create(source);
        receipts = new TakeReceipts(
                new ContactStore(jdbc, TENANT),
                new ReceiptStore(jdbc, TENANT),
                new ConsentStore(jdbc, TENANT),
                new TransactionTemplate(new JdbcTransactionManager(source)));
    }

    /// Messages that were sent, each to a telephone of its own; message `n` has the carrier's id `m-n`.
    public void sent(int messages) {
        jdbc.sql("""
                insert into outreach.contact (tenant, contact_id, effect_key, case_id, customer_id, channel, address, purpose,
                        message, reference, carrier_id, state, first_at, claimed_at, submitted_at)
                select :tenant, 'k-' || n, 'e-' || n, 'c-' || n, 'p-' || n, 'SMS', '+1' || 2120000000 + n, 'OUTREACH', 'first',
                       n % 65536, 'm-' || n, 'SENT', now(), now(), now()
                  from generate_series(1, :messages) n
                """).param("tenant", TENANT).param("messages", messages).update();
    }

    /// @return how many were about a message
    public int take(List<SmsReceipt> all) {
        return receipts.take(all).size();
    }

    /// Messages that are known to have arrived.
    public long delivered() {
        return jdbc.sql("select count(*) from outreach.contact where tenant = :tenant and state = 'DELIVERED'")
                .param("tenant", TENANT)
                .query(Long.class)
                .single();
    }
}
