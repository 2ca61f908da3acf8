package io.throughline.platform.outreach;

import static java.time.ZoneOffset.UTC;

import io.throughline.platform.outreach.Contact.Endpoint;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.EmptyResultDataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The SQL of consents.
@Component
class ConsentStore implements Consents {
    private final JdbcClient jdbc;
    private final String tenant;

    ConsentStore(JdbcClient jdbc, @Value("${throughline.tenant}") String tenant) {
        this.jdbc = jdbc;
        this.tenant = tenant;
    }

    @Override
    public Optional<Instant> lockPerson(String customerId) {
        jdbc.sql("insert into outreach.person (tenant, customer_id) values (:tenant, :id) on conflict do nothing")
                .param("tenant", tenant)
                .param("id", customerId)
                .update();
        var stopped = jdbc.sql(
                        "select stopped_at from outreach.person where tenant = :tenant and customer_id = :id for update")
                .param("tenant", tenant)
                .param("id", customerId)
                .query((row, _) -> Optional.ofNullable(row.getObject("stopped_at", OffsetDateTime.class)))
                .single();
        return stopped.map(OffsetDateTime::toInstant);
    }

    @Override
    public Standing lockEndpoint(Endpoint endpoint) {
        jdbc.sql("""
                insert into outreach.endpoint (tenant, channel, address) values (:tenant, :channel, :address)
                on conflict do nothing
                """)
                .param("tenant", tenant)
                .param("channel", endpoint.channel().name())
                .param("address", endpoint.address())
                .update();
        return jdbc.sql("""
                select stopped_at, resumed_at, confirmed_at, helped_at from outreach.endpoint
                 where tenant = :tenant and channel = :channel and address = :address for update
                """)
                .param("tenant", tenant)
                .param("channel", endpoint.channel().name())
                .param("address", endpoint.address())
                .query((row, _) -> new Standing(
                        instant(row.getObject("stopped_at", OffsetDateTime.class)),
                        instant(row.getObject("resumed_at", OffsetDateTime.class)),
                        instant(row.getObject("confirmed_at", OffsetDateTime.class)),
                        instant(row.getObject("helped_at", OffsetDateTime.class))))
                .optional()
                .orElseThrow(() -> new EmptyResultDataAccessException(1));
    }

    @Override
    public void stopEndpoint(Endpoint endpoint, Instant now) {
        update("stopped_at = coalesce(stopped_at, :now)", endpoint, now);
    }

    @Override
    public void resumeEndpoint(Endpoint endpoint, Instant now) {
        update("stopped_at = null, confirmed_at = null, resumed_at = :now", endpoint, now);
    }

    @Override
    public void confirmed(Endpoint endpoint, Instant now) {
        update("confirmed_at = :now", endpoint, now);
    }

    @Override
    public void helped(Endpoint endpoint, Instant now) {
        update("helped_at = :now", endpoint, now);
    }

    private void update(String change, Endpoint endpoint, Instant now) {
        jdbc.sql("update outreach.endpoint set " + change
                        + " where tenant = :tenant and channel = :channel and address = :address")
                .param("tenant", tenant)
                .param("channel", endpoint.channel().name())
                .param("address", endpoint.address())
                .param("now", now.atOffset(UTC))
                .update();
    }

    @Override
    public void stopPerson(String customerId, Instant now) {
        jdbc.sql("update outreach.person set stopped_at = :now where tenant = :tenant and customer_id = :id")
                .param("tenant", tenant)
                .param("id", customerId)
                .param("now", now.atOffset(UTC))
                .update();
    }

    @Override
    public void record(
            Kind kind, @Nullable String customerId, Endpoint endpoint, @Nullable String contactId, Instant at) {
        jdbc.sql("""
                insert into outreach.consent_event (tenant, at, kind, customer_id, channel, address, contact_id)
                values (:tenant, :at, :kind, :customer, :channel, :address, :contact)
                """)
                .param("tenant", tenant)
                .param("at", at.atOffset(UTC))
                .param("kind", kind.name())
                .param("customer", customerId)
                .param("channel", endpoint.channel().name())
                .param("address", endpoint.address())
                .param("contact", contactId)
                .update();
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
