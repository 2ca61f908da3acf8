package io.throughline.platform.versions;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/// The SQL of versions.
final class VersionStore {
    private static final String COLUMNS = """
            select workflow, version, number, state, scenarios, author, added_at, approved_by, approved_at, published_by,
                   published_at, replaced
              from versions.version where tenant = ?
            """;

    private final JdbcTemplate jdbc;
    private final String tenant;
    private final InstantSource clock;

    VersionStore(JdbcTemplate jdbc, String tenant, InstantSource clock) {
        this.jdbc = jdbc;
        this.tenant = tenant;
        this.clock = clock;
    }

    /// One step of a version's life.
    record Act(String version, String act, String person, Instant at, String reason, Map<String, Object> details) {}

    /// Holds everybody else off until the transaction ends.
    void lock() {
        jdbc.query("select pg_advisory_xact_lock(hashtext(?))", _ -> {}, "versions of " + tenant);
    }

    List<Version> all() {
        return jdbc.query(COLUMNS + " order by workflow, number", VersionStore::version, tenant);
    }

    List<Version> of(String workflow) {
        return jdbc.query(COLUMNS + " and workflow = ? order by number", VersionStore::version, tenant, workflow);
    }

    Optional<Version> find(String workflow, String version) {
        return of(workflow).stream()
                .filter(one -> one.version().equals(version))
                .findFirst();
    }

    /// A draft of that content; its number is the next one.
    Version add(String workflow, String version, String scenarios, @Nullable String author) {
        jdbc.update("""
                insert into versions.version (tenant, workflow, version, number, state, scenarios, author, added_at)
                select ?, ?, ?, coalesce(max(number), 0) + 1, 'draft', ?, ?, ?
                  from versions.version where tenant = ? and workflow = ?
                """, tenant, workflow, version, scenarios, author, now(), tenant, workflow);
        return find(workflow, version).orElseThrow();
    }

    void author(Version version, Person author) {
        set(version, "author = ?", author.name());
    }

    void scenarios(Version version, String scenarios) {
        set(version, "scenarios = ?", scenarios);
    }

    void approved(Version version, Person by) {
        set(version, "state = 'approved', approved_by = ?, approved_at = ?", by.name(), now());
    }

    void published(Version version, Person by, @Nullable String replaced) {
        set(
                version,
                "state = 'published', published_by = ?, published_at = ?, replaced = ?",
                by.name(),
                now(),
                replaced);
    }

    void state(String workflow, String version, Version.State state) {
        jdbc.update(
                "update versions.version set state = ? where tenant = ? and workflow = ? and version = ?",
                state.word(),
                tenant,
                workflow,
                version);
    }

    private void set(Version version, String what, @Nullable Object... values) {
        var all = new java.util.ArrayList<@Nullable Object>(java.util.Arrays.asList(values));
        all.addAll(List.of(tenant, version.workflow(), version.version()));
        jdbc.update(
                "update versions.version set " + what + " where tenant = ? and workflow = ? and version = ?",
                all.toArray());
    }

    void record(String workflow, String version, String act, Person by, String reason, Map<String, Object> details) {
        jdbc.update("""
                insert into versions.act (tenant, workflow, version, act, person, at, reason, details)
                values (?, ?, ?, ?, ?, ?, ?, ?::jsonb)
                """, tenant, workflow, version, act, by.name(), now(), reason, DefinitionStore.write(details));
    }

    /// Oldest first.
    List<Act> acts(String workflow, String version) {
        return jdbc.query(
                """
                select version, act, person, at, reason, details from versions.act
                 where tenant = ? and workflow = ? and version = ? order by number
                """,
                (row, _) -> new Act(
                        row.getString(1),
                        row.getString(2),
                        row.getString(3),
                        Objects.requireNonNull(instant(row, 4)),
                        row.getString(5),
                        DefinitionStore.map(row.getString(6))),
                tenant,
                workflow,
                version);
    }

    List<Rollout> rollouts() {
        return jdbc.query(
                "select workflow, version, share, before from versions.rollout where tenant = ? order by workflow",
                (row, _) -> new Rollout(row.getString(1), row.getString(2), row.getInt(3), row.getString(4)),
                tenant);
    }

    Optional<Rollout> rollout(String workflow) {
        return rollouts().stream()
                .filter(one -> one.workflow().equals(workflow))
                .findFirst();
    }

    void put(Rollout rollout) {
        jdbc.update("""
                insert into versions.rollout (tenant, workflow, version, share, before) values (?, ?, ?, ?, ?)
                on conflict (tenant, workflow) do update
                   set version = excluded.version, share = excluded.share, before = excluded.before
                """, tenant, rollout.workflow(), rollout.version(), rollout.share(), rollout.before());
    }

    private OffsetDateTime now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    private static Version version(ResultSet row, int number) throws SQLException {
        return new Version(
                row.getString(1),
                row.getString(2),
                row.getInt(3),
                Version.State.valueOf(row.getString(4).toUpperCase(Locale.ROOT)),
                row.getString(5),
                row.getString(6),
                Objects.requireNonNull(instant(row, 7)),
                row.getString(8),
                instant(row, 9),
                row.getString(10),
                instant(row, 11),
                row.getString(12));
    }

    private static @Nullable Instant instant(ResultSet row, int column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
