package io.throughline.platform.cases;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/// The SQL that reads cases; [ChangeStore] changes them.
final class CaseStore {
    private static final String COLUMNS = "select state, seq, events, head, since from cases.case_row ";

    private final JdbcTemplate jdbc;
    private final String tenant;

    CaseStore(JdbcTemplate jdbc, String tenant) {
        this.jdbc = jdbc;
        this.tenant = tenant;
    }

    Optional<StoredCase> find(UUID id) {
        return jdbc.query(COLUMNS + "where tenant = ? and id = ?", CaseStore::toCase, tenant, id).stream()
                .findFirst();
    }

    Optional<StoredCase> findByReference(String reference) {
        return jdbc.query(COLUMNS + "where tenant = ? and reference = ?", CaseStore::toCase, tenant, reference).stream()
                .findFirst();
    }

    /// Cases whose timer is due, locked for this transaction; those that another node holds are left to it.
    List<StoredCase> lockDueTimers(Instant now, int atMost) {
        return jdbc.query(
                COLUMNS + "where tenant = ? and timer_at <= ? order by timer_at limit ? for no key update skip locked",
                CaseStore::toCase,
                tenant,
                at(now),
                atMost);
    }

    /// Moves the sweep's next look at a case; the state, which knows its timers, is not touched.
    void lookAgain(String caseId, @Nullable Instant timerAt) {
        jdbc.update(
                "update cases.case_row set timer_at = ? where tenant = ? and id = ?",
                at(timerAt),
                tenant,
                UUID.fromString(caseId));
    }

    /// Cases of a version that are not finished, by id, after one of them.
    List<StoredCase> unfinished(String workflow, String version, UUID after, int atMost) {
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

    /// Counts a case with the version that its state says it is on now.
    void pin(UUID id, String version) {
        jdbc.update("update cases.case_row set version = ? where tenant = ? and id = ?", version, tenant, id);
    }

    List<Chain.Link> events(UUID id) {
        return jdbc.query(
                "select number, body, hash from cases.event where tenant = ? and case_id = ? order by number",
                (row, _) -> new Chain.Link(row.getInt(1), row.getString(2), row.getBytes(3)),
                tenant,
                id);
    }

    private static StoredCase toCase(ResultSet row, int number) throws SQLException {
        return new StoredCase(
                CaseJson.state(row.getString(1)),
                row.getInt(2),
                row.getInt(3),
                row.getBytes(4),
                row.getObject(5, OffsetDateTime.class).toInstant());
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
