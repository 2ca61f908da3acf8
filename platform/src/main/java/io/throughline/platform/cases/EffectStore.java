package io.throughline.platform.cases;

import static io.throughline.platform.cases.CaseStore.at;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/// The SQL of queued effects: a narrow table, claimed in small batches under a lease with a growing fence.
final class EffectStore implements EffectQueue {
    private final JdbcTemplate jdbc;
    private final String tenant;
    private final InstantSource clock;
    private final CaseSignals signals;

    EffectStore(JdbcTemplate jdbc, String tenant, InstantSource clock, CaseSignals signals) {
        this.jdbc = jdbc;
        this.tenant = tenant;
        this.clock = clock;
        this.signals = signals;
    }

    @Override
    public List<Claimed> claimDue(
            Collection<String> kinds, Instant now, Instant machineNow, Instant leaseUntil, int atMost) {
        return jdbc.query(
                "select * from cases.claim(?, ?, ?, ?, ?, ?)",
                EffectStore::toClaimed,
                tenant,
                at(now),
                at(machineNow),
                at(leaseUntil),
                kinds.toArray(String[]::new),
                atMost);
    }

    @Override
    public boolean settle(EffectFate fate) {
        return switch (fate) {
            case EffectFate.Untouched() -> true;
            case EffectFate.Answered(var key) ->
                jdbc.update("delete from cases.effect where tenant = ? and key = ?", tenant, key) == 1;
            case EffectFate.Over(var key, var fence) ->
                jdbc.update("delete from cases.effect where tenant = ? and key = ? and fence = ?", tenant, key, fence)
                        == 1;
            case EffectFate.Back(var key, var fence, var due, var attempt) -> giveBack(key, fence, due, attempt);
        };
    }

    private boolean giveBack(String key, long fence, @Nullable Instant due, int attempt) {
        return jdbc.update("""
                update cases.effect set due_at = ?, attempt = ?, lease_until = null
                 where tenant = ? and key = ? and fence = ?
                """, at(due), attempt, tenant, key, fence) == 1;
    }

    @Override
    public void renew(Collection<Claimed> inFlight, Instant leaseUntil) {
        jdbc.update(
                """
                update cases.effect set lease_until = ?
                  from unnest(?::text[], ?::bigint[]) held(key, fence)
                 where effect.tenant = ? and effect.key = held.key and effect.fence = held.fence
                   and effect.lease_until is not null
                """,
                at(leaseUntil),
                inFlight.stream().map(Claimed::key).toArray(String[]::new),
                inFlight.stream().map(Claimed::fence).toArray(Long[]::new),
                tenant);
    }

    @Override
    public Optional<Queued> find(String key) {
        return jdbc
                .query(
                        "select case_id, body, attempt from cases.effect where tenant = ? and key = ?",
                        (row, _) -> new Queued(row.getString(1), CaseJson.effect(row.getString(2)), row.getInt(3)),
                        tenant,
                        key)
                .stream()
                .findFirst();
    }

    @Override
    public boolean wake(String key) {
        boolean there = jdbc.update(
                        "update cases.effect set due_at = ? where tenant = ? and key = ?",
                        at(clock.instant()),
                        tenant,
                        key)
                == 1;
        signals.effectsQueued();
        return there;
    }

    private static Claimed toClaimed(ResultSet row, int number) throws SQLException {
        var effect = CaseJson.effect(row.getString("body"));
        return new Claimed(
                effect.key(),
                effect,
                CaseStore.toState(row),
                row.getLong("fence"),
                row.getInt("attempt"),
                row.getObject("queued_at", OffsetDateTime.class).toInstant());
    }
}
