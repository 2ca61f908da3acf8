package io.throughline.platform.identity;

import io.throughline.engine.By.Channel;
import io.throughline.platform.outreach.ContactLinks;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Makes and revokes the links that messages carry: `{public-url}/l/{token}`, good for fourteen
/// days. A link is bound to its tenant, case, purpose, contact and channel by the row its token's
/// keyed hash finds.
public final class LinkStore implements ContactLinks {
    static final Duration LIFETIME = Duration.ofDays(14);

    private final JdbcClient jdbc;
    private final Secrets secrets;
    private final InstantSource clock;
    private final String tenant;
    private final String publicUrl;

    LinkStore(JdbcClient jdbc, Secrets secrets, InstantSource clock, String tenant, String publicUrl) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.clock = clock;
        this.tenant = tenant;
        this.publicUrl = publicUrl.endsWith("/") ? publicUrl.substring(0, publicUrl.length() - 1) : publicUrl;
    }

    @Override
    public String create(String caseId, String customerId, String contactId, Channel channel) {
        var token = secrets.token();
        var now = clock.instant();
        jdbc.sql("""
                insert into identity.links
                       (tenant, token_hash, case_id, customer_id, contact_id, channel, created_at, expires_at)
                values (:tenant, decode(:hash, 'hex'), :case, :customer, :contact, :channel, :now, :expires)
                """)
                .params(Map.of(
                        "tenant",
                        tenant,
                        "hash",
                        secrets.hash("link", token),
                        "case",
                        caseId,
                        "customer",
                        customerId,
                        "contact",
                        contactId,
                        "channel",
                        channel.name(),
                        "now",
                        Sql.time(now),
                        "expires",
                        Sql.time(now.plus(LIFETIME))))
                .update();
        return publicUrl + "/l/" + token;
    }

    /// Ends every link of the case that went out on a channel, such as a number that belongs to somebody else.
    ///
    /// @return how many were good until now
    public int revoke(String caseId, Channel channel) {
        return jdbc.sql("""
                update identity.links
                   set revoked_at = :now
                 where tenant = :tenant and case_id = :case and channel = :channel and revoked_at is null
                """)
                .params(Map.of(
                        "tenant", tenant, "case", caseId, "channel", channel.name(), "now", Sql.time(clock.instant())))
                .update();
    }
}
