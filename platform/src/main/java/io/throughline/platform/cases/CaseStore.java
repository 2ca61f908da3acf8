package io.throughline.platform.cases;

import io.throughline.engine.CaseState;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/// The SQL that reads cases; [ChangeStore] changes them.
final class CaseStore implements KeptCases {
    /// What [#toState] reads.
    static final String STATE = "tenant, id, workflow, version, opened_at, status, at_step, awaiting, outcome, state";

    private static final String COLUMNS = "select " + STATE + ", seq, events, head, since from cases.case_row ";

    private final JdbcTemplate jdbc;
    private final String tenant;

    CaseStore(JdbcTemplate jdbc, String tenant) {
        this.jdbc = jdbc;
        this.tenant = tenant;
    }

    @Override
    public Optional<StoredCase> find(UUID id) {
        return jdbc.query(COLUMNS + "where tenant = ? and id = ?", CaseStore::toCase, tenant, id).stream()
                .findFirst();
    }

    @Override
    public List<StoredCase> findAll(Collection<UUID> ids) {
        return jdbc.query(
                COLUMNS + "where tenant = ? and id = any(?)", CaseStore::toCase, tenant, ids.toArray(UUID[]::new));
    }

    @Override
    public Optional<StoredCase> findByReference(String reference) {
        return jdbc.query(COLUMNS + "where tenant = ? and reference = ?", CaseStore::toCase, tenant, reference).stream()
                .findFirst();
    }

    @Override
    public List<StoredCase> lockDueTimers(Instant now, int atMost) {
        return jdbc.query(
                COLUMNS + "where tenant = ? and timer_at <= ? order by timer_at limit ? for no key update skip locked",
                CaseStore::toCase,
                tenant,
                at(now),
                atMost);
    }

    @Override
    public void lookAgain(String caseId, @Nullable Instant timerAt) {
        jdbc.update(
                "update cases.case_row set timer_at = ? where tenant = ? and id = ?",
                at(timerAt),
                tenant,
                UUID.fromString(caseId));
    }

    @Override
    public List<StoredCase> unfinished(String workflow, String version, UUID after, int atMost) {
        return jdbc.query(
                COLUMNS
                        + "where tenant = ? and workflow = ? and version = ? and id > ? and status <> 'FINISHED' order by id limit ?",
                CaseStore::toCase,
                tenant,
                workflow,
                version,
                after,
                atMost);
    }

    @Override
    public void pin(UUID id, String version) {
        jdbc.update("update cases.case_row set version = ? where tenant = ? and id = ?", version, tenant, id);
    }

    @Override
    public List<Chain.Link> events(UUID id) {
        return jdbc.query(
                "select number, body, hash from cases.event where tenant = ? and case_id = ? order by number",
                (row, _) -> new Chain.Link(row.getInt(1), row.getString(2), row.getBytes(3)),
                tenant,
                id);
    }

    private static StoredCase toCase(ResultSet row, int number) throws SQLException {
        return new StoredCase(
                toState(row),
                row.getInt("seq"),
                row.getInt("events"),
                row.getBytes("head"),
                row.getObject("since", OffsetDateTime.class).toInstant());
    }

    static CaseState toState(ResultSet row) throws SQLException {
        var columns = new LinkedHashMap<String, @Nullable Object>();
        columns.put("tenant", row.getString("tenant"));
        columns.put("id", row.getString("id"));
        columns.put("workflow", row.getString("workflow"));
        columns.put("version", row.getString("version"));
        columns.put("openedAt", row.getObject("opened_at", OffsetDateTime.class).toInstant());
        columns.put("status", row.getString("status"));
        columns.put("at", row.getString("at_step"));
        columns.put("awaiting", row.getString("awaiting"));
        columns.put("outcome", row.getString("outcome"));
        return CaseJson.state(columns, row.getString("state"));
    }

    /// References are read aloud and typed: case and dashes do not matter, and look-alikes are forgiven.
    static String normalReference(String typed) {
        var plain = typed.toUpperCase(Locale.ROOT)
                .replaceAll("[^0-9A-Z]", "")
                .replaceFirst("^TL", "")
                .replace('O', '0')
                .replace('I', '1')
                .replace('L', '1');
        return plain.length() == 8 ? "TL-" + plain.substring(0, 4) + "-" + plain.substring(4) : typed;
    }

    static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
