package io.throughline.platform.identity;

import io.throughline.engine.By.Channel;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Sessions of customers: an opaque random id in a cookie, of which only the keyed hash is kept. A
/// session lives as long as its link; what it has proven lapses after [#IDLE] without a page.
public final class SessionStore {
    /// How long a proof lasts on a page that nobody touches.
    public static final Duration IDLE = Duration.ofMinutes(30);

    private static final Duration SEEN_EVERY = Duration.ofMinutes(1);

    private final JdbcClient jdbc;
    private final Secrets secrets;
    private final InstantSource clock;
    private final String tenant;

    SessionStore(JdbcClient jdbc, Secrets secrets, InstantSource clock, String tenant) {
        this.jdbc = jdbc;
        this.secrets = secrets;
        this.clock = clock;
        this.tenant = tenant;
    }

    /// A session that has begun.
    ///
    /// @param id for the cookie, the only time it is told
    /// @param firstTime whether nobody had opened the link before
    public record Opened(String id, String caseId, String contactId, boolean firstTime) {
        @Override
        public String toString() {
            return "Opened[" + caseId + "]";
        }
    }

    /// Begins a session for a link that is good. Unknown, expired, revoked and foreign links are all empty, after the
    /// same work.
    public Optional<Opened> open(String token) {
        var now = Sql.time(clock.instant());
        var linkHash = secrets.hash("link", token);
        var id = secrets.sessionId();
        var found = jdbc.sql("""
                with good as (
                  select tenant, token_hash, case_id, contact_id, opened_at
                    from identity.links
                   where tenant = :tenant and token_hash = decode(:link, 'hex')
                     and expires_at > :now and revoked_at is null and purpose = 'case-page'
                     for update),
                marked as (
                  update identity.links l set opened_at = :now
                    from good where l.tenant = good.tenant and l.token_hash = good.token_hash and good.opened_at is null),
                started as (
                  insert into identity.sessions (tenant, id_hash, link_hash, started_at, seen_at)
                  select tenant, decode(:session, 'hex'), token_hash, :now, :now from good)
                select case_id, contact_id, opened_at is null as first_time from good
                """)
                .params(Map.of("tenant", tenant, "link", linkHash, "session", secrets.hash("session", id), "now", now))
                .query((row, _) -> new Opened(
                        id, row.getString("case_id"), row.getString("contact_id"), row.getBoolean("first_time")))
                .optional();
        return found;
    }

    /// The visitor a cookie stands for, if its link is still good.
    public Optional<Visitor> find(@Nullable String id) {
        if (id == null || id.isEmpty() || id.length() > 100) {
            return Optional.empty();
        }
        var now = clock.instant();
        var hash = secrets.hash("session", id);
        var seen = jdbc.sql("""
                select s.id_hash, s.link_hash, s.seen_at, s.facts_confirmed_at, s.verified_at,
                       l.case_id, l.customer_id, l.contact_id, l.channel, l.expires_at
                  from identity.sessions s
                  join identity.links l on l.tenant = s.tenant and l.token_hash = s.link_hash
                 where s.tenant = :tenant and s.id_hash = decode(:session, 'hex')
                   and l.expires_at > :now and l.revoked_at is null
                """)
                .params(Map.of("tenant", tenant, "session", hash, "now", Sql.time(now)))
                .query(SessionStore::toRow)
                .optional();
        return seen.map(row -> {
            boolean lapsed = !row.seenAt.toInstant().plus(IDLE).isAfter(now);
            if (row.seenAt.toInstant().plus(SEEN_EVERY).isBefore(now)) {
                touch(hash, lapsed);
            }
            return row.visitor(lapsed);
        });
    }

    /// The session of the proven person: a new id, so that whoever knew the old one has gained
    /// nothing. The old session stays what it was, unproven, so that a second click on the same
    /// form still finds its way.
    String verified(Visitor visitor) {
        var id = secrets.sessionId();
        var now = Sql.time(clock.instant());
        jdbc.sql("""
                insert into identity.sessions (tenant, id_hash, link_hash, started_at, seen_at, verified_at)
                values (:tenant, decode(:session, 'hex'), decode(:link, 'hex'), :now, :now, :now)
                """)
                .params(Map.of(
                        "tenant", tenant, "session", secrets.hash("session", id), "link", visitor.link(), "now", now))
                .update();
        return id;
    }

    void factsConfirmed(Visitor visitor) {
        jdbc.sql("""
                update identity.sessions set facts_confirmed_at = :now
                 where tenant = :tenant and id_hash = decode(:session, 'hex')
                """)
                .params(Map.of("tenant", tenant, "session", visitor.session(), "now", Sql.time(clock.instant())))
                .update();
    }

    /// Seals a text for this visitor's forms: others cannot make it up.
    public String seal(Visitor visitor, String text) {
        return secrets.hash("form", visitor.link() + "|" + text).substring(0, 32);
    }

    /// Whether a seal is this visitor's for the text.
    public boolean isSealed(Visitor visitor, String text, String seal) {
        return Secrets.same(seal(visitor, text), seal);
    }

    /// A random reference for an error, for people to quote.
    public String errorReference() {
        return secrets.reference();
    }

    private void touch(String hash, boolean lapsed) {
        jdbc.sql("""
                update identity.sessions
                   set seen_at = :now,
                       verified_at = case when :lapsed then null else verified_at end,
                       facts_confirmed_at = case when :lapsed then null else facts_confirmed_at end
                 where tenant = :tenant and id_hash = decode(:session, 'hex')
                """)
                .params(Map.of("tenant", tenant, "session", hash, "now", Sql.time(clock.instant()), "lapsed", lapsed))
                .update();
    }

    private record Row(Visitor live, OffsetDateTime seenAt) {
        Visitor visitor(boolean lapsed) {
            return lapsed
                    ? new Visitor(
                            live.session(),
                            live.link(),
                            live.caseId(),
                            live.customerId(),
                            live.contactId(),
                            live.channel(),
                            live.linkExpires(),
                            false,
                            false)
                    : live;
        }
    }

    private static Row toRow(ResultSet row, int number) throws SQLException {
        var hex = HexFormat.of();
        return new Row(
                new Visitor(
                        hex.formatHex(row.getBytes("id_hash")),
                        hex.formatHex(row.getBytes("link_hash")),
                        row.getString("case_id"),
                        row.getString("customer_id"),
                        row.getString("contact_id"),
                        Channel.valueOf(row.getString("channel")),
                        row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                        row.getObject("facts_confirmed_at") != null,
                        row.getObject("verified_at") != null),
                row.getObject("seen_at", OffsetDateTime.class));
    }
}
