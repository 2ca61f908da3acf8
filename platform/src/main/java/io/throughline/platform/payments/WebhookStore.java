package io.throughline.platform.payments;

import io.throughline.platform.payments.PaymentProcessor.Notice;
import java.time.Instant;
import java.time.ZoneOffset;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/// The SQL of webhooks.
@Component
class WebhookStore implements Webhooks {
    private final JdbcClient jdbc;
    private final String tenant;

    WebhookStore(JdbcClient jdbc, @Value("${throughline.tenant}") String tenant) {
        this.jdbc = jdbc;
        this.tenant = tenant;
    }

    @Override
    public boolean take(String provider, Notice notice, Instant now) {
        return jdbc.sql("""
                insert into payments.webhook (tenant, provider, event_id, type, session_id, received_at)
                values (:tenant, :provider, :event, :type, :session, :now)
                on conflict do nothing
                """)
                        .param("tenant", tenant)
                        .param("provider", provider)
                        .param("event", notice.eventId())
                        .param("type", notice.type())
                        .param("session", notice.sessionId(), java.sql.Types.VARCHAR)
                        .param("now", now.atOffset(ZoneOffset.UTC))
                        .update()
                == 1;
    }
}
