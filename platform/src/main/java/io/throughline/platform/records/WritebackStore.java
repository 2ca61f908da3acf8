package io.throughline.platform.records;

import io.throughline.engine.Effect;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// The SQL of writebacks.
@Component
class WritebackStore implements Writebacks {
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final String tenant;

    WritebackStore(JdbcClient jdbc, JsonMapper json, @Value("${throughline.tenant}") String tenant) {
        this.jdbc = jdbc;
        this.json = json;
        this.tenant = tenant;
    }

    @Override
    public Writeback begin(Effect.WriteRecord effect, String caseId, Instant now) {
        return jdbc.sql("""
                insert into records.writeback as w
                       (tenant, key, case_id, system, operation, request, state, attempts, first_at, changed_at)
                values (:tenant, :key, :case, :system, :operation, cast(:request as jsonb), 'TRYING', 1, :now, :now)
                on conflict (tenant, key) do update set attempts = w.attempts + 1, changed_at = :now
                returning state, attempts, first_at, answer, receipt, written_at
                """)
                .param("tenant", tenant)
                .param("key", effect.key())
                .param("case", caseId)
                .param("system", effect.system())
                .param("operation", effect.operation())
                .param("request", json.writeValueAsString(effect.values()))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(WritebackStore::toWriteback)
                .single();
    }

    @Override
    public void note(String key, State state, @Nullable String answer, @Nullable String receipt, @Nullable Instant at) {
        jdbc.sql("""
                update records.writeback
                   set state = :state, answer = :answer, receipt = :receipt, written_at = :at
                 where tenant = :tenant and key = :key and state = 'TRYING'
                """)
                .param("state", state.name())
                .param("answer", answer, Types.VARCHAR)
                .param("receipt", receipt, Types.VARCHAR)
                .param("at", at == null ? null : at.atOffset(ZoneOffset.UTC), Types.TIMESTAMP_WITH_TIMEZONE)
                .param("tenant", tenant)
                .param("key", key)
                .update();
    }

    private static Writeback toWriteback(ResultSet row, int number) throws SQLException {
        var writtenAt = row.getObject("written_at", OffsetDateTime.class);
        return new Writeback(
                State.valueOf(row.getString("state")),
                row.getInt("attempts"),
                row.getObject("first_at", OffsetDateTime.class).toInstant(),
                row.getString("answer"),
                row.getString("receipt"),
                writtenAt == null ? null : writtenAt.toInstant());
    }
}
