package io.throughline.platform.outreach;

import static java.time.ZoneOffset.UTC;

import io.throughline.platform.outreach.Contact.State;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The SQL of receipts.
@Component
class ReceiptStore implements Receipts {
    private final JdbcClient jdbc;
    private final String tenant;

    ReceiptStore(JdbcClient jdbc, @Value("${throughline.tenant}") String tenant) {
        this.jdbc = jdbc;
        this.tenant = tenant;
    }

    @Override
    public List<Optional<Contact>> findAll(List<Told> receipts) {
        var found = new HashMap<Integer, Contact>();
        jdbc.sql("select w.n, c.* from unnest(:channels, :addresses, :references, :carriers)"
                        + " with ordinality w(channel, address, reference, carrier_id, n) cross join lateral (select "
                        + ContactStore.COLUMNS + """
                  from outreach.contact c
                 where c.tenant = :tenant and c.channel = w.channel and c.address = w.address
                   and (c.carrier_id = w.carrier_id or c.reference = w.reference and c.submitted_at is not null)
                 order by (c.reference = w.reference and c.submitted_at is not null) desc, c.first_at desc limit 1) c
                """)
                .param("tenant", tenant)
                .param(
                        "channels",
                        ContactStore.texts(
                                receipts, told -> told.endpoint().channel().name()))
                .param(
                        "addresses",
                        ContactStore.texts(receipts, told -> told.endpoint().address()))
                .param("references", receipts.stream().map(Told::reference).toArray(Integer[]::new))
                .param("carriers", ContactStore.texts(receipts, Told::carrierId))
                .query(row -> {
                    found.put(row.getInt("n"), ContactStore.toContact(row, 0));
                });
        return IntStream.rangeClosed(1, receipts.size())
                .mapToObj(n -> Optional.ofNullable(found.get(n)))
                .toList();
    }

    @Override
    public void takeAll(List<Reported> receipts, Function<Reported, @Nullable State> settled) {
        if (receipts.isEmpty()) {
            return;
        }
        var ids = ContactStore.texts(receipts, one -> one.contact().id());
        var states = ContactStore.texts(receipts, Reported::state);
        var times = ContactStore.texts(receipts, one -> one.at().toString());
        jdbc.sql("""
                insert into outreach.receipt (tenant, contact_id, carrier_id, state, at)
                select :tenant, w.id, w.carrier_id, w.state, w.at
                  from unnest(:ids, :carriers, :states, :times::timestamptz[]) w(id, carrier_id, state, at)
                on conflict do nothing
                """)
                .param("tenant", tenant)
                .param("ids", ids)
                .param("carriers", ContactStore.texts(receipts, Reported::carrierId))
                .param("states", states)
                .param("times", times)
                .update();
        jdbc.sql("""
                update outreach.contact c
                   set state = w.settled, reason = case when w.settled <> 'DELIVERED' then w.state end, settled_at = w.at
                  from (select :tenant as tenant, a.* from unnest(:ids, :settled, :states, :times::timestamptz[])
                                                           a(id, settled, state, at) offset 0) w
                 where c.tenant = w.tenant and c.contact_id = w.id and w.settled is not null
                   and c.state not in ('DELIVERED', 'UNDELIVERABLE', 'REFUSED')
                """)
                .param("tenant", tenant)
                .param("ids", ids)
                .param(
                        "settled",
                        receipts.stream()
                                .map(settled)
                                .map(state -> state == null ? null : state.name())
                                .toArray(String[]::new))
                .param("states", states)
                .param("times", times)
                .update();
    }

    @Override
    public int take(Reported receipt) {
        jdbc.sql("""
                insert into outreach.receipt (tenant, contact_id, carrier_id, state, at)
                values (:tenant, :id, :carrierId, :state, :at) on conflict do nothing
                """)
                .param("tenant", tenant)
                .param("id", receipt.contact().id())
                .param("carrierId", receipt.carrierId())
                .param("state", receipt.state())
                .param("at", receipt.at().atOffset(UTC))
                .update();
        return jdbc.sql("""
                select count(*) from outreach.receipt where tenant = :tenant and contact_id = :id and state = :state
                """)
                .param("tenant", tenant)
                .param("id", receipt.contact().id())
                .param("state", receipt.state())
                .query(Integer.class)
                .single();
    }
}
