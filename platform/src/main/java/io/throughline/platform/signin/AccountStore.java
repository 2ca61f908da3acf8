package io.throughline.platform.signin;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/// Passwords, invitations, tries that failed, and the record of who came and went, in PostgreSQL.
final class AccountStore {
    private final JdbcClient jdbc;
    private final String tenant;

    AccountStore(JdbcClient jdbc, String tenant) {
        this.jdbc = jdbc;
        this.tenant = tenant;
    }

    Optional<String> hash(String person) {
        return jdbc.sql("select hash from staff.password where tenant = ? and person = ?")
                .params(tenant, person)
                .query(String.class)
                .optional();
    }

    void keep(String person, String hash, Instant now) {
        jdbc.sql("""
                insert into staff.password (tenant, person, hash, set_at) values (?, ?, ?, ?)
                on conflict (tenant, person) do update set hash = excluded.hash, set_at = excluded.set_at
                """).params(tenant, person, hash, SessionStore.time(now)).update();
    }

    /// An invitation; earlier ones of the same person are over.
    void invite(String person, String by, String token, Instant now, Instant until) {
        jdbc.sql("update staff.invitation set used_at = ? where tenant = ? and person = ? and used_at is null")
                .params(SessionStore.time(now), tenant, person)
                .update();
        jdbc.sql("""
                insert into staff.invitation (tenant, token_hash, person, invited_by, expires_at) values (?, ?, ?, ?, ?)
                """)
                .params(tenant, Tokens.hash(token), person, by, SessionStore.time(until))
                .update();
    }

    /// Whom a link that is still good invites.
    Optional<String> invited(String token, Instant now) {
        return jdbc.sql("""
                select person from staff.invitation
                 where tenant = ? and token_hash = ? and used_at is null and expires_at > ?
                """)
                .params(tenant, Tokens.hash(token), SessionStore.time(now))
                .query(String.class)
                .optional();
    }

    /// Spends a link; only one of two who come at once.
    Optional<String> spend(String token, Instant now) {
        return jdbc.sql("""
                update staff.invitation set used_at = ?
                 where tenant = ? and token_hash = ? and used_at is null and expires_at > ? returning person
                """)
                .params(SessionStore.time(now), tenant, Tokens.hash(token), SessionStore.time(now))
                .query(String.class)
                .optional();
    }

    void failed(String name, String source, Instant now) {
        jdbc.sql("insert into staff.failed_try (tenant, at, name, source) values (?, ?, ?, ?)")
                .params(tenant, SessionStore.time(now), typed(name), source)
                .update();
    }

    /// How many tries failed lately.
    ///
    /// @param byName of that name
    /// @param bySource from that address
    record Failures(int byName, int bySource) {}

    Failures failures(String name, String source, Instant now, Duration lately) {
        return jdbc.sql("""
                select count(*) filter (where name = :name) by_name, count(*) filter (where source = :source) by_source
                  from staff.failed_try where tenant = :tenant and at > :since
                """)
                .params(Map.of(
                        "name",
                        typed(name),
                        "source",
                        source,
                        "tenant",
                        tenant,
                        "since",
                        SessionStore.time(now.minus(lately))))
                .query((row, _) -> new Failures(row.getInt(1), row.getInt(2)))
                .single();
    }

    /// Forgets the tries of a name, which has signed in.
    void forgive(String name) {
        jdbc.sql("delete from staff.failed_try where tenant = ? and name = ?")
                .params(tenant, typed(name))
                .update();
    }

    /// Forgets what is too old to count.
    void forget(Instant before) {
        jdbc.sql("delete from staff.failed_try where tenant = ? and at < ?")
                .params(tenant, SessionStore.time(before))
                .update();
        jdbc.sql("delete from staff.oidc_request where tenant = ? and expires_at < ?")
                .params(tenant, SessionStore.time(before))
                .update();
    }

    /// Adds to the record of who came and went.
    ///
    /// @param kind `signed-in`, `signed-out`, `signed-out-everywhere`, `locked`, `invited`, `password-chosen`
    void record(Instant now, String person, String kind, String by, String detail) {
        jdbc.sql("insert into staff.sign_in (tenant, at, person, kind, by, detail) values (?, ?, ?, ?, ?, ?)")
                .params(tenant, SessionStore.time(now), person, kind, by, detail)
                .update();
    }

    /// What a browser was sent to a provider with.
    record Sent(String nonce, String verifier, String next) {}

    void send(String state, Sent sent, Instant until) {
        jdbc.sql("""
                insert into staff.oidc_request (tenant, state_hash, nonce, verifier, next, expires_at)
                values (?, ?, ?, ?, ?, ?)
                """)
                .params(
                        tenant,
                        Tokens.hash(state),
                        sent.nonce(),
                        sent.verifier(),
                        sent.next(),
                        SessionStore.time(until))
                .update();
    }

    Optional<Sent> back(String state, Instant now) {
        return jdbc.sql("""
                delete from staff.oidc_request where tenant = ? and state_hash = ? and expires_at > ?
                returning nonce, verifier, next
                """)
                .params(tenant, Tokens.hash(state), SessionStore.time(now))
                .query((row, _) -> new Sent(row.getString(1), row.getString(2), row.getString(3)))
                .optional();
    }

    private static byte[] typed(String name) {
        return Tokens.hash(name.strip().toLowerCase(Locale.ROOT));
    }
}
