package io.throughline.platform.outreach;

import static java.time.ZoneOffset.UTC;

import io.throughline.engine.By.Channel;
import io.throughline.platform.outreach.Contact.Endpoint;
import io.throughline.platform.outreach.Contact.State;
import io.throughline.policy.ContactAction.Purpose;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The SQL of contacts.
@Component
class ContactStore implements Contacts {
    static final String COLUMNS = """
            contact_id, effect_key, case_id, customer_id, channel, address, purpose, message, reference, parts, state,
            reason, first_at, submitted_at, account_id, subject
            """;
    private final JdbcClient jdbc;
    private final String tenant;

    ContactStore(JdbcClient jdbc, @Value("${throughline.tenant}") String tenant) {
        this.jdbc = jdbc;
        this.tenant = tenant;
    }

    @Override
    public void claimAll(List<Contact> all) {
        if (all.isEmpty()) {
            return;
        }
        jdbc.sql("""
                insert into outreach.contact (tenant, contact_id, effect_key, case_id, customer_id, channel, address,
                        purpose, account_id, subject, message, reference, state, first_at, claimed_at)
                select :tenant, w.id, w.effect, w.case_id, w.customer, w.channel, w.address, w.purpose, w.account, w.subject,
                       w.message, w.reference, 'CLAIMED', w.at, w.at
                  from unnest(:ids, :effects, :cases, :customers, :channels, :addresses, :purposes, :accounts, :subjects,
                              :messages, :references, :times::timestamptz[])
                       w(id, effect, case_id, customer, channel, address, purpose, account, subject, message, reference, at)
                on conflict (tenant, effect_key) do update set claimed_at = excluded.claimed_at
                """)
                .param("tenant", tenant)
                .param("ids", texts(all, Contact::id))
                .param("effects", texts(all, Contact::effectKey))
                .param("cases", texts(all, Contact::caseId))
                .param("customers", texts(all, Contact::customerId))
                .param("channels", texts(all, one -> one.endpoint().channel().name()))
                .param("addresses", texts(all, one -> one.endpoint().address()))
                .param("purposes", texts(all, one -> one.purpose().name()))
                .param("accounts", texts(all, one -> one.about().account()))
                .param("subjects", texts(all, one -> one.about().subject()))
                .param("messages", texts(all, Contact::message))
                .param("references", all.stream().map(Contact::reference).toArray(Integer[]::new))
                .param("times", texts(all, one -> one.firstAt().toString()))
                .update();
    }

    @Override
    public Map<String, Contact> findByEffects(List<String> effectKeys) {
        return jdbc
                .sql("select c.* from unnest(:keys) w(key) cross join lateral (select " + COLUMNS + """
                  from outreach.contact where tenant = :tenant and effect_key = w.key offset 0) c
                """)
                .param("tenant", tenant)
                .param("keys", effectKeys.toArray(String[]::new))
                .query(ContactStore::toContact)
                .list()
                .stream()
                .collect(Collectors.toMap(Contact::effectKey, contact -> contact));
    }

    @Override
    public Optional<Contact> find(String contactId) {
        return jdbc.sql("select " + COLUMNS + " from outreach.contact where tenant = :tenant and contact_id = :id")
                .param("tenant", tenant)
                .param("id", contactId)
                .query(ContactStore::toContact)
                .optional();
    }

    @Override
    public Optional<Contact> latestTo(Endpoint endpoint) {
        return jdbc.sql("select " + COLUMNS + """
                  from outreach.contact
                 where tenant = :tenant and channel = :channel and address = :address and case_id is not null
                 order by first_at desc limit 1
                """)
                .param("tenant", tenant)
                .param("channel", endpoint.channel().name())
                .param("address", endpoint.address())
                .query(ContactStore::toContact)
                .optional();
    }

    @Override
    public List<Endpoint> endpointsOf(String caseId, Channel channel) {
        return jdbc.sql("""
                select distinct channel, address from outreach.contact
                 where tenant = :tenant and case_id = :case and channel = :channel order by address
                """)
                .param("tenant", tenant)
                .param("case", caseId)
                .param("channel", channel.name())
                .query((row, _) -> new Endpoint(Channel.valueOf(row.getString("channel")), row.getString("address")))
                .list();
    }

    @Override
    public List<String> customersAt(Endpoint endpoint) {
        return jdbc.sql("""
                select distinct customer_id from outreach.contact
                 where tenant = :tenant and channel = :channel and address = :address and customer_id is not null
                 order by customer_id
                """)
                .param("tenant", tenant)
                .param("channel", endpoint.channel().name())
                .param("address", endpoint.address())
                .query(String.class)
                .list();
    }

    @Override
    public List<String> casesOf(List<String> customers) {
        return customers.isEmpty()
                ? List.of()
                : jdbc.sql("""
                        select distinct case_id from outreach.contact
                         where tenant = :tenant and customer_id in (:customers) and case_id is not null
                         order by case_id
                        """)
                        .param("tenant", tenant)
                        .param("customers", customers)
                        .query(String.class)
                        .list();
    }

    @Override
    public int countRequested(String caseId) {
        return jdbc.sql("""
                select count(*) from outreach.contact
                 where tenant = :tenant and case_id = :case and purpose = 'REQUESTED'
                """)
                .param("tenant", tenant)
                .param("case", caseId)
                .query(Integer.class)
                .single();
    }

    @Override
    public Set<String> submittingAll(List<Parted> messages, Instant now) {
        if (messages.isEmpty()) {
            return Set.of();
        }
        return jdbc
                .sql("""
                update outreach.contact c set state = 'SUBMITTING', submitted_at = :now, parts = w.parts
                  from (select :tenant as tenant, a.* from unnest(:ids, :parts) a(id, parts) offset 0) w
                 where c.tenant = w.tenant and c.contact_id = w.id and c.state = 'CLAIMED'
                returning c.contact_id
                """)
                .param("tenant", tenant)
                .param("ids", texts(messages, Parted::contactId))
                .param("parts", messages.stream().map(Parted::parts).toArray(Integer[]::new))
                .param("now", now.atOffset(UTC))
                .query(String.class)
                .list()
                .stream()
                .collect(Collectors.toSet());
    }

    @Override
    public void sentAll(List<Taken> messages) {
        jdbc.sql("""
                update outreach.contact c
                   set carrier_id = w.carrier_id, state = case when c.state = 'SUBMITTING' then 'SENT' else c.state end
                  from (select :tenant as tenant, a.* from unnest(:ids, :carriers) a(id, carrier_id) offset 0) w
                 where c.tenant = w.tenant and c.contact_id = w.id
                """)
                .param("tenant", tenant)
                .param("ids", texts(messages, Taken::contactId))
                .param("carriers", texts(messages, Taken::carrierId))
                .update();
    }

    @Override
    public void notSubmitted(String contactId) {
        jdbc.sql("""
                update outreach.contact set state = 'CLAIMED', submitted_at = null
                 where tenant = :tenant and contact_id = :id and state = 'SUBMITTING'
                """).param("tenant", tenant).param("id", contactId).update();
    }

    @Override
    public boolean settle(String contactId, State state, @Nullable String reason, Instant now) {
        return jdbc.sql("""
                update outreach.contact set state = :state, reason = :reason, settled_at = :now
                 where tenant = :tenant and contact_id = :id
                   and state not in ('DELIVERED', 'UNDELIVERABLE', 'REFUSED', :state)
                """)
                        .param("tenant", tenant)
                        .param("id", contactId)
                        .param("state", state.name())
                        .param("reason", reason)
                        .param("now", now.atOffset(UTC))
                        .update()
                == 1;
    }

    static <T> @Nullable String[] texts(List<T> all, Function<T, @Nullable String> of) {
        return all.stream().map(of).toArray(String[]::new);
    }

    static Contact toContact(ResultSet row, int ignored) throws SQLException {
        var submitted = row.getObject("submitted_at", OffsetDateTime.class);
        return new Contact(
                row.getString("contact_id"),
                row.getString("effect_key"),
                row.getString("case_id"),
                row.getString("customer_id"),
                new Endpoint(Channel.valueOf(row.getString("channel")), row.getString("address")),
                Purpose.valueOf(row.getString("purpose")),
                new Contact.About(row.getString("account_id"), row.getString("subject")),
                row.getString("message"),
                row.getInt("reference"),
                row.getInt("parts"),
                State.valueOf(row.getString("state")),
                row.getString("reason"),
                instant(row, "first_at"),
                submitted == null ? null : submitted.toInstant());
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }
}
