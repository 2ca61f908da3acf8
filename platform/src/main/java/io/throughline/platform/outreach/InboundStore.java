package io.throughline.platform.outreach;

import static java.time.ZoneOffset.UTC;

import io.throughline.platform.outreach.Contact.Endpoint;
import io.throughline.understanding.Label;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The SQL of what people wrote to us.
@Component
class InboundStore implements InboundWords {
    private final JdbcClient jdbc;
    private final String tenant;

    InboundStore(JdbcClient jdbc, @Value("${throughline.tenant}") String tenant) {
        this.jdbc = jdbc;
        this.tenant = tenant;
    }

    @Override
    public Optional<Instant> lastFrom(Endpoint from) {
        return jdbc.sql("""
                select max(at) from outreach.inbound
                 where tenant = :tenant and channel = :channel and address = :address
                """)
                .param("tenant", tenant)
                .param("channel", from.channel().name())
                .param("address", from.address())
                .query((row, _) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant))
                .single();
    }

    @Override
    public OptionalLong keep(
            Origin from,
            Reading reading,
            @Nullable String customerId,
            @Nullable Contact about,
            Instant at,
            Duration sameWithin) {
        return jdbc.sql("""
                insert into outreach.inbound (tenant, at, channel, address, customer_id, case_id, contact_id, meaning,
                        words, labels, confidence, source)
                select :tenant, :at, :channel, :address, :customer, :case, :contact, :meaning, :words, :labels, :confidence,
                       :source
                 where not exists (
                       select from outreach.inbound
                        where tenant = :tenant and channel = :channel and address = :address
                          and words = :words and at > :since
                          and (address <> '' or customer_id = :customer))
                returning id
                """)
                .param("tenant", tenant)
                .param("at", at.atOffset(UTC))
                .param("since", at.minus(sameWithin).atOffset(UTC))
                .param("channel", from.channel())
                .param("address", from.address())
                .param("customer", customerId)
                .param("case", about == null ? null : about.caseId())
                .param("contact", about == null ? null : about.id())
                .param("meaning", reading.meaning().name())
                .param("words", reading.words())
                .param("labels", Label.write(reading.guess()))
                .param("confidence", reading.confidence())
                .param("source", from.source())
                .query(Long.class)
                .optional()
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }
}
