package io.throughline.platform.outreach;

import static java.time.ZoneOffset.UTC;

import io.throughline.platform.outreach.ConsentEvent.Kind;
import io.throughline.platform.outreach.Contact.Endpoint;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The SQL of the consent ledger.
@Component
class ConsentStore implements Consents {
    private static final String COLUMNS = """
            select at, recorded_at, kind, customer_id, channel, address, purpose, basis, value, words, source, recorded_by,
                   contact_id
              from outreach.consent_event
            """;
    private final JdbcClient jdbc;
    private final String tenant;

    ConsentStore(JdbcClient jdbc, @Value("${throughline.tenant}") String tenant) {
        this.jdbc = jdbc;
        this.tenant = tenant;
    }

    @Override
    public void lockPerson(String customerId) {
        if (lockedPerson(customerId)) {
            return;
        }
        jdbc.sql("insert into outreach.person (tenant, customer_id) values (:tenant, :id) on conflict do nothing")
                .param("tenant", tenant)
                .param("id", customerId)
                .update();
        lockedPerson(customerId);
    }

    @Override
    public void lockPeople(List<String> customers) {
        if (customers.size() < 2) {
            customers.forEach(this::lockPerson);
            return;
        }
        var ids = customers.toArray(String[]::new);
        jdbc.sql("""
                insert into outreach.person (tenant, customer_id)
                select :tenant, w.id from unnest(:ids) w(id) on conflict do nothing
                """).param("tenant", tenant).param("ids", ids).update();
        jdbc.sql("""
                select count(*) from unnest(:ids) w(id)
                 cross join lateral (select from outreach.person p
                       where p.tenant = :tenant and p.customer_id = w.id offset 0 for update) locked
                """)
                .param("tenant", tenant)
                .param("ids", ids)
                .query(Long.class)
                .single();
    }

    private boolean lockedPerson(String customerId) {
        return jdbc.sql("select true from outreach.person where tenant = :tenant and customer_id = :id for update")
                .param("tenant", tenant)
                .param("id", customerId)
                .query(Boolean.class)
                .optional()
                .isPresent();
    }

    @Override
    public Optional<Instant> lockEndpoint(Endpoint endpoint) {
        return lockedEndpoint(endpoint).orElseGet(() -> {
            jdbc.sql("""
                    insert into outreach.endpoint (tenant, channel, address) values (:tenant, :channel, :address)
                    on conflict do nothing
                    """)
                    .param("tenant", tenant)
                    .param("channel", endpoint.channel().name())
                    .param("address", endpoint.address())
                    .update();
            return lockedEndpoint(endpoint).orElseThrow();
        });
    }

    @Override
    public void lockEndpoints(List<Endpoint> endpoints) {
        if (endpoints.size() < 2) {
            endpoints.forEach(this::lockEndpoint);
            return;
        }
        var channels = endpoints.stream().map(one -> one.channel().name()).toArray(String[]::new);
        var addresses = endpoints.stream().map(Endpoint::address).toArray(String[]::new);
        jdbc.sql("""
                insert into outreach.endpoint (tenant, channel, address)
                select :tenant, w.channel, w.address from unnest(:channels, :addresses) w(channel, address)
                on conflict do nothing
                """)
                .param("tenant", tenant)
                .param("channels", channels)
                .param("addresses", addresses)
                .update();
        jdbc.sql("""
                select count(*) from unnest(:channels, :addresses) w(channel, address)
                 cross join lateral (select from outreach.endpoint e
                       where e.tenant = :tenant and e.channel = w.channel and e.address = w.address
                      offset 0 for update) locked
                """)
                .param("tenant", tenant)
                .param("channels", channels)
                .param("addresses", addresses)
                .query(Long.class)
                .single();
    }

    private Optional<Optional<Instant>> lockedEndpoint(Endpoint endpoint) {
        return jdbc.sql("""
                select helped_at from outreach.endpoint
                 where tenant = :tenant and channel = :channel and address = :address for update
                """)
                .param("tenant", tenant)
                .param("channel", endpoint.channel().name())
                .param("address", endpoint.address())
                .query((row, _) -> Optional.ofNullable(row.getObject("helped_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant))
                .optional();
    }

    @Override
    public void helped(Endpoint endpoint, Instant now) {
        jdbc.sql("""
                update outreach.endpoint set helped_at = :now
                 where tenant = :tenant and channel = :channel and address = :address
                """)
                .param("tenant", tenant)
                .param("channel", endpoint.channel().name())
                .param("address", endpoint.address())
                .param("now", now.atOffset(UTC))
                .update();
    }

    @Override
    public void add(ConsentEvent event) {
        jdbc.sql("""
                insert into outreach.consent_event (tenant, at, recorded_at, kind, customer_id, channel, address, purpose,
                        basis, value, words, source, recorded_by, contact_id)
                values (:tenant, :at, :recordedAt, :kind, :person, :medium, :address, :purpose, :basis, :value, :words,
                        :source, :recordedBy, :contact)
                """)
                .param("tenant", tenant)
                .param("at", event.at().atOffset(UTC))
                .param("recordedAt", event.recordedAt().atOffset(UTC))
                .param("kind", event.kind().name())
                .param("person", event.person())
                .param("medium", event.medium() == null ? null : event.medium().name())
                .param("address", event.address())
                .param("purpose", event.purpose())
                .param("basis", event.basis())
                .param("value", event.value())
                .param("words", event.words())
                .param("source", event.source())
                .param("recordedBy", event.recordedBy())
                .param("contact", event.contactId())
                .update();
    }

    @Override
    public List<ConsentEvent> events(@Nullable String customerId, Endpoint endpoint) {
        var byPerson = " where tenant = :tenant and customer_id = :id";
        var byAddress = " where tenant = :tenant and channel = :channel and address = :address";
        // Two index look-ups instead of one OR; what is found by both comes once.
        var sql = customerId == null
                ? COLUMNS + byAddress
                : COLUMNS + byPerson + " union all " + COLUMNS + byAddress + " and customer_id is distinct from :id";
        return jdbc.sql(sql)
                .param("tenant", tenant)
                .param("id", customerId)
                .param("channel", Medium.of(endpoint.channel()).name())
                .param("address", endpoint.address())
                .query(ConsentStore::toEvent)
                .list();
    }

    @Override
    public List<ConsentEvent> eventsOf(List<String> people, List<String> addresses) {
        // two index look-ups instead of one OR
        return jdbc.sql(COLUMNS + " where tenant = :tenant and customer_id = any (:people) union all " + COLUMNS + """
                         where tenant = :tenant and channel in ('SMS', 'EMAIL', 'VOICE', 'VOICE_AUTO', 'LETTER', 'CHAT')
                           and address = any (:addresses)
                           and (customer_id is null or customer_id <> all (:people))
                        """)
                .param("tenant", tenant)
                .param("people", people.toArray(String[]::new))
                .param("addresses", addresses.toArray(String[]::new))
                .query(ConsentStore::toEvent)
                .list();
    }

    @Override
    public List<ConsentEvent> history(String customerId, List<String> addresses) {
        return jdbc.sql(COLUMNS + """
                 where tenant = :tenant and (customer_id = :id or address = any (:addresses))
                 order by at, id
                """)
                .param("tenant", tenant)
                .param("id", customerId)
                .param("addresses", addresses.toArray(String[]::new))
                .query(ConsentStore::toEvent)
                .list();
    }

    private static ConsentEvent toEvent(ResultSet row, int ignored) throws SQLException {
        var channel = row.getString("channel");
        return new ConsentEvent(
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getObject("recorded_at", OffsetDateTime.class).toInstant(),
                Kind.valueOf(row.getString("kind")),
                row.getString("customer_id"),
                channel == null ? null : Medium.valueOf(channel),
                row.getString("address"),
                row.getString("purpose"),
                row.getString("basis"),
                row.getString("value"),
                row.getString("words"),
                row.getString("source"),
                row.getString("recorded_by"),
                row.getString("contact_id"));
    }
}
